/** Shapes of a day: those of the catalogue by the name they were published under, and what a shape comes to in sessions. */
import { defaultCatalogue } from '../../../src/catalogue/default-catalogue.ts';
import type { DiurnalShape } from '../../../src/catalogue/figures.ts';
import type { ProvenanceTable } from '../../../src/catalogue/provenance.ts';
import type { Workload } from '../../../src/scenario/schema.ts';
import { clock } from '../../../src/units/format-time.ts';
import { shapeWords } from '../words.ts';

export const OWN_SHAPE = 'own shape';

export type Day = 'weekday' | 'weekend';

export const HOUR_NAMES: readonly string[] = Array.from({ length: 24 }, (_, hour) => clock(hour));
export const HOUR_TICKS = [0, 6, 12, 18, 23].map((index) => ({ index, text: String(index).padStart(2, '0') }));

/** Why the traces known by name give no day, for those who look for them among the shapes. */
export const NO_DAY =
  "Kimi's conversation trace (Mooncake) holds one hour and the recorded coding-agent sessions no time of day, so neither gives a shape. No trace of a shop is in the catalogue. Take the nearest shape and draw your own.";

/** Name of a shape of the catalogue; from its id until the published names are here. */
export const shapeName = (id: string, table: ProvenanceTable | null): string => {
  const published = table?.[`diurnalShapes.${id}`]?.value;
  if (id === 'flat') return 'Flat: batch, bulk jobs';
  return typeof published === 'string' ? published.replace(' (1 week)', ', one week') : shapeWords(id);
};

/** The catalogue's shape a workload names; null where it has one of its own, or names one nobody knows. */
export const listedShape = ({ shape }: Workload['demand']): DiurnalShape | null =>
  typeof shape === 'string' ? (defaultCatalogue.diurnalShapes[shape] ?? null) : null;

/** Sessions per second by local hour, of users who all live by one clock; null where the shape is unknown or empty. */
export const sessionsByHour = (demand: Workload['demand']): Readonly<Record<Day, readonly number[]>> | null => {
  const shape: DiurnalShape | null = typeof demand.shape === 'string' ? listedShape(demand) : demand.shape;
  const top = Math.max(0, ...(shape?.weekday ?? []));
  if (!shape || top === 0) return null;
  const { weekday, weekend, weekendOverWeekday = 1 } = shape;
  const rates = (values: readonly number[], ratio: number): readonly number[] =>
    values.map((value) => (value * ratio * demand.peakSessionsPerSecond) / top);
  return { weekday: rates(weekday, 1), weekend: rates(weekend, weekendOverWeekday) };
};

/** `UTC+5:30`, `UTC−8`, `UTC`. */
export const zoneName = (offsetHours: number): string => {
  if (offsetHours === 0) return 'UTC';
  const [hours = '', minutes = ''] = clock(Math.abs(offsetHours)).split(':');
  return `UTC${offsetHours < 0 ? '−' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
};
