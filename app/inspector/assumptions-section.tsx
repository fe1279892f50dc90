/** Every figure this plan replaces, with what it was and a way back; and a search over all that may be replaced. */
import { useId, useMemo, useState } from 'react';
import { clearAssumption } from '../../src/scenario/edits/clear-assumption.ts';
import { setAssumption } from '../../src/scenario/edits/set-assumption.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { text } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { Button } from '../ui/button.tsx';
import { ResetButton } from './editors/reset-button.tsx';
import { FigureRow } from './figures/figure-row.tsx';
import { figureChoices, figureName, matchingFigures, type FigureChoice } from './figures/figure-names.ts';
import { shownFigure, typedScale, unitOfFigure } from './figures/figure-units.ts';
import { baseOf, figureAt, figurePathOf, overridePathOf, ownCatalogue } from './figures/figure-values.ts';
import { OwnFigure } from './figures/own-figure.tsx';
import { Section } from './section.tsx';

const SHOWN = 8;

const Replaced = ({ scenario, path }: { readonly scenario: Scenario; readonly path: string }) => {
  const edit = useScenarioStore((state) => state.edit);
  const figure = figurePathOf(path);
  const name = figureName(path);
  if (figure !== null) return <FigureRow label={name} path={figure} />;
  const value = scenario.assumptions[path] ?? 0;
  return (
    <div className="inspector-row figure-row">
      <span className="inspector-row__label" title={path}>
        {name}
      </span>
      <b className="inspector-row__value">{text(shownFigure(unitOfFigure(path) ?? '', value))}</b>
      <span className="inspector-row__mark" />
      <span className="inspector-row__reset">
        <ResetButton
          label={name}
          onReset={() => edit(`reset ${name}`, (before) => clearAssumption(before, { path }))}
        />
      </span>
    </div>
  );
};

const AddOverride = ({ scenario, onDone }: { readonly scenario: Scenario; readonly onDone: () => void }) => {
  const edit = useScenarioStore((state) => state.edit);
  const id = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<FigureChoice | null>(null);
  const all = useMemo(() => figureChoices(), []);
  const found = useMemo(() => matchingFigures(all, query), [all, query]);
  if (chosen) {
    const unit = unitOfFigure(chosen.path) ?? '';
    const now = baseOf(figureAt(ownCatalogue(scenario.assumptions), chosen.path)) ?? 0;
    const scale = typedScale(unit, now);
    return (
      <>
        <FigureRow label={chosen.name} path={chosen.path} />
        <OwnFigure
          label="Your own"
          absent="number"
          unit={scale.unit}
          onSet={(typed) => {
            edit(`replace ${chosen.name}`, (before) =>
              setAssumption(before, { path: overridePathOf(chosen.path), value: typed * scale.divisor }),
            );
            onDone();
          }}
        />
        <div className="inspector-line">
          <span className="inspector-row__label" />
          <Button small onClick={() => setChosen(null)}>
            Choose another
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="inspector-line">
        <label className="inspector-row__label" htmlFor={id}>
          Figure
        </label>
        <input
          id={id}
          type="search"
          className="inspector-choice figure-search"
          placeholder="H200 bandwidth, electricity…"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <ul className="figure-choices" aria-label="Figures found">
        {found.slice(0, SHOWN).map((choice) => (
          <li key={choice.path}>
            <button type="button" className="ellipsis" title={choice.path} onClick={() => setChosen(choice)}>
              {choice.name}
            </button>
          </li>
        ))}
      </ul>
      <p className="inspector-foot" role="status">
        <span>
          {found.length > SHOWN
            ? `${whole(found.length - SHOWN)} more; say more words`
            : `${whole(found.length)} found`}
        </span>
      </p>
    </>
  );
};

export const AssumptionsSection = ({ scenario }: { readonly scenario: Scenario }) => {
  const [adding, setAdding] = useState(false);
  const paths = Object.keys(scenario.assumptions);
  return (
    <Section
      title="Assumptions"
      note={paths.length === 0 ? 'all figures as published' : `${whole(paths.length)} replaced`}
    >
      {paths.map((path) => (
        <Replaced key={path} scenario={scenario} path={path} />
      ))}
      {adding && <AddOverride scenario={scenario} onDone={() => setAdding(false)} />}
      <div className="inspector-line">
        <span className="inspector-row__label" />
        <Button small aria-expanded={adding} onClick={() => setAdding(!adding)}>
          {adding ? 'Done' : 'Replace a figure'}
        </Button>
      </div>
    </Section>
  );
};
