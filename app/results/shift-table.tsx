/** Moving offline work: a mean month without it, as the plan fills the day, and with the optimal schedule; and how far the search is. */
import type { ReactNode } from 'react';
import type { Evaluation } from '../../src/evaluate/evaluation.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useShiftStore, type ShiftState } from '../state/shift-store.ts';
import { Button } from '../ui/button.tsx';
import { StateFigure } from '../ui/charts/state-figure.tsx';
import { cell, TableFigure, type FigureRow } from '../ui/charts/table-figure.tsx';
import { meanDayWords, shiftRows, type ShiftRow } from './shift-words.ts';

const COLUMNS = [
  { head: 'A mean month' },
  { head: 'Not shifted', align: 'right' },
  { head: 'Filled greedily', align: 'right' },
  { head: 'Optimal', align: 'right' },
  { head: 'Saved, as shown' },
] as const;

const rowOf = ({ name, soonest, filled, optimal, saved, sought }: ShiftRow): FigureRow => ({
  key: name,
  cells: [
    cell(name, sought ? 'strong' : undefined),
    cell(soonest),
    cell(filled),
    cell(optimal),
    cell(saved, sought ? 'strong' : saved === 'nothing' || saved === 'same' ? 'weak' : undefined),
  ],
});

const PHASES = { loading: 'laying out', solving: 'solving' } as const;

const runWords = ({ status, phase, failure }: ShiftState): string | null => {
  if (status === 'running') return `schedule: ${phase ? PHASES[phase] : 'waiting for the plan to rest'}`;
  if (status === 'cancelled') return 'stopped; a change of the plan starts it again';
  return status === 'failed' ? `no schedule: ${failure ?? 'the solver stopped'}` : null;
};

/** `control` chooses what the tab shows. */
export const ShiftTable = ({
  evaluation,
  control,
}: {
  readonly evaluation: Evaluation;
  readonly control?: ReactNode;
}) => {
  const shift = useShiftStore();
  const revision = useResultsStore((state) => state.revision);
  const { answer } = shift;
  const words = runWords(shift);
  if (!answer) {
    const title = shift.status === 'idle' ? 'Nothing may move' : (words ?? '');
    return (
      <StateFigure title={title} control={control}>
        {shift.status === 'idle' &&
          'Offline work moves where the plan fills for cost or carbon and the workload may shift in time or place.'}
      </StateFigure>
    );
  }
  const stale = shift.answerRevision !== revision ? `of rev ${shift.answerRevision}; ` : '';
  const state = evaluation.scheduled === 'optimal' ? 'shown: optimal' : 'shown: filled greedily';
  const rows = shiftRows(answer);
  const sought = rows.find((row) => row.sought);
  const nameOf = (siteId: string): string => evaluation.sites.find((site) => site.siteId === siteId)?.name ?? siteId;
  return (
    <TableFigure
      title="Shifting offline work"
      subtitle={`for ${answer.goal}; ${stale}${words ?? state}`}
      description={`${sought?.name ?? ''}: ${sought?.saved ?? ''} against not shifting; ${state}.`}
      columns={COLUMNS}
      rows={rows.map(rowOf)}
      note={`Work of so many hours in the cleanest hours of a mean day, against work spread over it, saves at best: ${meanDayWords(answer, nameOf)}`}
      control={
        <>
          {control}
          {shift.status === 'running' && (
            <Button small kind="link" onClick={shift.cancel}>
              Cancel
            </Button>
          )}
        </>
      }
    />
  );
};
