/** Published runs that rows of docs/systems.md are held against, as rows of the measured file, and what is predicted of them. */
import { predictThroughput } from '../predict-throughput.ts';
import { readThroughputRows, type ThroughputRow } from '../rows/throughput-row.ts';
import type { Published, SystemCheck, Withheld } from './row.ts';
import type { World } from './world.ts';

const COLUMNS =
  'source,system_name,submitter,accelerator,accelerators_total,nodes,model,weight_precision,framework,parallelism,scenario,dataset,isl,osl,osl_mean_measured,concurrency,spec_decode,ttft_limit_ms,tpot_limit_ms,limit_percentile,token_kind,tok_s_total,flags';

const B300 =
  'MLPerf Inference v6.0,"NVIDIA DGX B300 (8x B300-SXM-270GB, TensorRT) [B300-SXM-270GBx8_TRT]",NVIDIA,NVIDIA B300-SXM-270GB,8,1,deepseek-r1,fp4,TensorRT-LLM feat/1.2-mlpinf';
const R1_DATA = 'math500+aime+gpqa+mmlu-pro+livecodebench (max 20000 out)';
const TPU =
  'AI-Hypercomputer tpu-recipes,tpu7x 1x1x1,Google,Google TPU7x (Ironwood),1,,Qwen3-32B,fp8,vLLM-TPU nightly 2026,TP2 (2 TensorCores of 1 chip),closed loop,,';

/** One line per run, as the measured file has it. */
const RUNS = {
  'r1-b300-offline': `${B300},,Offline,${R1_DATA},,,3750.9,,unknown,,,,output,70325.7,`,
  'r1-b300-server': `${B300},,Server,${R1_DATA},,,3750.8,,unknown,2000,80,p99,output,42721.4,`,
  'tpu7x-1k-1k': `${TPU}1024,1024,,320,none,,,,output,6556.72,`,
  'tpu7x-8k-1k': `${TPU}8192,1024,,320,none,,,,output,1382.18,`,
  'mi355x-r1':
    'InferenceX pull requests (AMD),8x MI355X,SemiAnalysis/AMD,AMD Instinct MI355X,8,,DeepSeek-R1,fp8,ATOM,TP8,closed loop,,1024,1024,,8,mtp3,,,,input+output,1611.6,',
  'h800-v3-decode':
    'DeepSeek profile-data,H800 x8 node,DeepSeek,NVIDIA H800,8,1,DeepSeek-V3,fp8,DeepSeek in-house,EP128 (16 nodes),decode microbenchmark,,4096,,,128 per GPU,MTP counted,,,,output,18598,',
  'gb200-r1-8k-1k':
    'TensorRT-LLM performance overview,GB200 NVL72,NVIDIA,NVIDIA GB200,4,,DeepSeek-R1-0528,fp4,TensorRT-LLM 1.2 line,DEP4 (attention DP + expert parallel),max-throughput (all requests queued),synthetic fixed length,8192,1024,,,none,,,,output,4768,',
} as const;

export type RunId = keyof typeof RUNS;

const rowOf = (id: RunId): ThroughputRow => {
  const read = readThroughputRows(`${COLUMNS}\n${RUNS[id]}\n`);
  const [row] = read.ok ? read.value : [];
  if (!row) throw new Error(`${id}: ${JSON.stringify(read)}`);
  return row;
};

/** Tokens per second of the whole system; its tier counts as consulted. */
export const predictedRun = (world: World, id: RunId): number | Withheld => {
  const predicted = predictThroughput(rowOf(id), world.throughput);
  if (!predicted.ok) return { withheld: predicted.reason };
  world.tiers.add(predicted.tier);
  return predicted.values['throughput'] ?? { withheld: 'the run has no throughput' };
};

const publishedOf = (id: RunId): Published => ({ values: [rowOf(id).tokSTotal ?? 0] });

/** A run as a check: what the model says of its configuration against what was published. */
export const runCheck = (
  id: RunId,
  figure: string,
  rest: Pick<SystemCheck, 'source'> & Partial<Pick<SystemCheck, 'tolerance' | 'reason'>>,
): SystemCheck => ({
  id,
  figure,
  unit: 'tok/s',
  of: (world) => predictedRun(world, id),
  kind: 'reproduced',
  published: publishedOf(id),
  tolerance: 0.25,
  ...rest,
});
