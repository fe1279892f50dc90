/** Power at the meter by hour, stacked by site, against the sum of the caps and what the grid leaves of them. */
import { useMemo, type ReactNode } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels, type EndLabel } from '../ui/charts/end-labels.tsx';
import { xAt, yAt } from '../ui/charts/plot.ts';
import type { Samples } from '../ui/charts/samples.ts';
import { bandColour, foldBands, HourBands, totalByHour } from './hour-bands.tsx';
import { hourLabel, inScale, power, scaleOf, share } from './numbers.ts';
import { ofAll, siteMonthWords, siteName } from './site-words.ts';

const HUE = 'var(--medium-power)';

/** Of all sites, by hour: lower where the grid asks for some back. */
const capsByHour = (sites: readonly SiteAnswer[]): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) =>
    sites.reduce((sum, site) => sum + site.count * (site.powerCapByHour[hour] ?? site.powerCap), 0),
  );

interface PowerChartProps {
  readonly sites: readonly SiteAnswer[];
  readonly control?: ReactNode;
}

export const PowerChart = ({ sites, control }: PowerChartProps) => {
  const bands = useMemo(
    () =>
      foldBands(
        sites.map((site) => ({ id: site.siteId, name: siteName(site), byHour: ofAll(site.meterPowerByHour, site) })),
      ),
    [sites],
  );
  const total = useMemo(() => totalByHour(bands), [bands]);
  const cap = sites.reduce((sum, site) => sum + site.count * site.powerCap, 0);
  const provisioned = sites.reduce((sum, site) => sum + site.count * site.provisionedMeterPower, 0);
  const caps = useMemo(() => capsByHour(sites), [sites]);
  const lowered = caps.filter((one) => one < cap).length;
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
        { name: 'caps', value: power(caps[hour] ?? 0) },
        { name: 'of caps', value: share((total[hour] ?? 0) / (caps[hour] ?? cap)) },
        { name: 'provisioned', value: power(provisioned) },
      ],
    }),
  };
  return (
    <ChartFrame
      title="Power at the meter"
      subtitle={`${scale.prefix}W, ${siteMonthWords(sites)}, UTC${capFits ? '' : ` · caps ${power(cap)}`}`}
      description={`Power at the meter peaks at ${power(peak)} at ${hourLabel(peakHour)} UTC, ${share(peak / cap)} of the caps of the sites; ${power(provisioned)} is provisioned.${lowered > 0 ? ` The grid asks for some back in ${lowered} of 24 hours.` : ''}`}
      samples={samples}
      control={control}
    >
      {(plot) => (
        <>
          <HourBands plot={plot} bands={bands} hue={HUE} max={axis.max} format={format} />
          {capFits && (
            <svg className="chart__caps" width={plot.width} height={plot.height} aria-hidden="true">
              <polyline
                points={caps
                  .flatMap((one, hour) => {
                    const y = yAt(plot, one, axis.max);
                    return [`${xAt(plot, hour / 24)},${y}`, `${xAt(plot, (hour + 1) / 24)},${y}`];
                  })
                  .join(' ')}
              />
            </svg>
          )}
          <EndLabels plot={plot} labels={labels} max={axis.max} />
        </>
      )}
    </ChartFrame>
  );
};
