/** The claims as they were published, and what is computed for each; the answers are worked out elsewhere, when they are asked for. */
import type { ClaimStatement } from './claim.ts';

export const HOPPER_BLACKWELL: ClaimStatement = {
  id: 'hopper-blackwell',
  title: 'Hopper to Blackwell, 20 times',
  published:
    'Hopper to Blackwell is 20 times at 100 tok/s per user for DeepSeek and Kimi K2.5, far beyond the FLOPS ratio.',
  source: 'Reported; no hardware figure gives it.',
  computed:
    'Output per GPU on the frontiers of HGX H200 and GB200 NVL72 at equal tok/s per user: 8,192 tokens in, 1,024 out, nobody waiting, every lever that each has.',
  exampleId: 'frontier-moe-nvl72',
};

export const VERA_RUBIN: ClaimStatement = {
  id: 'vera-rubin',
  title: 'Vera Rubin, 5 times the throughput at a tenth of the cost',
  published: 'Vera Rubin gives 5 times the inference throughput of Blackwell and 10 times lower token cost.',
  source: 'NVIDIA; a vendor claim, not measured.',
  computed:
    'DeepSeek-R1, 8,192 tokens in and 1,024 out, on the frontiers of GB200, GB300 and VR NVL72 at equal tok/s per user; cost of a token from what each rack costs a month in one hall.',
  exampleId: 'claims-vera-rubin',
};

export const GPU_LPU: ClaimStatement = {
  id: 'gpu-lpu',
  title: 'GPU and LPU, 35 times the tokens per megawatt',
  published:
    'Attention on GPUs and FFN on LPUs raise tokens per megawatt up to 35 times for trillion-parameter models.',
  source: 'NVIDIA; a vendor claim. One run is published, of a 31B model on early hardware; none of a large MoE.',
  computed:
    'Output per megawatt of nameplate power of DeepSeek-V4-Pro, 1.6 T parameters: Vera Rubin with as many LPX racks as hold its FFNs, against Vera Rubin alone, at equal tok/s per user, prefill counted on both sides.',
  exampleId: 'attention-ffn-split',
};

export const BANDWIDTH: ClaimStatement = {
  id: 'bandwidth',
  title: 'Bandwidth takes 40 % of compute',
  published: 'Saturated memory bandwidth can cost 40 % of usable compute.',
  source: 'Reported; no source was found for it.',
  computed:
    'Decode of Llama 3.3 70B in FP8 on one HGX H200, TP 4, 64 sequences or as many as memory holds: the share of its rate that is lost to memory, against the same step on memory of a thousand times the bandwidth.',
  exampleId: 'claims-memory-wall',
};

export const MEMORY_ENERGY: ClaimStatement = {
  id: 'memory-energy',
  title: 'Memory, 30 % of facility energy',
  published: 'Memory takes over 30 % of facility energy, and idle DRAM can draw more than the GPUs.',
  source: 'Reported; no source at the level of a facility was found.',
  computed:
    'Power at the meter of one HGX H200 that only decodes, Llama 3.3 70B in FP8 at 16,384 tokens: HBM by the fitted power law, host DRAM by its idle watts, the rest of the node, cooling. And the same node idle.',
  exampleId: 'claims-memory-wall',
};

export const EDGE_NODE: ClaimStatement = {
  id: 'edge-node',
  title: 'An edge node under 300 W',
  published: 'An edge node for language models runs below 300 W, where GPU trays take kilowatts.',
  source: 'Kneron; one trade article, no data sheet: no throughput, memory or bandwidth was found.',
  computed:
    'Llama 3.1 8B on a Jetson Thor box in the shop and on an HGX H100 in a hall, each filled to what near-real-time targets allow: watts, tokens per joule at the meter, and the round trip.',
  exampleId: 'claims-edge-box',
};

export const LEVERS: ClaimStatement = {
  id: 'levers',
  title: 'Levers that saved a service',
  published:
    'Quantisation, speculative decoding, paged attention and tensor parallelism over NVLink made a failing service sustainable.',
  source: 'Reported, without figures.',
  computed:
    'An assistant of two SLA classes, Llama 3.3 70B on four HGX H200: everything off, then one lever after the other on the same racks and the same demand.',
  exampleId: 'claims-failing-service',
};

export const FOUR_RACK_ENTRY: ClaimStatement = {
  id: 'four-racks',
  title: '288 accelerators in one entry',
  published: 'One entry of MLPerf Inference v6.0 has 72 nodes and 288 accelerators.',
  source:
    'System description of the entry, MLCommons: GB300, 72 nodes of 4. Its results are not among the rows we carry.',
  computed:
    'Four GB300 NVL72 from the catalogue: nodes, accelerators, offline output of DeepSeek-R1 in FP4 against one rack, and what an instance that straddles two racks would lose.',
  exampleId: 'claims-four-racks',
};

/** In the order of the page. */
export const CLAIMS: readonly ClaimStatement[] = [
  HOPPER_BLACKWELL,
  VERA_RUBIN,
  GPU_LPU,
  BANDWIDTH,
  MEMORY_ENERGY,
  EDGE_NODE,
  LEVERS,
  FOUR_RACK_ENTRY,
];
