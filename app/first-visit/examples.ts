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
  { id: 'million-token-agents', about: 'Coding agents with very long context: memory capacity is the wall.' },
  { id: 'edge-and-cloud', about: 'Small models beside the people who use them, and a cloud site behind.' },
  { id: 'carbon-aware-batch', about: 'Summaries that may wait for the clean hours of two grids.' },
  { id: 'vendor-neutral-bid', about: 'One workload on racks of several vendors, side by side.' },
];
