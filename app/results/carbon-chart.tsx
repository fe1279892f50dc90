/** Carbon by hour, stacked by site, from the energy drawn and the grid of each site. */
import { useMemo } from 'react';
import type { SiteAnswer } from '../../src/evaluate/evaluation.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { ChartFrame } from '../ui/charts/chart-frame.tsx';
import { EndLabels } from '../ui/charts/end-labels.tsx';
import type { Samples } from '../ui/charts/samples.ts';
import { bandColour, foldBands, HourBands, totalByHour } from './hour-bands.tsx';
import { carbonMass, hourLabel, inScale, scaleOf } from './numbers.ts';
import { ofAll, siteMonthWords, siteName } from './site-words.ts';

/** Carbon belongs to no family of hues, so it wears ink. */
const HUE = 'var(--ink-2)';

export const CarbonChart = ({ sites }: { readonly sites: readonly SiteAnswer[] }) => {
  const bands = useMemo(
    () =>
      foldBands(
        sites.map((site) => ({ id: site.siteId, name: siteName(site), byHour: ofAll(site.carbonByHour, site) })),
      ),
    [sites],
  );
  const total = useMemo(() => totalByHour(bands), [bands]);
  const peak = Math.max(...total);
  const axis = linearAxis(peak * 1.02);
  const scale = scaleOf(axis.max);
  const format = useMemo(() => (value: number) => inScale(value, scaleOf(axis.max)), [axis.max]);
  let base = 0;
  const labels = bands.map((band) => {
    const last = band.byHour[23] ?? 0;
    base += last;
    return { text: band.name, figure: inScale(last, scale), value: base - last / 2 };
  });
  const samples: Samples = {
    axis: 'Hour, UTC',
    positions: total.map((_, hour) => (hour + 0.5) / 24),
    at: (hour) => ({
      label: `${hourLabel(hour)} UTC`,
      rows: [
        ...bands.map((band, index) => ({
          name: band.name,
          value: `${carbonMass(band.byHour[hour] ?? 0)}/h`,
          colour: bandColour(HUE, index),
        })),
        { name: 'total', value: `${carbonMass(total[hour] ?? 0)}/h` },
      ],
    }),
  };
  return (
    <ChartFrame
      title="Carbon by hour"
      subtitle={`${scale.prefix}gCO2e/h, ${siteMonthWords(sites)}, UTC`}
      description={`Carbon peaks at ${carbonMass(peak)} an hour at ${hourLabel(total.indexOf(peak))} UTC.`}
      samples={samples}
    >
      {(plot) => (
        <>
          <HourBands plot={plot} bands={bands} hue={HUE} max={axis.max} format={format} />
          <EndLabels plot={plot} labels={labels} max={axis.max} />
        </>
      )}
    </ChartFrame>
  );
};
