/** Measured operators by accelerator, each in a file of its own that is loaded when a plan uses the accelerator. */
import type { SystemTables } from './system-tables.ts';

/** Decoder of the generated files. */
const decoded = async (file: Promise<{ default: unknown }>): Promise<SystemTables> =>
  (await file).default as unknown as SystemTables;

const LOADERS: Readonly<Record<string, () => Promise<SystemTables>>> = {
  'a100-sxm-80': () => decoded(import('./systems/a100_sxm.json', { with: { type: 'json' } })),
  'h100-sxm': () => decoded(import('./systems/h100_sxm.json', { with: { type: 'json' } })),
  'h200-sxm': () => decoded(import('./systems/h200_sxm.json', { with: { type: 'json' } })),
  'b200-sxm': () => decoded(import('./systems/b200_sxm.json', { with: { type: 'json' } })),
  'b300-sxm': () => decoded(import('./systems/b300_sxm.json', { with: { type: 'json' } })),
  gb200: () => decoded(import('./systems/gb200.json', { with: { type: 'json' } })),
  gb300: () => decoded(import('./systems/gb300.json', { with: { type: 'json' } })),
  l40s: () => decoded(import('./systems/l40s.json', { with: { type: 'json' } })),
  'rtx-pro-6000-se': () => decoded(import('./systems/rtx_pro_6000_server.json', { with: { type: 'json' } })),
};

/** Accelerators with measured operators. */
export const MEASURED_ACCELERATORS: readonly string[] = Object.keys(LOADERS);

/** Tables of those of the accelerators that were measured, by accelerator id. Rejects when a file cannot be loaded. */
export const loadTables = async (
  acceleratorIds: readonly string[],
): Promise<Readonly<Record<string, SystemTables>>> => {
  const measured = [...new Set(acceleratorIds)].filter((id) => LOADERS[id] !== undefined);
  const entries = await Promise.all(
    measured.map(async (id): Promise<[string, SystemTables][]> => {
      const tables = await LOADERS[id]?.();
      return tables ? [[id, tables]] : [];
    }),
  );
  return Object.fromEntries(entries.flat());
};
