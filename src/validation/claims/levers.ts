/** "Quantisation, speculation, paging and TP over NVLink made a failing service sustainable": the ladder of such a service. */
import { ladderRun, type LadderRow } from '../../evaluate/ladder.ts';
import type { ClaimAnswer, ClaimFigure } from './claim.ts';
import type { DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { FAILING_SERVICE } from './plans.ts';
import { LEVERS } from './statements.ts';

const NAMED: readonly LadderRow['id'][] = ['paging', 'fp8', 'fp8-kv', 'layout', 'speculation'];

export const levers = ({ catalogue, calibration, memo }: DeskFigures): ClaimAnswer => {
  const run = ladderRun({ scenario: FAILING_SERVICE, deploymentId: 'd1', leftOut: [] }, catalogue, calibration, memo);
  const rows: LadderRow[] = [];
  for (let row = run.next(); row !== null; row = run.next()) rows.push(row);
  const answered = rows.filter(({ refused, figures }) => refused === null && figures !== null);
  const [first, last] = [answered[0]?.figures, answered.at(-1)?.figures];
  if (!first || !last) throw new Error('claims: the ladder has no rows');
  const gained = answered.flatMap((row, index): ClaimFigure[] => {
    const [now, before] = [row.figures, answered[index - 1]?.figures];
    if (!NAMED.includes(row.id) || !now || !before) return [];
    const within = before.slaTokensPerSecond > 0;
    return [
      {
        name: row.name,
        ours: within
          ? now.slaTokensPerSecond / before.slaTokensPerSecond
          : now.saturatedTokensPerSecond / before.saturatedTokensPerSecond,
        published: null,
        unit: 'times',
        tier: now.tier,
        note: within ? 'output within targets' : 'output before the queue grows; nothing is within targets yet',
      },
    ];
  });
  const saved = first.verdict !== 'stable' && last.verdict === 'stable';
  return {
    ...LEVERS,
    figures: [
      {
        name: 'Output within targets, all levers',
        ours: last.slaTokensPerSecond,
        published: null,
        unit: 'tokenRate',
        tier: last.tier,
        note: `${first.verdict} before, ${last.verdict} after`,
      },
      ...gained,
    ],
    table: {
      title: 'Output tok/s, each row with the levers above it',
      axis: 'Lever',
      columns: ['within targets', 'queue grows at'],
      unit: 'tokenRate',
      drawn: false,
      rows: answered.map(({ name, figures }) => ({
        name,
        values: [figures?.slaTokensPerSecond ?? null, figures?.saturatedTokensPerSecond ?? null],
      })),
    },
    verdict: saved ? 'borne out' : 'not supported',
    gap: null,
    reason: `The direction holds: with everything off the demand is ${first.verdict}, with every lever on it is ${last.verdict}. What each is worth depends on the order: batching and paging come first because the others have little to work on without them, and a lever that finds the service already within its targets shows as headroom. ${refusedWords(rows)}The ladder ends at ${figureText(last.slaTokensPerSecond, 'tokenRate')} within targets, from ${figureText(first.saturatedTokensPerSecond, 'tokenRate')} in all.`,
    tier: last.tier,
  };
};

const refusedWords = (rows: readonly LadderRow[]): string => {
  const refused = rows.filter(({ refused: why }) => why !== null);
  return refused.length === 0 ? '' : `Not to be had here: ${refused.map(({ name }) => name).join(', ')}. `;
};
