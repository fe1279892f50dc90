/** The examples that ship, in the order of the first page: their file and what each is about. Their numbers come from their plan. */
export interface Example {
  readonly id: string;
  readonly about: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'frontier-moe-nvl72',
    about: 'DeepSeek-R1 chat and coding on GB200 NVL72 racks, the case for rack-scale systems.',
  },
  {
    id: 'erp-assistant',
    about: 'Real-time questions by day, documents soon after, and a nightly batch in the valleys.',
  },
  {
    id: 'agents-million-context',
    about: 'Coding agents with contexts of half a million tokens: beside a context-memory rack, and without one.',
  },
  {
    id: 'attention-ffn-split',
    about:
      'Attention and KV on Vera Rubin, experts in the SRAM of LPX racks, against GPUs alone. Estimated throughout.',
  },
  {
    id: 'edge-and-cloud',
    about:
      'A small model on a box in each of 200 shops, its noon peak in the cloud, and slips that must not leave the shop.',
  },
  {
    id: 'carbon-two-sites',
    about:
      'A day of batch work on two grids: noons in Brussels, nights in London, under a power cap and a grid that asks for power back.',
  },
  {
    id: 'vendor-neutral-bid',
    about: 'The same chat of Llama 3.3 70B on NVIDIA, AMD, TPU and Trainium, one pool each.',
  },
  {
    id: 'mlperf-desk-check',
    about:
      'The load of two MLPerf v5.1 entries, closed division, Server: 99,123 and 33,244 tok/s. Headroom is what we miss them by.',
  },
];
