/** The report of a search for a terminal: the front, the best inside the limits, and why the rest fell out. */
import type { SearchReport } from './search.ts';
import { printable } from './text-report.ts';

export const searchText = (report: SearchReport): string => {
  const { model, system, accelerators, ffn, engine, inputTokens, outputTokens, counts, elapsedMs } = report;
  const lines = [
    `${model} on ${accelerators} accelerators of ${system}${ffn ? ` with FFNs on ${ffn.accelerators} of ${ffn.system}` : ''}, ${engine}, ${inputTokens} tokens in, ${outputTokens} out (${report.basis})`,
    `${counts.points} points of ${counts.configurations} configurations in ${elapsedMs} ms; ${counts.prunedPoints} more could not win`,
    ...(counts.splitCurves.left > 0
      ? [
          `Attention apart from FFN: ${counts.splitCurves.tried} divisions worked out, ${counts.splitCurves.left} left out`,
        ]
      : []),
    '',
    'Frontier',
    ...table(
      ['tok/s/user', 'tok/s/acc.', 'TTFT s', 'in flight', 'acc.', 'configuration', 'misses'],
      report.frontier.map((row) => [
        row.tokensPerSecondPerUser.toFixed(1),
        row.tokensPerSecondPerAccelerator.toFixed(row.tokensPerSecondPerAccelerator < 10 ? 1 : 0),
        row.ttftSeconds.toFixed(2),
        row.inFlight.toFixed(0),
        String(row.accelerators),
        configurationText(row),
        row.misses.join(' '),
      ]),
    ),
    '',
    ...limitsText(report),
    '',
    'Why the others fell out',
    ...table(
      ['count', 'reason'],
      [
        [String(counts.byVerdict.dominated), 'beaten by another in speed for one user and in output'],
        [String(counts.prunedPoints), 'beaten even at their best: not worked out'],
        [String(counts.byVerdict.ttft), 'first token later than the limit, without any wait'],
        [String(counts.byVerdict.tpot), 'tokens slower than the limit, without any wait'],
        ...report.rejected.map(({ count, words }) => [String(count), words]),
      ].filter(([count]) => count !== '0'),
    ),
  ];
  return `${lines.map(printable).join('\n')}\n`;
};

const limitsText = ({ best, limits }: SearchReport): string[] => {
  const { ttftP95Seconds, tpotP95Seconds } = limits;
  const asked = [
    ttftP95Seconds === null ? '' : `first token within ${ttftP95Seconds} s`,
    tpotP95Seconds === null ? '' : `tokens within ${(1_000 * tpotP95Seconds).toPrecision(3)} ms`,
  ].filter((one) => one !== '');
  const title =
    asked.length > 0 ? `Most inside the limits, waiting included (p95: ${asked.join(', ')})` : 'Most without limits';
  const [first] = best;
  if (!first) return [title, '  no configuration keeps them'];
  return [
    title,
    `  ${configurationText(first)}${first.units > 1 ? `, ${first.units} of them` : ''}`,
    `  ${first.slaRequestsPerSecond.toFixed(2)} requests/s, ${first.slaTokensPerSecondPerAccelerator.toFixed(0)} tok/s per accelerator, ` +
      `${first.tokensPerSecondPerUser.toFixed(1)} tok/s to one user, ${first.idleAccelerators} accelerators idle`,
  ];
};

type Words = Pick<
  SearchReport['frontier'][number],
  'mode' | 'ratio' | 'prefillLayout' | 'layout' | 'ffn' | 'precision' | 'technique'
>;

const configurationText = ({ mode, ratio, prefillLayout, layout, ffn, precision, technique }: Words): string => {
  const levers = `${precision} | ${technique}`;
  if (mode === 'aggregated') return `${layout} | ${levers}`;
  const sides = `${ratio ?? ''} prefill ${prefillLayout ?? ''}`;
  return ffn
    ? `${sides} : attention ${layout}, FFN on ${ffn.side} | ${levers}`
    : `${sides} : decode ${layout} | ${levers}`;
};

/** Columns as wide as their widest cell, numbers to the right. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = head.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, (row[column] ?? '').length), title.length),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        NUMBER.test(cell) || head[column] === 'count'
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].map((text) => `  ${text}`);
};

const NUMBER = /^[\d.]+$/;
