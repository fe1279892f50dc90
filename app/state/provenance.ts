/** Where the catalogue's figures come from. Half a megabyte of prose, so it is fetched when a source is first asked for, and kept. */
import { useEffect } from 'react';
import { create } from 'zustand';
import { provenanceOf, type Provenance, type ProvenanceTable } from '../../src/catalogue/provenance.ts';

interface ProvenanceState {
  readonly state: 'not-asked' | 'loading' | 'here' | 'failed';
  readonly table: ProvenanceTable | null;
  /** Fetches the table once; after a failure it tries again. */
  load(): Promise<void>;
}

/** Decoder: the generator writes the table and a test of the catalogue checks it. */
const tableOf = ({ default: json }: { readonly default: unknown }): ProvenanceTable => Object(json);

export const useProvenanceStore = create<ProvenanceState>()((set, get) => ({
  state: 'not-asked',
  table: null,
  load: async () => {
    const { state } = get();
    if (state === 'loading' || state === 'here') return;
    set({ state: 'loading' });
    try {
      const table = tableOf(await import('../../src/catalogue/generated/provenance.json'));
      set({ state: 'here', table });
    } catch {
      set({ state: 'failed' });
    }
  },
}));

export interface Source {
  readonly state: ProvenanceState['state'];
  /** Null until the table is here, and where nothing was published. */
  readonly provenance: Provenance | null;
}

/** Source of the figure at `path`. Asks for the table only when `wanted`. */
export const useSource = (path: string, wanted: boolean): Source => {
  const state = useProvenanceStore((store) => store.state);
  const table = useProvenanceStore((store) => store.table);
  const load = useProvenanceStore((store) => store.load);
  useEffect(() => {
    if (wanted) void load();
  }, [wanted, load]);
  return { state, provenance: (table && provenanceOf(table, path)) ?? null };
};
