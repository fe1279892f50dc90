/** Every way to get these tokens at today's demand, cheapest first, with where it crosses the plan. */
import type { CostLine, DeploymentCrossover } from '../../src/outlook/crossover-answer.ts';
import { percent, text, tokens } from '../../src/units/format.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { byTheHour, lineName, refusalWords, usdWords } from './crossover-words.ts';
import { RuledTable } from '../ui/charts/ruled-table.tsx';

const COLUMNS = [
  { head: 'Way' },
  { head: 'Now, a month', align: 'right' },
  { head: 'Per Mtok out', align: 'right' },
  { head: 'Crosses the plan at' },
  { head: 'Price' },
] as const;

/** What the price is and of when. */
const priceWords = (line: CostLine): string => {
  if (line.kind === 'api') return `${line.tier === 'quoted' ? 'quoted, ' : 'list, '}${line.asOf}`;
  const spot = line.interruptionShare > 0 ? `, taken away ${text(percent(line.interruptionShare))} of hours` : '';
  const hours = byTheHour(line) ? ', for the hours needed' : '';
  return `${line.estimate ? 'worked out from another term' : 'as in the catalogue'}${hours}${spot}`;
};

export const CrossoverTable = ({ pool }: { readonly pool: DeploymentCrossover }) => {
  const lines = pool.lines.toSorted((a, b) => a.usdPerMonthNow - b.usdPerMonthNow);
  const crossingOf = ({ id, kind }: CostLine): string => {
    if (kind === 'plan') return 'is the plan';
    const crossing = pool.crossings.find(({ lineId }) => lineId === id);
    return crossing
      ? `${text(tokens(crossing.tokensPerMonth))}, ${text(percent(crossing.shareOfNow))} of now`
      : 'nowhere';
  };
  const perMtok = ({ usdPerMtokOutputNow }: CostLine): string =>
    usdPerMtokOutputNow === null ? 'no demand' : usdWords(usdPerMtokOutputNow);
  const samples: Samples = {
    axis: 'Way',
    positions: lines.map((_, index) => index),
    at: (index) => {
      const line = lines[index];
      if (!line) return { label: '', rows: [] };
      return {
        label: lineName(line),
        rows: [
          { name: 'now, a month', value: usdWords(line.usdPerMonthNow) },
          { name: 'per Mtok out', value: perMtok(line) },
          { name: 'crosses the plan at', value: crossingOf(line) },
          { name: 'price', value: line.kind === 'api' ? `${priceWords(line)}; ${line.source}` : priceWords(line) },
        ],
      };
    },
  };
  const cheapest = pool.lines.find(({ id }) => id === pool.cheapestNow);
  return (
    <FigureFrame
      title="At today's demand"
      subtitle={`${text(tokens(pool.tokensPerMonthNow))} out a month; taxes are not in it`}
      description={cheapest ? `Cheapest now: ${lineName(cheapest)}.` : 'Nothing is asked for.'}
      samples={samples}
    >
      <RuledTable label="Ways to get these tokens" columns={COLUMNS}>
        {lines.map((line) => (
          <tr key={line.id}>
            <td data-strong={line.kind === 'plan'} title={line.kind === 'api' ? line.offer : undefined}>
              {lineName(line)}
            </td>
            <td data-align="right" data-strong={line.id === pool.cheapestNow}>
              {usdWords(line.usdPerMonthNow)}
            </td>
            <td data-align="right">{perMtok(line)}</td>
            <td data-weak={line.kind === 'plan'}>{crossingOf(line)}</td>
            <td data-weak="true" title={line.kind === 'api' ? line.source : line.pricePaths.join(', ')}>
              {priceWords(line)}
            </td>
          </tr>
        ))}
        {pool.refusals.map((refusal) => (
          <tr key={`${refusal.reason}/${refusal.how ?? ''}/${refusal.rackGroupId ?? ''}`}>
            <td colSpan={5} data-weak="true">
              withheld: {refusalWords(refusal)}
            </td>
          </tr>
        ))}
      </RuledTable>
    </FigureFrame>
  );
};
