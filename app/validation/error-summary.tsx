/** How far the predictions of these runs miss: the figures that say it, and how the errors are spread. */
import { percent, text } from '../../src/units/format.ts';
import { signedPercent } from '../../src/units/format-change.ts';
import { significant, whole } from '../../src/units/significant.ts';
import { binsOf, statisticsOf, type Bin } from './groups.ts';
import type { Comparison, MetricWords } from './metrics.ts';
import './error-summary.css';

interface ErrorSummaryProps {
  readonly comparison: Comparison;
  readonly metric: MetricWords;
}

const Figure = ({ label, value, note }: { readonly label: string; readonly value: string; readonly note?: string }) => (
  <div className="summary__figure">
    <dt>{label}</dt>
    <dd>
      <b>{value}</b> {note}
    </dd>
  </div>
);

export const ErrorSummary = ({ comparison, metric }: ErrorSummaryProps) => {
  const statistics = statisticsOf(comparison);
  if (!statistics) return <p className="validation__text">No run with this figure is predicted yet.</p>;
  const share = (value: number): string => text(percent(value / 100));
  return (
    <>
      <dl className="summary">
        <Figure label="Runs" value={whole(statistics.n)} />
        <Figure label="Refused" value={whole(comparison.refused.length)} note="count as 100 %" />
        <Figure label="Median error" value={share(statistics.median_ape)} />
        <Figure label="9 of 10 within" value={share(statistics.p90_ape)} />
        <Figure label="Within 10 %" value={share(statistics.within_10)} note="of runs" />
        <Figure label="Within 20 %" value={share(statistics.within_20)} note="of runs" />
        <Figure label="Within 30 %" value={share(statistics.within_30)} note="of runs" />
        <Figure
          label="Mean bias"
          value={statistics.bias === null ? 'none' : text(signedPercent(statistics.bias / 100))}
          note={statistics.bias === null ? '' : statistics.bias > 0 ? 'too high' : 'too low'}
        />
        {statistics.in_band !== null && (
          <Figure label="In the 80 % band" value={share(statistics.in_band)} note="of runs" />
        )}
      </dl>
      <Histogram bins={binsOf(comparison.compared)} metric={metric} />
      <Refusals comparison={comparison} />
    </>
  );
};

const edge = (share: number): string => significant(share * 100);

const rangeWords = ({ from, to }: Bin): string => {
  if (from === null) return `under ${edge(to ?? 0)} %`;
  return to === null ? `${edge(from)} % and over` : `${edge(from)} to ${edge(to)} %`;
};

/** Bars with their counts; each bar says its range to those who cannot see the axis. */
const Histogram = ({ bins, metric }: { readonly bins: readonly Bin[]; readonly metric: MetricWords }) => {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <figure className="histogram" aria-label={`Errors of ${metric.name}, number of runs by error`}>
      <figcaption>
        <b>Errors</b> runs by (predicted − measured) ÷ measured, %
      </figcaption>
      <ol>
        {bins.map((bin) => (
          <li key={rangeWords(bin)} title={`${rangeWords(bin)}: ${whole(bin.count)} runs`}>
            <span className="visually-hidden">{rangeWords(bin)}:</span>
            <span className="histogram__count">{whole(bin.count)}</span>
            <span
              className="histogram__bar"
              data-near={bin.from !== null && bin.to !== null && bin.from >= -0.1 && bin.to <= 0.1}
              style={{ height: `${(bin.count / most) * 100}%` }}
            />
          </li>
        ))}
      </ol>
      <div className="histogram__edges" aria-hidden="true">
        {bins.map(({ to }, index) => (
          <span key={index}>{to === null ? '' : edge(to)}</span>
        ))}
      </div>
    </figure>
  );
};

const Refusals = ({ comparison: { refused } }: Pick<ErrorSummaryProps, 'comparison'>) => {
  if (refused.length === 0) return null;
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return (
    <p className="validation__text">
      Refused:{' '}
      {reasons
        .map((reason) => `${whole(refused.filter((one) => one.reason === reason).length)} because ${reason}`)
        .join('; ')}
      .
    </p>
  );
};
