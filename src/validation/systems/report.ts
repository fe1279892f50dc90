/** docs/systems.md as text: row → scenario → figure → check → verdict, and the three curves. */
import { significant } from '../../units/significant.ts';
import type { CurveTable } from './curves.ts';
import type { CheckKind, Published } from './row.ts';
import type { CheckOutcome, RowOutcome } from './run.ts';
import { planWords } from './scenario-for.ts';
import { SECTIONS } from './systems.ts';
import type { Verdict } from './verdict.ts';

const KINDS: readonly CheckKind[] = ['reproduced', 'arithmetic', 'direction', 'claim', 'none published'];
const VERDICTS: readonly Verdict[] = ['holds', 'misses', 'nothing to check against', 'refused'];

const shown = (value: number): string => significant(value, 4);

/** Checks by kind and verdict. */
export const countsOf = (
  rows: readonly RowOutcome[],
): Readonly<Record<CheckKind, Readonly<Record<Verdict, number>>>> => {
  const checks = rows.flatMap((row) => row.checks);
  const of = (kind: CheckKind): Record<Verdict, number> => {
    const own = checks.filter((one) => one.check.kind === kind);
    const count = (verdict: Verdict): number => own.filter((one) => one.verdict === verdict).length;
    return {
      holds: count('holds'),
      misses: count('misses'),
      'nothing to check against': count('nothing to check against'),
      refused: count('refused'),
    };
  };
  return {
    reproduced: of('reproduced'),
    arithmetic: of('arithmetic'),
    direction: of('direction'),
    claim: of('claim'),
    'none published': of('none published'),
  };
};

export const reportOf = (rows: readonly RowOutcome[], curves: readonly CurveTable[]): string =>
  [
    '# Systems and techniques',
    '',
    'What the planner must make work, one row each: the scenario that places or selects it, the figures computed from it, what they are',
    'held against, and the verdict. Written by `npx tsx tools/systems/report.ts`; do not edit. A test compares it with what is computed.',
    '',
    ...LEGEND,
    '',
    ...countLines(rows),
    ...SECTIONS.flatMap((section) =>
      sectionLines(
        section,
        rows.filter(({ row }) => row.section === section),
      ),
    ),
    '',
    '## Curves',
    ...curves.flatMap(curveLines),
    '',
  ].join('\n');

const LEGEND = [
  '- Kinds: **reproduced**, a published figure of a run; **arithmetic**, the sum of the source itself, which checks our arithmetic and not reality;',
  '  **direction**, what must grow or fall; **claim**, a word of a vendor or of another model, held to nothing.',
  '- Verdicts: **holds** within the tolerance (1 % unless stated); **misses**, by how much, and why; **estimated**, nothing is published to check',
  '  it against; **refused**, with the reason.',
  '- Tier: the weakest of what was consulted [T1]. Figures without one come from the catalogue and formulas alone. Published runs are among',
  '  those that group terms were fitted to; [validation.md](validation.md) has the errors on runs that were left out.',
];

const countLines = (rows: readonly RowOutcome[]): string[] => {
  const counts = countsOf(rows);
  return [
    `| kind | ${VERDICTS.join(' | ')} |`,
    `| --- | ${VERDICTS.map(() => '--:').join(' | ')} |`,
    ...KINDS.map((kind) => `| ${kind} | ${VERDICTS.map((verdict) => counts[kind][verdict]).join(' | ')} |`),
  ];
};

const sectionLines = (section: string, rows: readonly RowOutcome[]): string[] => [
  '',
  `## ${section}`,
  '',
  '| row | scenario | figure | ours | check | verdict | tier |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...rows.flatMap(({ row, scenario, answered, checks }) =>
    checks.map((one, index) => {
      const lead =
        index === 0
          ? [`**${row.system}**`, `${planWords(row.plan)} → ${answered ? scenario : `refused: ${scenario}`}`]
          : ['', ''];
      return `| ${[...lead, ...checkCells(one)].map(cell).join(' | ')} |`;
    }),
  ),
];

const checkCells = (one: CheckOutcome): string[] => {
  const { check, values, tier } = one;
  const ours = values.length > 0 ? `${values.map(shown).join(' / ')} ${check.unit}`.trim() : '–';
  return [check.figure, ours, heldAgainst(one), verdictWords(one), tier ?? ''];
};

const heldAgainst = ({ check: { kind, published, source, tolerance } }: CheckOutcome): string => {
  if (published === null) return source === '' ? kind : `${kind}: ${source}`;
  const within =
    tolerance !== undefined && tolerance >= 0.015 && kind !== 'claim' ? `, ± ${significant(100 * tolerance)} %` : '';
  return `${kind}: ${publishedWords(published)}${within}; ${source}`;
};

const publishedWords = (published: Published): string => {
  if ('values' in published) return published.values.map(shown).join(' / ');
  const least = 'least' in published ? shown(published.least) : null;
  const most = 'most' in published ? shown(published.most) : null;
  if (least !== null && most !== null) return `${least} to ${most}`;
  return least !== null ? `above ${least}` : `below ${most ?? ''}`;
};

const verdictWords = ({ verdict, off, withheld, check }: CheckOutcome): string => {
  switch (verdict) {
    case 'holds':
      return Math.abs(off) < 0.005 ? 'holds' : `holds, ${signed(off)}`;
    case 'misses':
      return `misses by ${signed(off)}: ${check.reason ?? 'no reason found'}`;
    case 'nothing to check against':
      return 'estimated, nothing to check against';
    case 'refused':
      return `refused: ${withheld ?? ''}`;
  }
};

const signed = (off: number): string => `${off > 0 ? '+' : '−'}${significant(Math.abs(100 * off))} %`;

const curveLines = ({ title, columns, rows, why }: CurveTable): string[] => [
  '',
  `### ${title}`,
  '',
  `| ${columns.join(' | ')} |`,
  `| ${columns.map(() => '--:').join(' | ')} |`,
  ...rows.map((cells) => `| ${cells.map((value) => (value === null ? '–' : significant(value))).join(' | ')} |`),
  '',
  ...why.map((sentence) => `- ${sentence}`),
];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
