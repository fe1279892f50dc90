/** Columns that grow while a search runs, and reading one configuration of them. */
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import type { ConfigurationColumns, FrontierAnswer, FrontierColumns, FrontierConfiguration } from './frontier-types.ts';

interface Point {
  readonly perUser: number;
  readonly perAccelerator: number;
  readonly perKilowatt: number;
  readonly perDollar: number;
  readonly ttft: number;
  readonly inFlight: number;
  readonly verdict: number;
  readonly misses: number;
  readonly configuration: number;
}

export interface PointStore {
  readonly size: () => number;
  /** Index of the point. */
  readonly add: (point: Point) => number;
  readonly verdictAt: (index: number) => number;
  readonly setVerdict: (index: number, verdict: number) => void;
  /** Copies of the columns from a point on. */
  readonly columns: (from: number) => FrontierColumns;
}

const FIRST_SIZE = 32_768;

export const createPointStore = (): PointStore => {
  let columns = emptyColumns(FIRST_SIZE);
  let size = 0;
  return {
    size: () => size,
    add: (point) => {
      if (size === columns.configuration.length) columns = widened(columns, 2 * size);
      columns.tokensPerSecondPerUser[size] = point.perUser;
      columns.tokensPerSecondPerAccelerator[size] = point.perAccelerator;
      columns.tokensPerSecondPerKilowatt[size] = point.perKilowatt;
      columns.tokensPerDollar[size] = point.perDollar;
      columns.ttftSeconds[size] = point.ttft;
      columns.inFlight[size] = point.inFlight;
      columns.verdict[size] = point.verdict;
      columns.misses[size] = point.misses;
      columns.configuration[size] = point.configuration;
      size += 1;
      return size - 1;
    },
    verdictAt: (index) => columns.verdict[index] ?? 0,
    setVerdict: (index, verdict) => {
      columns.verdict[index] = verdict;
    },
    columns: (from) => ({
      tokensPerSecondPerUser: columns.tokensPerSecondPerUser.slice(from, size),
      tokensPerSecondPerAccelerator: columns.tokensPerSecondPerAccelerator.slice(from, size),
      tokensPerSecondPerKilowatt: columns.tokensPerSecondPerKilowatt.slice(from, size),
      tokensPerDollar: columns.tokensPerDollar.slice(from, size),
      ttftSeconds: columns.ttftSeconds.slice(from, size),
      inFlight: columns.inFlight.slice(from, size),
      verdict: columns.verdict.slice(from, size),
      misses: columns.misses.slice(from, size),
      configuration: columns.configuration.slice(from, size),
    }),
  };
};

const emptyColumns = (size: number): FrontierColumns => ({
  tokensPerSecondPerUser: new Float64Array(size),
  tokensPerSecondPerAccelerator: new Float64Array(size),
  tokensPerSecondPerKilowatt: new Float64Array(size),
  tokensPerDollar: new Float64Array(size),
  ttftSeconds: new Float64Array(size),
  inFlight: new Float64Array(size),
  verdict: new Uint8Array(size),
  misses: new Uint8Array(size),
  configuration: new Uint32Array(size),
});

const widened = (from: FrontierColumns, size: number): FrontierColumns => {
  const to = emptyColumns(size);
  to.tokensPerSecondPerUser.set(from.tokensPerSecondPerUser);
  to.tokensPerSecondPerAccelerator.set(from.tokensPerSecondPerAccelerator);
  to.tokensPerSecondPerKilowatt.set(from.tokensPerSecondPerKilowatt);
  to.tokensPerDollar.set(from.tokensPerDollar);
  to.ttftSeconds.set(from.ttftSeconds);
  to.inFlight.set(from.inFlight);
  to.verdict.set(from.verdict);
  to.misses.set(from.misses);
  to.configuration.set(from.configuration);
  return to;
};

/** A configuration as the search numbers it; aggregated ones have no prefill engines. */
export interface ConfigurationRow {
  readonly rack: number;
  readonly layout: number;
  readonly precision: number;
  readonly technique: number;
  readonly apart: {
    readonly rack: number;
    readonly layout: number;
    readonly prefills: number;
    readonly decodes: number;
  } | null;
}

export interface ConfigurationStore {
  readonly size: () => number;
  readonly add: (row: ConfigurationRow) => number;
  readonly columns: () => ConfigurationColumns;
}

export const createConfigurationStore = (): ConfigurationStore => {
  const rows: ConfigurationRow[] = [];
  return {
    size: () => rows.length,
    add: (row) => rows.push(row) - 1,
    columns: () => {
      const size = rows.length;
      const columns = {
        mode: new Uint8Array(size),
        rack: new Uint8Array(size),
        prefillRack: new Uint8Array(size),
        layout: new Uint16Array(size),
        prefillLayout: new Uint16Array(size),
        prefills: new Uint16Array(size),
        decodes: new Uint16Array(size),
        precision: new Uint8Array(size),
        technique: new Uint8Array(size),
      };
      for (const [index, { rack, layout, precision, technique, apart }] of rows.entries()) {
        columns.mode[index] = apart ? 1 : 0;
        columns.rack[index] = rack;
        columns.prefillRack[index] = apart?.rack ?? rack;
        columns.layout[index] = layout;
        columns.prefillLayout[index] = apart?.layout ?? layout;
        columns.prefills[index] = apart?.prefills ?? 0;
        columns.decodes[index] = apart?.decodes ?? 1;
        columns.precision[index] = precision;
        columns.technique[index] = technique;
      }
      return columns;
    },
  };
};

type Configurations = Pick<FrontierAnswer, 'configurations' | 'layouts' | 'rackIds'>;

/** One configuration of an answer, by the index its points carry. Throws where there is none. */
export const configurationAt = (
  { configurations, layouts, rackIds }: Configurations,
  index: number,
): FrontierConfiguration => {
  const read = (column: ArrayLike<number>): number => {
    const value = column[index];
    if (value === undefined) throw new Error(`no configuration ${index}`);
    return value;
  };
  const layoutOf = (column: ArrayLike<number>): Layout => {
    const layout = layouts[read(column)];
    if (!layout) throw new Error(`configuration ${index} has no layout`);
    return layout;
  };
  const layout = layoutOf(configurations.layout);
  const shared = {
    rackId: rackIds[read(configurations.rack)] ?? '',
    layout,
    precision: read(configurations.precision),
    technique: read(configurations.technique),
  };
  if (read(configurations.mode) === 0) {
    const accelerators = acceleratorsOf(layout);
    return { ...shared, mode: 'aggregated', prefillRackId: null, prefillLayout: null, ratio: null, accelerators };
  }
  const prefillLayout = layoutOf(configurations.prefillLayout);
  const ratio = { prefills: read(configurations.prefills), decodes: read(configurations.decodes) };
  return {
    ...shared,
    mode: 'disaggregated',
    prefillRackId: rackIds[read(configurations.prefillRack)] ?? '',
    prefillLayout,
    ratio,
    accelerators: ratio.prefills * acceleratorsOf(prefillLayout) + ratio.decodes * acceleratorsOf(layout),
  };
};
