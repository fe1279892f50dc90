/** What is known of the run pointed at: configuration, measured, predicted, and where it was published. Stands beside it, never over it. */
import { TierMark } from '../ui/trust-mark.tsx';
import { errorText, loadWords, metricText, type Compared, type MetricWords } from './metrics.ts';

interface RunCardProps {
  readonly run: Compared;
  readonly metric: MetricWords;
  readonly place: { readonly x: number; readonly y: number };
  readonly within: { readonly width: number; readonly height: number };
}

const GAP_PX = 14;

export const RunCard = ({ run, metric, place, within }: RunCardProps) => {
  const { point, measured, predicted, error, tier, band } = run;
  const side = place.x > within.width / 2 ? { right: within.width - place.x + GAP_PX } : { left: place.x + GAP_PX };
  const end = place.y > within.height / 2 ? { bottom: within.height - place.y + GAP_PX } : { top: place.y + GAP_PX };
  return (
    <div className="run-card" style={{ ...side, ...end }} aria-hidden="true">
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
