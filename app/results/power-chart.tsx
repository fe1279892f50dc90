/** Power at the meter by hour, stacked by site, against the sum of the caps. */
import { useMemo } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels, type EndLabel } from '../ui/charts/end-labels.tsx';
import { yAt } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { bandColour, foldBands, HourBands, totalByHour } from './hour-bands.tsx';
import { hourLabel, inScale, power, scaleOf, share } from './numbers.ts';

const HUE = 'var(--medium-power)';

export const PowerChart = ({ sites }: { readonly sites: readonly SiteAnswer[] }) => {
  const bands = useMemo(
    () => foldBands(sites.map((site) => ({ id: site.siteId, name: site.name, byHour: site.meterPowerByHour }))),
    [sites],
  );
  const total = useMemo(() => totalByHour(bands), [bands]);
  const cap = sites.reduce((sum, site) => sum + site.powerCap, 0);
  const peak = Math.max(...total);
  const peakHour = total.indexOf(peak);
  // A cap far above the draw would flatten it: then the words alone say where it is.
  const capFits = cap <= peak * 2.5;
  const axis = linearAxis(Math.max(peak, capFits ? cap : 0) * 1.02);
  const scale = scaleOf(axis.max);
  const format = useMemo(() => (value: number) => inScale(value, scaleOf(axis.max)), [axis.max]);
  let base = 0;
  const labels: EndLabel[] = bands.map((band) => {
    const last = band.byHour[23] ?? 0;
    base += last;
    return { text: band.name, figure: inScale(last, scale), value: base - last / 2 };
  });
  if (capFits) labels.push({ text: `caps ${inScale(cap, scale)}`, value: cap, strong: true });
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: total.map((_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${hourLabel(hour)} UTC`,
      rows: [
        ...bands.map((band, index) => ({
          name: band.name,
          value: power(band.byHour[hour] ?? 0),
          colour: bandColour(HUE, index),
        })),
        { name: 'total', value: power(total[hour] ?? 0) },
        { name: 'of caps', value: share((total[hour] ?? 0) / cap) },
      ],
    }),
  };
  return (
    <ChartFrame
      title="Power at the meter"
      subtitle={`${scale.prefix}W by site, hour of a weekday, UTC${capFits ? '' : ` · caps ${power(cap)}`}`}
      description={`Power at the meter peaks at ${power(peak)} at ${hourLabel(peakHour)} UTC, ${share(peak / cap)} of the caps of the sites.`}
      samples={samples}
    >
      {(plot) => (
        <>
          <HourBands plot={plot} bands={bands} hue={HUE} max={axis.max} format={format} />
          {capFits && (
            <span
              className="chart__limit"
              style={{ left: plot.left, right: plot.right, top: yAt(plot, cap, axis.max) }}
            />
          )}
          <EndLabels plot={plot} labels={labels} max={axis.max} />
        </>
      )}
    </ChartFrame>
  );
};
