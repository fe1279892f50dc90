/** The figures that move one total most: each alone at its 10 and 90 % quantile, all others at base. */
import type { CSSProperties } from 'react';
import {
  KPIS,
  type Kpi,
  type TornadoBar,
  type UncertaintyAnswer,
} from '../../src/outlook/uncertainty/uncertainty-answer.ts';
import { percent, text } from '../../src/units/format.ts';
import { significant } from '../../src/units/significant.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { KPI_WORDS } from './kpi-words.ts';
import '../ui/charts/chooser.css';
import './tornado.css';

interface TornadoProps {
  readonly answer: UncertaintyAnswer;
  readonly kpi: Kpi;
  readonly onChoose: (kpi: Kpi) => void;
}

type Place = CSSProperties & { '--from': string; '--to': string };

const isKpi = (value: string): value is Kpi => KPIS.some((kpi) => kpi === value);

export const Tornado = ({ answer, kpi, onChoose }: TornadoProps) => {
  const bars = answer.tornado[kpi].filter(({ swing }) => swing !== 0);
  const { name, format } = KPI_WORDS[kpi];
  const { base } = answer.kpis[kpi];
  const nameOf = ({ driverId }: TornadoBar): string =>
    answer.drivers.find(({ id }) => id === driverId)?.name ?? driverId;
  const valueAt = (value: number | null): string => (value === null ? 'withheld' : format(value));
  const samples: Samples = {
    axis: 'Figure',
    positions: bars.map((_, index) => index),
    at: (index) => {
      const bar = bars[index];
      if (!bar) return { label: '', rows: [] };
      return {
        label: nameOf(bar),
        rows: [
          { name: `at P10 (${significant(bar.at.low)})`, value: valueAt(bar.low) },
          { name: `at P90 (${significant(bar.at.high)})`, value: valueAt(bar.high) },
          {
            name: 'share of variance',
            value: bar.varianceShare === null ? 'not enough draws' : text(percent(bar.varianceShare)),
          },
        ],
      };
    },
  };
  const strongest = bars[0];
  return (
    <FigureFrame
      title="What moves it most"
      subtitle="each figure alone at its P10 and P90, the others as planned"
      description={strongest ? `${name} moves most with ${nameOf(strongest)}.` : `Nothing uncertain moves ${name}.`}
      samples={samples}
      control={
        <select
          className="chart__chooser"
          aria-label="Total shown"
          value={kpi}
          onChange={({ target }) => {
            if (isKpi(target.value)) onChoose(target.value);
          }}
        >
          {KPIS.map((one) => (
            <option key={one} value={one}>
              {KPI_WORDS[one].name}
            </option>
          ))}
        </select>
      }
    >
      {base === null || bars.length === 0 ? (
        <p className="tornado__none">
          {base === null ? `${name} is withheld in this plan.` : `Nothing uncertain moves ${name.toLowerCase()}.`}
        </p>
      ) : (
        <Bars bars={bars} base={base} nameOf={nameOf} valueAt={valueAt} />
      )}
    </FigureFrame>
  );
};

interface BarsProps {
  readonly bars: readonly TornadoBar[];
  readonly base: number;
  readonly nameOf: (bar: TornadoBar) => string;
  readonly valueAt: (value: number | null) => string;
}

const Bars = ({ bars, base, nameOf, valueAt }: BarsProps) => {
  const ends = bars.flatMap(({ low, high }) => [low ?? base, high ?? base]);
  const [from, to] = [Math.min(base, ...ends), Math.max(base, ...ends)];
  const at = (value: number): number => (to > from ? (value - from) / (to - from) : 0.5);
  return (
    <div className="tornado scrolls" role="region" tabIndex={0} aria-label={`Strongest first, around ${valueAt(base)}`}>
      <ol>
        {bars.map((bar) => {
          const [low, high] = [bar.low ?? base, bar.high ?? base];
          const [left, right] = low <= high ? [bar.low, bar.high] : [bar.high, bar.low];
          const place: Place = {
            '--from': `${at(Math.min(low, high)) * 100}%`,
            '--to': `${at(Math.max(low, high)) * 100}%`,
          };
          return (
            <li key={bar.driverId} style={place}>
              <span className="tornado__name">{nameOf(bar)}</span>
              <span className="tornado__value">{valueAt(left)}</span>
              <span className="tornado__track">
                <span className="tornado__bar" data-reversed={low > high} />
                <span className="tornado__base" style={{ left: `${at(base) * 100}%` }} />
              </span>
              <span className="tornado__value">{valueAt(right)}</span>
              <span className="tornado__share">
                {bar.varianceShare === null ? '' : text(percent(Math.round(bar.varianceShare * 100) / 100))}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
};
