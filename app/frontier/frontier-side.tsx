/** Beside the frontier: why the others fell out, what was measured, the chosen plan, the best under the SLA, and its neighbours. */
import type { Tier } from '../../src/calibration/tier.ts';
import type { FrontierAnswer, FrontierBest } from '../../src/search/frontier-types.ts';
import { whole } from '../../src/units/significant.ts';
import type { OtherLengths, OverlayPoint } from '../state/frontier-measured.ts';
import type { FrontierTerms } from '../state/frontier-store.ts';
import { isFourBit } from './frontier-marks.tsx';
import { neighboursOf } from './neighbours.ts';
import { BestFigures, ChosenFigures, NeighbourLines } from './plan-figures.tsx';
import { ReasonRows } from './reason-rows.tsx';
import { pointReasons, refusedReasons } from './reasons.ts';
import type { Spot } from './spots.ts';
import type { Chip, Upward } from './upward.ts';
import type { FrontierView } from './view.ts';
import './frontier-side.css';

interface FrontierSideProps {
  readonly answer: FrontierAnswer;
  readonly terms: FrontierTerms;
  readonly view: FrontierView;
  readonly chosen: Spot | null;
  readonly runs: readonly OverlayPoint[];
  readonly others: readonly OtherLengths[];
  readonly upward: Upward;
  readonly tier: Tier;
  readonly chip: Chip;
  readonly onUse: (spot: Spot) => void;
  readonly onUseBest: (best: FrontierBest) => void;
}

export const FrontierSide = (props: FrontierSideProps) => {
  const { answer, terms, view, chosen, runs, others, upward, tier, chip, onUse, onUseBest } = props;
  const { counts, best } = answer;
  const refused = refusedReasons(answer, terms);
  return (
    <div className="frontier-side scrolls" role="region" aria-label="The frontier in figures" tabIndex={0}>
      <header>
        <h2>Frontier</h2>
        <p>
          {whole(counts.configurations)} configurations, {whole(counts.points)} points
        </p>
      </header>
      <section>
        <h3>
          Why the others fell out <span>points</span>
        </h3>
        <ReasonRows reasons={pointReasons(answer, terms, view)} />
        {refused.length > 0 && (
          <>
            <h3>
              Not tried <span>configurations</span>
            </h3>
            <ReasonRows reasons={refused} />
          </>
        )}
      </section>
      <Measured runs={runs} others={others} upward={upward} />
      <section>
        <h3>
          Chosen plan <span>{chosen ? 'yellow ring' : ''}</span>
        </h3>
        {chosen ? (
          <ChosenFigures spot={chosen} terms={terms} tier={tier} chip={chip} />
        ) : (
          <p>The plan has no answer and so no place here. Click a point to pin it.</p>
        )}
      </section>
      <section>
        <h3>Best under the SLA</h3>
        {best.length === 0 && <p>No configuration meets every percentile on these racks.</p>}
        {best.map((one) => (
          <BestFigures
            key={`${one.configuration.rackId}/${one.configuration.prefillRackId ?? ''}`}
            best={one}
            terms={terms}
            tier={tier}
            chip={chip}
            onUse={() => onUseBest(one)}
          />
        ))}
      </section>
      {chosen && (
        <section>
          <h3>Two neighbours on the front</h3>
          <NeighbourLines
            neighbours={neighboursOf(answer, view, chosen, upward)}
            chosen={chosen}
            terms={terms}
            upward={upward}
            chip={chip}
            onUse={onUse}
          />
        </section>
      )}
      <p className="frontier-side__keys">Keyboard: arrows walk the front, Enter takes the plan, T opens the table.</p>
    </div>
  );
};

interface MeasuredProps {
  readonly runs: readonly OverlayPoint[];
  readonly others: readonly OtherLengths[];
  readonly upward: Upward;
}

const Measured = ({ runs, others, upward }: MeasuredProps) => {
  const fourBit = runs.filter(isFourBit).length;
  return (
    <section>
      <h3>Measured on this system</h3>
      {runs.length > 0 && (
        <dl>
          <SquareRow name="4-bit weights" filled count={fourBit} />
          <SquareRow name="FP8 and wider" filled={false} count={runs.length - fourBit} />
        </dl>
      )}
      <p>
        {runs.length === 0
          ? 'No published run of this model on it has prompts and answers of this length, within a factor of 2.'
          : upward === 'gpu'
            ? 'The line is ours, squares are published runs. They are never blended.'
            : 'Published runs state neither power nor price: their squares stand on the axis per GPU.'}
        {others.length > 0 && ` Not shown: ${others.slice(0, 2).map(lengthWords).join(', ')}.`}
      </p>
    </section>
  );
};

const lengthWords = ({ inputTokens, outputTokens, count }: OtherLengths): string =>
  `${whole(count)} at ${whole(inputTokens)} in, ${whole(outputTokens)} out`;

const SquareRow = ({
  name,
  filled,
  count,
}: {
  readonly name: string;
  readonly filled: boolean;
  readonly count: number;
}) => (
  <div className="plan-row">
    <dt>
      <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
        <rect className={filled ? 'run run--four-bit' : 'run'} x="1" y="1" width="7" height="7" />
      </svg>
      {name}
    </dt>
    <dd>
      <b>{whole(count)}</b>
    </dd>
  </div>
);
