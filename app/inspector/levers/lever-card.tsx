/** Everything known about one lever: what it changes, its range and default, its limits, its equation, and what is published of it. */
import { lazy, Suspense, useState } from 'react';
import { leverOf, type Lever } from '../../../src/performance/levers.ts';
import { TierMark } from '../../ui/trust-mark.tsx';

const TechniqueCard = lazy(() => import('./technique-card.tsx'));

/** An engine is no technique of its own: it decides defaults and what was fitted. */
const ENGINE: Lever = {
  id: 'engine',
  name: 'Engine',
  default: 'vLLM',
  range: 'vLLM, SGLang, TensorRT-LLM',
  unit: '',
  equation: 'S2',
  changes: 'The host time of a step, the memory it keeps for itself, and the KV format that "auto" stands for.',
  sourceId: null,
  tier: 'calibrated',
  limits: 'Fitted to published runs of each engine; releases after them may be faster.',
};

/** Of the table; the engine beside it. */
export const leverFor = (id: string): Lever | undefined => (id === ENGINE.id ? ENGINE : leverOf(id));

const Line = ({ label, children }: { readonly label: string; readonly children: string }) => (
  <p className="lever-card__line">
    <span>{label}</span>
    <span>{children}</span>
  </p>
);

/** Fetched when asked for. The head is also what the keyboard scrolls the card by. */
const Published = ({ id }: { readonly id: string }) => {
  const [open, setOpen] = useState(false);
  return (
    <details className="inspector-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What is published of it</summary>
      {open && (
        <Suspense fallback={<p className="source-entry__source">Loading the sources</p>}>
          <TechniqueCard id={id} />
        </Suspense>
      )}
    </details>
  );
};

export const LeverCard = ({ lever }: { readonly lever: Lever }) => {
  const { name, tier, changes, range, unit, limits, equation, sourceId } = lever;
  return (
    <>
      <p className="source-card__title">{name}</p>
      <p className="lever-card__tier">
        <TierMark tier={tier} /> <span aria-hidden="true">{tier}</span>
      </p>
      <p>{changes}</p>
      <div className="lever-card__lines">
        <Line label="Range">{range}</Line>
        {unit !== '' && <Line label="Unit">{unit}</Line>}
        <Line label="Default">{lever.default}</Line>
        <Line label="Equation">{`${equation} of docs/model.md`}</Line>
      </div>
      <p>{limits}</p>
      {sourceId !== null && <Published id={sourceId} />}
    </>
  );
};
