/**
 * A catalogue figure in a row: label, value, mark, reset. The figure with its mark is a button that opens its source; an overridden one
 * carries a 2 px bar, a reset arrow and what it was.
 */
import type { ReactNode } from 'react';
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { Confidence } from '../../../src/catalogue/figures.ts';
import type { Provenance } from '../../../src/catalogue/provenance.ts';
import { clearAssumption } from '../../../src/scenario/edits/clear-assumption.ts';
import { text } from '../../../src/units/format.ts';
import { useSource } from '../../state/provenance.ts';
import { useScenario, useScenarioStore } from '../../state/scenario-store.ts';
import { Peek } from '../../ui/peek.tsx';
import { ConfidenceMark, confidenceWord } from '../../ui/trust-mark.tsx';
import { ResetButton } from '../editors/reset-button.tsx';
import { bandText, shownFigure, unitOfFigure } from './figure-units.ts';
import { bandOf, baseOf, figureAt, overridePathOf, ownCatalogue } from './figure-values.ts';
import { SourceCard } from './source-card.tsx';
import './figures.css';

const NONE: Readonly<Record<string, number>> = {};

/** How the value in use is known: as published, as the alternative it was taken from says, or null for a person's own. */
const confidenceInUse = (provenance: Provenance, own: number | undefined): Confidence | null =>
  own === undefined
    ? provenance.confidence
    : (provenance.alternatives?.find(
        ({ value }) => value !== null && typeof value !== 'string' && baseOf(value) === own,
      )?.confidence ?? null);

interface FigureRowProps {
  readonly label: string;
  /** Of the figure in the catalogue, as `systems.gb200-nvl72.capex`. */
  readonly path: string;
  readonly absent?: string;
  /** Instead of the figure in its unit. */
  readonly children?: ReactNode;
}

export const FigureRow = ({ label, path, absent = 'not stated', children }: FigureRowProps) => {
  const assumptions = useScenario()?.assumptions ?? NONE;
  const edit = useScenarioStore((state) => state.edit);
  // The marks of a panel say how its figures are known, so showing one asks for the table.
  const { state, provenance } = useSource(path, true);
  const unit = unitOfFigure(path) ?? '';
  const overridePath = overridePathOf(path);
  const own = Object.hasOwn(assumptions, overridePath) ? assumptions[overridePath] : undefined;
  const value = figureAt(ownCatalogue(assumptions), path);
  const base = baseOf(value);
  const before = baseOf(figureAt(defaultCatalogue, path));
  const band = own === undefined ? bandOf(value) : null;
  const range = band ? bandText(unit, band) : null;
  const parts = base === null ? null : shownFigure(unit, base);
  const nothing = base === null && children === undefined;
  const confidence = provenance && !nothing ? confidenceInUse(provenance, own) : null;
  // A person's own number is known by the bar beside it, not by a mark.
  const marked = own === undefined ? state === 'here' : confidence !== null;
  const was = before === null ? 'not published' : text(shownFigure(unit, before));
  return (
    <div className="inspector-row figure-row" data-overridden={own !== undefined}>
      <span className="inspector-row__label" title={label}>
        {label}
      </span>
      <Peek
        className="figure-row__figure"
        label={`Source of ${label}`}
        face={
          <>
            <span className="visually-hidden">{label}: </span>
            <span className="figure-row__value">
              {children ?? (
                <>
                  <b>{parts?.value ?? absent}</b>
                  {parts && parts.unit !== '' && <span className="unit"> {parts.unit}</span>}
                </>
              )}
              {range !== null && <span className="unit"> {range}</span>}
            </span>
            <span className="figure-row__mark">{marked && <ConfidenceMark confidence={confidence} />}</span>
          </>
        }
      >
        {() => <SourceCard path={path} />}
      </Peek>
      <span className="inspector-row__reset">
        {own !== undefined && (
          <ResetButton
            label={label}
            onReset={() => edit(`reset ${label}`, (plan) => clearAssumption(plan, { path: overridePath }))}
          />
        )}
      </span>
      {own !== undefined && (
        <span className="inspector-was" title={provenance?.source}>
          was {was}
          {provenance && `, ${confidenceWord(provenance.confidence)}, ${provenance.source}`}
        </span>
      )}
    </div>
  );
};
