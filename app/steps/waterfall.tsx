/** One step as a waterfall: a row per operator, each bar beginning where the one before it ends, with its time and share. */
import type { CSSProperties, ReactNode } from 'react';
import type { Tier } from '../../src/calibration/tier.ts';
import { NO_BREAK_SPACE, percent, scaleFor, text } from '../../src/units/format.ts';
import { fixed } from '../../src/units/significant.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { TierMark } from '../ui/trust-mark.tsx';
import { largestOf, type Row } from './operators.ts';
import './waterfall.css';

interface WaterfallProps {
  readonly title: string;
  /** What the step carries. */
  readonly subtitle: string;
  readonly rows: readonly Row[];
  /** Seconds of the whole step. */
  readonly total: number;
  readonly tier: Tier;
  readonly control?: ReactNode;
}

/** What would read as nothing is less than the last digit. */
const column = (value: number, decimals: number): string => {
  const least = 10 ** -decimals;
  return value > 0 && value < least / 2 ? `<${fixed(least, decimals)}` : fixed(value, decimals);
};

type BarStyle = CSSProperties & { '--bar': string };

export const Waterfall = ({ title, subtitle, rows, total, tier, control }: WaterfallProps) => {
  const scale = scaleFor('duration', total);
  // One number of decimals for the column: three digits of the whole step.
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(total / scale.divisor)));
  const time = (value: number): string => column(value / scale.divisor, decimals);
  const share = (value: number): string => `${column((100 * value) / total, 1)}${NO_BREAK_SPACE}%`;
  const largest = largestOf(rows);
  const at = (value: number): string => `${(value / total) * 100}%`;
  const bar = ({ from, time: length, colour }: Row): BarStyle => ({
    left: at(from),
    width: at(length),
    '--bar': colour,
  });
  return (
    <FigureFrame
      title={title}
      subtitle={`${scale.unit}; ${subtitle}`}
      description={
        largest
          ? `${time(total)} ${scale.unit} in all; most of it ${largest.name}, ${text(percent(largest.time / total))}.`
          : 'No step.'
      }
      control={control}
      samples={{
        axis: 'Operator',
        positions: rows.map((_, index) => index),
        at: (index) => {
          const row = rows[index];
          return {
            label: row?.name ?? '',
            tier,
            rows: [
              { name: `Time, ${scale.unit}`, value: time(row?.time ?? 0) },
              { name: 'Share', value: share(row?.time ?? 0) },
            ],
          };
        },
      }}
    >
      <div className="waterfall scrolls" role="region" tabIndex={0} aria-label={`${title}, by operator`}>
        <table>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Operator</th>
              <th scope="col">Place in the step</th>
              <th scope="col">Time, {scale.unit}</th>
              <th scope="col">Share</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.operator}>
                <th scope="row">{row.name}</th>
                <td className="waterfall__track">
                  <span style={bar(row)} />
                </td>
                <td className="value">{time(row.time)}</td>
                <td>{share(row.time)}</td>
              </tr>
            ))}
            <tr className="waterfall__total">
              <th scope="row">one step</th>
              <td className="waterfall__track">
                <span style={{ left: 0, width: at(total) }} />
              </td>
              <td className="value">{time(total)}</td>
              <td>
                {scale.unit} <TierMark tier={tier} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </FigureFrame>
  );
};
