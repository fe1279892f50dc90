/**
 * Class of each scale-up fabric. The published texts name a topology for about half of the parts; the rest was
 * read from the fabric's own description and stands in a table, so that a reviewer can check it line by line.
 */

/** 'switched' one hop at full rate; 'full-mesh' rate / (n-1) per pair; 'torus' neighbours only; 'hybrid' several levels. */
export type TopologyClass = 'switched' | 'full-mesh' | 'torus' | 'hybrid' | 'none';

/** Reviewed by hand, with the reason; wins over the text. */
const reviewed: Readonly<Record<string, readonly [TopologyClass, string]>> = {
  'h100-nvl': ['full-mesh', 'bridge of two cards: one pair, full rate'],
  'h200-nvl': ['full-mesh', 'bridge of two or four cards, each wired to each'],
  'h100-pcie': ['none', 'no fabric beside PCIe; the bridge is an option'],
  gh200: ['none', 'domain of one accelerator'],
  h20: ['switched', 'HGX board with NVSwitch, as the H100'],
  h800: ['switched', 'HGX board with NVSwitch, as the H100'],
  a40: ['full-mesh', 'NVLink bridge of one pair'],
  'rubin-ultra': ['switched', '72 NVLink 7 switches in the rack'],
  'rubin-cpx': ['none', 'PCIe only'],
  'groq-lpu-v1': ['hybrid', 'dragonfly of chip-to-chip links'],
  lp30: ['hybrid', 'direct copper inside and between trays, no switch'],
  'tpu-v7': ['torus', '4x4x4 cubes joined by optical circuit switches keep the torus'],
  'tpu-8i': ['hybrid', 'Boardfly: groups of boards, several levels'],
  'tpu-8t': ['torus', 'ICI torus as in earlier training parts; not published in detail'],
  inferentia2: ['torus', 'NeuronLink-v2 ring'],
  trn2: ['torus', '4x4 torus per instance; a ring over the four nodes of an UltraServer'],
  trn3: ['switched', 'NeuronSwitch, all to all (Gen2)'],
  gaudi3: ['full-mesh', '21 of 24 ports run to the seven neighbours'],
  sn40l: ['hybrid', 'peer-to-peer links; topology not published'],
  'ascend-910b': ['full-mesh', 'HCCS joins all eight cards'],
  'ascend-910c': ['switched', 'two levels of UB switches without blocking'],
  'ascend-950dt': ['switched', 'Unified Bus, as the 910C'],
};

/** Class of the fabric and why. A part with no fabric named has none: its peers are reached through the host or the NIC. */
export function topologyClass(id: string, fabric: string, topology: string): { value: TopologyClass; note: string } {
  const entry = reviewed[id];
  if (entry !== undefined) return { value: entry[0], note: entry[1] };
  const text = topology.toLowerCase();
  if (text.startsWith('switched')) return { value: 'switched', note: `text: ${topology}` };
  if (text.startsWith('full mesh')) return { value: 'full-mesh', note: `text: ${topology}` };
  if (/\btorus\b/.test(text)) return { value: 'torus', note: `text: ${topology}` };
  if (text === 'pcie tree' || fabric.toLowerCase().startsWith('none')) return { value: 'none', note: 'PCIe only' };
  if (text === '' && (fabric === '' || fabric === 'PCIe')) return { value: 'none', note: 'no scale-up fabric sourced' };
  throw new Error(`accelerators/${id}: scale-up topology "${topology}" (${fabric}) is not in the reviewed table`);
}
