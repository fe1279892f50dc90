/** Everything known about one figure: value, source, confidence, date, note, and what else was published; each may be put to use. */
import type { PublishedValue } from '../../../src/catalogue/provenance.ts';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { Confidence } from '../../../src/catalogue/figures.ts';
import { clearAssumption } from '../../../src/scenario/edits/clear-assumption.ts';
import { setAssumption } from '../../../src/scenario/edits/set-assumption.ts';
import { text } from '../../../src/units/format.ts';
import { useSource } from '../../state/provenance.ts';
import { useScenario, useScenarioStore } from '../../state/scenario-store.ts';
import { Button } from '../../ui/button.tsx';
import { ConfidenceMark, confidenceWord } from '../../ui/trust-mark.tsx';
import { figureName } from './figure-names.ts';
import { bandText, shownFigure, typedScale, unitOfFigure } from './figure-units.ts';
import { bandOf, baseOf, figureAt, isOverridable, overridePathOf } from './figure-values.ts';
import { OwnFigure } from './own-figure.tsx';

/** The one number of a published value; null where it is a text. */
const numberOf = (value: PublishedValue['value']): number | null => (typeof value === 'string' ? null : baseOf(value));

/** `120–130 kW, base 125 kW`, or the one value, or the text as printed. */
const published = (unit: string, value: PublishedValue['value']): string => {
  if (value === null || typeof value === 'string') return value ?? '';
  const base = baseOf(value);
  if (base === null) return 'not published';
  const band = bandOf(value);
  const range = band ? bandText(unit, band) : null;
  return range === null ? text(shownFigure(unit, base)) : `${text(shownFigure(unit, base))} (${range})`;
};

interface EntryProps {
  readonly shown: string;
  readonly confidence: Confidence | null;
  readonly entry: Pick<PublishedValue, 'source' | 'note' | 'asOf'> | null;
  readonly inUse: boolean;
  readonly onUse: (() => void) | null;
}

const Entry = ({ shown, confidence, entry, inUse, onUse }: EntryProps) => (
  <div className="source-entry">
    <p className="source-entry__line">
      {shown !== '' && <b>{shown}</b>}
      <ConfidenceMark confidence={confidence} />
      <span aria-hidden="true">{confidenceWord(confidence)}</span>
      {onUse ? (
        // One button in both states, so that focus stays where it was.
        <Button
          small
          kind={inUse ? 'quiet' : 'outline'}
          className="source-entry__use"
          aria-pressed={inUse}
          aria-label={inUse ? `In use: ${shown}` : `Use this: ${shown}`}
          onClick={onUse}
        >
          {inUse ? 'in use' : 'Use this'}
        </Button>
      ) : (
        inUse && <span className="source-entry__use">in use</span>
      )}
    </p>
    {entry && <p className="source-entry__source">{entry.source}</p>}
    {entry?.note && <p className="source-entry__source">{entry.note}</p>}
    {entry?.asOf && <p className="source-entry__source">As of {entry.asOf}</p>}
  </div>
);

/** Sizes to choose a unit by where there is no value yet. */
const usualSize = (path: string): number => (path.startsWith('systems.') ? 1e5 : 1e3);

export const SourceCard = ({ path }: { readonly path: string }) => {
  const scenario = useScenario();
  const edit = useScenarioStore((state) => state.edit);
  const { state, provenance } = useSource(path, true);
  const unit = unitOfFigure(path) ?? provenance?.unit ?? '';
  const value = figureAt(defaultCatalogue, path);
  const base = baseOf(value);
  const overridePath = overridePathOf(path);
  const own = scenario?.assumptions[overridePath];
  const name = figureName(path);
  const overridable = isOverridable(path);
  const use = (wanted: number): void =>
    edit(`use ${text(shownFigure(unit, wanted))} as ${name}`, (before) =>
      wanted === base
        ? clearAssumption(before, { path: overridePath })
        : setAssumption(before, { path: overridePath, value: wanted }),
    );
  const alternatives = provenance?.alternatives ?? [];
  const ownIsListed = alternatives.some((one) => numberOf(one.value) === own);
  const isText = typeof provenance?.value === 'string';
  // What explains a whole item, as of a model, may be the value of another of its figures.
  const isSame = provenance !== null && numberOf(provenance.value) === base;
  const scale = typedScale(unit, own ?? base ?? usualSize(path));
  return (
    <>
      <p className="source-card__title">{name}</p>
      {own !== undefined && !ownIsListed && (
        <div className="source-entry">
          <p className="source-entry__line">
            <b>{text(shownFigure(unit, own))}</b> <span>your own</span>
            <span className="source-entry__use">in use</span>
          </p>
        </div>
      )}
      <Entry
        shown={
          provenance && (isText || provenance.value === null)
            ? published(unit, provenance.value)
            : base === null
              ? 'not published'
              : published(unit, isSame ? (provenance?.value ?? base) : base)
        }
        confidence={provenance?.confidence ?? null}
        entry={provenance}
        inUse={own === undefined && base !== null}
        onUse={base === null || !overridable ? null : () => use(base)}
      />
      {state === 'loading' && <p className="source-entry__source">Loading the source</p>}
      {state === 'failed' && (
        <p className="source-entry__source">The sources could not be loaded; open again to retry.</p>
      )}
      {state === 'here' && !provenance && <p className="source-entry__source">No source is on record.</p>}
      {alternatives.length > 0 && <p className="source-card__head">Also published</p>}
      {alternatives.map((one, index) => {
        const number = numberOf(one.value);
        return (
          <Entry
            key={`${one.source} ${index}`}
            shown={published(unit, one.value)}
            confidence={one.confidence}
            entry={one}
            inUse={number !== null && (own === undefined ? number === base : number === own)}
            onUse={number === null || !overridable ? null : () => use(number)}
          />
        );
      })}
      {overridable && (
        <OwnFigure
          label="Your own"
          absent={base === null ? 'none yet' : 'number'}
          unit={scale.unit}
          onSet={(typed) => use(typed * scale.divisor)}
        />
      )}
    </>
  );
};
