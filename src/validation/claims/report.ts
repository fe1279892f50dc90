/** docs/claims.md from the answers of the desk: the same words and figures as the page. */
import { factor } from '../../units/format-change.ts';
import { text } from '../../units/format.ts';
import type { ClaimAnswer, ClaimTable } from './claim.ts';
import { figureText } from './figure-text.ts';

/** The whole document, as Markdown. */
export const claimsDocument = (answers: readonly ClaimAnswer[]): string =>
  `${[
    '# Claims desk',
    '',
    'Published claims beside what the planner computes for them. Written by `npx tsx tools/claims/report.ts`; the page of the app computes the same when it is opened. A claim counts as reproduced within a quarter of its figure.',
    '',
    '| Claim | Published | Ours | Ours ÷ published | Verdict | Tier |',
    '| --- | --- | --- | --- | --- | --- |',
    ...answers.map(summaryRow),
    '',
    ...answers.flatMap(section),
  ].join('\n')}\n`;

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\u00a0', ' ');

const summaryRow = ({ title, figures, gap, verdict, tier }: ClaimAnswer): string => {
  const [headline] = figures;
  const published = headline?.published ?? null;
  return `| ${[
    title,
    published === null ? 'no figure' : figureText(published, headline?.unit ?? 'count'),
    headline ? figureText(headline.ours, headline.unit) : 'no answer',
    gap === null ? 'none' : text(factor(gap)),
    verdict,
    tier,
  ]
    .map(cell)
    .join(' | ')} |`;
};

const section = (answer: ClaimAnswer): string[] => [
  `## ${answer.title}`,
  '',
  `> ${answer.published}`,
  '',
  `- Source: ${answer.source}`,
  `- Computed: ${answer.computed}`,
  `- Verdict: **${answer.verdict}**, tier ${answer.tier}`,
  `- Example: \`public/examples/${answer.exampleId}.json\``,
  '',
  '| Figure | Ours | Published | Tier | Conditions |',
  '| --- | ---: | ---: | --- | --- |',
  ...answer.figures.map(
    ({ name, ours, published, unit, tier, note }) =>
      `| ${[name, figureText(ours, unit), published === null ? '' : figureText(published, unit), tier, note].map(cell).join(' | ')} |`,
  ),
  '',
  ...(answer.table ? tableOf(answer.table) : []),
  cell(answer.reason),
  '',
];

const tableOf = ({ title, axis, columns, unit, rows }: ClaimTable): string[] => [
  `${title}:`,
  '',
  `| ${[axis, ...columns].join(' | ')} |`,
  `| --- |${' ---: |'.repeat(columns.length)}`,
  ...rows.map(
    ({ name, values }) => `| ${[name, ...values.map((value) => figureText(value, unit))].map(cell).join(' | ')} |`,
  ),
  '',
];
