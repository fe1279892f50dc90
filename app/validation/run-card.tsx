/** What is known of the run pointed at: configuration, measured, predicted, and where it was published. */
import type { CSSProperties } from 'react';
import { TierMark } from '../ui/trust-mark.tsx';
import { errorText, loadWords, metricText, type Compared, type MetricWords } from './metrics.ts';

interface RunCardProps {
  readonly run: Compared;
  readonly metric: MetricWords;
  /** In which corner of the drawing it stands. */
  readonly corner: CSSProperties;
}

export const RunCard = ({ run, metric, corner }: RunCardProps) => {
  const { point, measured, predicted, error, tier, band } = run;
  return (
    <div className="run-card" style={corner} aria-hidden="true">
      <p className="run-card__title">
        {point.modelName} <span>{point.acceleratorName}</span>
      </p>
      <p>
        {point.engineName}, {point.how}
      </p>
      <p>{loadWords(point)}</p>
      <dl>
        <div>
          <dt>Measured</dt>
          <dd>{metricText(measured, metric)}</dd>
        </div>
        <div>
          <dt>
            Predicted <TierMark tier={tier} />
          </dt>
          <dd>{metricText(predicted, metric)}</dd>
        </div>
        <div>
          <dt>Error</dt>
          <dd>{errorText(error)}</dd>
        </div>
      </dl>
      {band && (
        <p>
          {measured >= band[0] && measured <= band[1] ? 'Inside' : 'Outside'} the band, {metricText(band[0], metric)} to{' '}
          {metricText(band[1], metric)}.
        </p>
      )}
      <p className="run-card__source">{point.citation}</p>
    </div>
  );
};
