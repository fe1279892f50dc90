/** "Memory takes over 30 % of facility energy, and idle DRAM can draw more than GPUs": the power of one node, split. */
import { defaultPower, generationOf, powerRankOf, powerTier, type StepUse } from '../../calibration/power.ts';
import { idlePower } from '../../economics/accelerator-power.ts';
import { nodeOverhead } from '../../economics/system-power.ts';
import { workingShare } from '../../economics/power-law.ts';
import { instanceOf } from '../../performance/instance.ts';
import type { Layout } from '../../performance/layout.ts';
import { precisionOf } from '../../performance/precision.ts';
import { serviceAt } from '../../serving/service-curve.ts';
import { stepUseOf } from '../../serving/step-use.ts';
import type { ClaimAnswer, ClaimFigure } from './claim.ts';
import type { DeskFigures } from './desk-figures.ts';
import { figureText } from './figure-text.ts';
import { fixedLengths, partsOf } from './rack-frontier.ts';
import { MEMORY_ENERGY } from './statements.ts';

const PUBLISHED = 0.3;
const MODEL = 'llama-3.3-70b';
const SYSTEM = 'hgx-h200-8';
const REGION = 'us-va';
const LAYOUT: Layout = { tp: 8, pp: 1, attnDp: 1, moeTp: 8, ep: 1 };
/** Prompts are found in the cache: decode alone moves most bytes for a watt, the case that favours the claim. */
const MIX = { ...fixedLengths(16_384, 1_024), cachedTokens: 16_383 };
const SEQUENCES = 64;
/** Idle watts of host memory per byte: 2 W a module of 32 GB, reported (host-ddr of the catalogue's memory tiers). */
export const DRAM_IDLE_WATTS_PER_BYTE = 62.5e-12;

interface NodePower {
  readonly gpus: number;
  /** Of the GPUs: what falls to bytes moved. */
  readonly hbm: number;
  readonly dram: number;
  /** Beside GPUs and host memory. */
  readonly rest: number;
  readonly cooling: number;
}

export const memoryEnergy = (figures: DeskFigures): ClaimAnswer => {
  const { catalogue, calibration } = figures;
  const { model, device, system } = partsOf(catalogue, MODEL, SYSTEM);
  const instance = instanceOf(
    model,
    device,
    LAYOUT,
    precisionOf(model, 'fp8', 'fp8', 'vllm'),
    calibration.engines.vllm,
    calibration,
  );
  const row = serviceAt(instance, MIX, { prefillBudgetTokens: 8_192, maxBatch: 'auto' }, SEQUENCES);
  const busy = nodePower(figures, stepUseOf(instance, MIX, row, row.tpot));
  const idle = nodePower(figures, null);
  const total = busy.gpus + busy.dram + busy.rest + busy.cooling;
  const memoryShare = (busy.hbm + busy.dram) / total;
  const tier = powerTier(powerRankOf(device.acceleratorId));
  const watts = (name: string, ours: number, note: string): ClaimFigure => ({
    name,
    ours,
    published: null,
    unit: 'watts',
    tier,
    note,
  });
  const dramOverGpu = idle.dram / idle.gpus;
  return {
    ...MEMORY_ENERGY,
    figures: [
      {
        name: 'Memory in the power at the meter',
        ours: memoryShare,
        published: PUBLISHED,
        unit: 'share',
        tier,
        note: `${SEQUENCES} sequences, HBM and host memory`,
      },
      watts('HBM of eight GPUs', busy.hbm, 'what falls to bytes moved'),
      watts('Host memory, idle', idle.dram, `${figureText((system.hostDram ?? 0) / 1e9, 'count')} GB of DDR5`),
      watts('Eight GPU boards, idle', idle.gpus, 'weights loaded, no work'),
      {
        name: 'Idle host memory over idle GPUs',
        ours: dramOverGpu,
        published: 1,
        unit: 'times',
        tier: 'estimated',
        note: 'the claim is more than ×1',
      },
    ],
    table: {
      title: 'Power at the meter',
      axis: 'Part',
      columns: ['busy', 'idle'],
      unit: 'watts',
      drawn: false,
      rows: [
        { name: 'GPUs without HBM traffic', values: [busy.gpus - busy.hbm, idle.gpus - idle.hbm] },
        { name: 'HBM traffic', values: [busy.hbm, idle.hbm] },
        { name: 'Host memory', values: [busy.dram, idle.dram] },
        { name: 'Rest of the node', values: [busy.rest, idle.rest] },
        { name: 'Cooling and conversion', values: [busy.cooling, idle.cooling] },
      ],
    },
    verdict: memoryShare > PUBLISHED && dramOverGpu > 1 ? 'agrees' : 'not supported',
    gap: memoryShare / PUBLISHED,
    reason: `Memory comes to ${figureText(memoryShare, 'share')} of the power at the meter on a node that only decodes, the case that favours the claim: the boards draw ${figureText(busy.gpus - busy.hbm, 'watts')} beside what moved bytes cost, and the rest of the node and its cooling come on top. The second part our figures contradict: ${figureText(idle.dram, 'watts')} of idle DDR5 stand beside ${figureText(idle.gpus, 'watts')} of idle GPU boards. It can hold for nodes without accelerators and for memory pools. What idle HBM takes is counted with the boards, as nobody publishes it apart.`,
    tier: 'estimated',
  };
};

/** Power of the node at the meter: `use` of its GPUs, or null for idle. Throws where the catalogue lacks a figure. Eq. E1 */
const nodePower = ({ catalogue }: DeskFigures, use: StepUse | null): NodePower => {
  const { system, device } = partsOf(catalogue, MODEL, SYSTEM);
  const accelerator = catalogue.accelerators[device.acceleratorId];
  const pue = catalogue.regions[REGION]?.pueAir.base;
  if (!accelerator?.boardPower || system.hostDram === null || pue === undefined)
    throw new Error(`claims: ${SYSTEM} lacks a figure of power`);
  const { boardPower, scaleUpDomain } = accelerator;
  const resting = idlePower(accelerator, boardPower, catalogue.power);
  const law = defaultPower.laws[generationOf(accelerator.id)];
  const each = use ? boardPower * workingShare(law, defaultPower.sharpness, resting / boardPower, use) : resting;
  const asked = use
    ? resting / boardPower +
      law.static +
      law.kernels * use.kernelShare +
      law.memory * use.memoryShare +
      law.compute * Math.sqrt(use.computeShare)
    : 1;
  const overhead = nodeOverhead(
    system,
    { boardPower, idlePower: resting, scaleUpDomain },
    catalogue.power,
    use ? 1 : 0,
  );
  const gpus = system.accelerators * each;
  const dram = system.hostDram * DRAM_IDLE_WATTS_PER_BYTE;
  const chassis = system.accelerators * overhead;
  return {
    gpus,
    hbm: use ? (gpus * law.memory * use.memoryShare) / asked : 0,
    dram,
    rest: Math.max(0, chassis - dram),
    cooling: (gpus + Math.max(chassis, dram)) * (pue - 1),
  };
};
