/** Configurations by number: as columns while a search runs, and one of them read back. */
import { acceleratorsOf, type Layout } from '../performance/layout.ts';
import {
  MODES,
  SRAM_POOL,
  type ConfigurationColumns,
  type FfnConfiguration,
  type FrontierAnswer,
  type FrontierConfiguration,
} from './frontier-types.ts';

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
  /** Only beside engines that prefill apart; `microBatches` 0 is automatic. */
  readonly ffn?: {
    readonly rack: number;
    readonly layout: number;
    readonly count: number;
    readonly microBatches: number;
  };
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
        ffnRack: new Uint8Array(size),
        ffnLayout: new Uint16Array(size),
        ffns: new Uint32Array(size),
        microBatches: new Uint8Array(size),
      };
      for (const [index, { rack, layout, precision, technique, apart, ffn }] of rows.entries()) {
        columns.mode[index] = MODES.indexOf(ffn ? 'attention-ffn' : apart ? 'disaggregated' : 'aggregated');
        columns.rack[index] = rack;
        columns.prefillRack[index] = apart?.rack ?? rack;
        columns.layout[index] = layout;
        columns.prefillLayout[index] = apart?.layout ?? layout;
        columns.prefills[index] = apart?.prefills ?? 0;
        columns.decodes[index] = apart?.decodes ?? 1;
        columns.precision[index] = precision;
        columns.technique[index] = technique;
        if (!ffn) continue;
        columns.ffnRack[index] = ffn.rack;
        columns.ffnLayout[index] = ffn.layout;
        columns.ffns[index] = ffn.count;
        columns.microBatches[index] = ffn.microBatches;
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
  const mode = MODES[read(configurations.mode)] ?? 'aggregated';
  if (mode === 'aggregated') {
    const accelerators = acceleratorsOf(layout);
    return { ...shared, mode, prefillRackId: null, prefillLayout: null, ratio: null, ffn: null, accelerators };
  }
  const prefillLayout = layoutOf(configurations.prefillLayout);
  const ratio = { prefills: read(configurations.prefills), decodes: read(configurations.decodes) };
  const ffn = mode === 'attention-ffn' ? ffnAt({ configurations, layouts, rackIds }, index) : null;
  return {
    ...shared,
    mode,
    prefillRackId: rackIds[read(configurations.prefillRack)] ?? '',
    prefillLayout,
    ratio,
    ffn,
    accelerators:
      ratio.prefills * acceleratorsOf(prefillLayout) +
      ratio.decodes * acceleratorsOf(layout) +
      (ffn?.accelerators ?? 0),
  };
};

const ffnAt = ({ configurations, layouts, rackIds }: Configurations, index: number): FfnConfiguration => {
  const number = configurations.ffnLayout[index] ?? SRAM_POOL;
  const layout = number === SRAM_POOL ? null : (layouts[number] ?? null);
  const count = configurations.ffns[index] ?? 0;
  const microBatches = configurations.microBatches[index] ?? 0;
  return {
    rackId: rackIds[configurations.ffnRack[index] ?? 0] ?? '',
    layout,
    count,
    accelerators: count * (layout ? acceleratorsOf(layout) : 1),
    microBatches: microBatches === 0 ? 'auto' : microBatches,
  };
};
