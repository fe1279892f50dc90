/** The year of a workload: twelve multipliers of its peak. */
import { setMonth } from '../../../src/scenario/edits/set-month.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { percent, text } from '../../../src/units/format.ts';
import { significant } from '../../../src/units/significant.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';
import { Button } from '../../ui/button.tsx';
import { monthName } from '../../../src/units/format-time.ts';
import { CurveEditor } from '../curve/curve-editor.tsx';
import type { CurveTone } from '../curve/curve-ground.tsx';
import { Fold } from '../editors/fold.tsx';

const MONTHS = Array.from({ length: 12 }, (_, month) => monthName(month));
const TICKS = MONTHS.map((name, index) => ({ index, text: name.slice(0, 1) }));
const ALIKE: readonly number[] = MONTHS.map(() => 1);
const PER_CENT = 100;

/** "every month alike", or the strongest and the weakest of them. */
export const monthsSummary = (shape: readonly number[] | undefined): string => {
  if (!shape) return 'every month alike';
  const name = (value: number): string => (MONTHS[shape.indexOf(value)] ?? '').slice(0, 3);
  const [most, least] = [Math.max(...shape), Math.min(...shape)];
  return `${name(least)} ${text(percent(least))}, ${name(most)} ${text(percent(most))}`;
};

interface MonthsFoldProps {
  readonly workload: Workload;
  readonly tone: CurveTone;
  readonly onReset: () => void;
}

export const MonthsFold = ({ workload, tone, onReset }: MonthsFoldProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const { monthShape, peakSessionsPerSecond } = workload.demand;
  const say = (value: number): string =>
    `${significant(value)} % of the peak, ${significant((value / PER_CENT) * peakSessionsPerSecond)} sessions/s`;
  return (
    <Fold title="Months" summary={monthsSummary(monthShape)} changed={monthShape !== undefined}>
      <CurveEditor
        label="Demand by month, per cent of the peak"
        values={(monthShape ?? ALIKE).map((value) => value * PER_CENT)}
        names={MONTHS}
        ticks={TICKS}
        unit="% of peak"
        tone={tone}
        rest={PER_CENT}
        before="In"
        say={say}
        mark={(value) => `${significant(value)} %`}
        onSet={(month, value, gesture) =>
          edit(
            `set the demand in ${MONTHS[month] ?? ''}`,
            (before) => setMonth(before, { workloadId: workload.id, month, multiplier: value / PER_CENT }),
            gesture,
          )
        }
      />
      {monthShape && (
        <div className="inspector-line">
          <span className="inspector-text">was every month alike</span>
          <Button small onClick={onReset}>
            Reset months
          </Button>
        </div>
      )}
    </Fold>
  );
};
