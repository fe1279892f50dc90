/** The rows of the whole plan: money, tokens, power, carbon, and what is tightest. */
import type { Evaluation } from '../evaluate/evaluation.ts';
import type { Totals } from '../evaluate/totals-answer.ts';
import { peakOf, rowsOf, type TableRow } from './row.ts';

/** Lines of the bill in words; they add up to the parts above. */
const BILL_LINES: readonly (readonly [keyof NonNullable<Totals['costStackPerMonth']>, string])[] = [
  ['server', 'servers'],
  ['fabric', 'network of the racks'],
  ['storage', 'storage'],
  ['spares', 'installation and spares'],
  ['building', 'building'],
  ['colocation', 'colocation'],
  ['energy', 'energy'],
  ['siteOperation', 'site operation'],
  ['maintenance', 'maintenance'],
  ['staff', 'staff'],
  ['licence', 'licences'],
  ['taxes', 'taxes'],
  ['egress', 'traffic out'],
  ['rent', 'rent'],
];

/** All totals. `planName` names them. */
export const totalRows = (evaluation: Evaluation, planName: string): TableRow[] => {
  const { totals } = evaluation;
  return rowsOf('total', planName, totals.tier, (add) => {
    add('accelerators', totals.accelerators, '', null);
    add('purchase price', totals.capex ?? 'no price', 'USD', null);
    add('cost per month', totals.costPerMonth ?? 'no price', 'USD');
    for (const part of ['hardware', 'facility', 'energy', 'operations', 'network', 'rent'] as const) {
      add(`cost per month: ${part}`, totals.costPartsPerMonth?.[part] ?? 'no price', 'USD');
    }
    for (const part of ['server', 'fabric', 'storage'] as const) {
      add(`purchase price: ${part}`, totals.capexParts?.[part] ?? 'no price', 'USD', null);
    }
    for (const [line, words] of BILL_LINES) {
      add(`cost per month, line: ${words}`, totals.costStackPerMonth?.[line] ?? 'no price', 'USD');
    }
    add('cost over the horizon', totals.tcoOverHorizon ?? 'no price', 'USD');
    add(
      'cost per Mtok output',
      totals.costPerMtokOutput ?? (totals.costPerMonth === null ? 'no price' : 'no output'),
      'USD/Mtok',
    );
    add('weakest price used', totals.priceConfidence ?? 'none', '', null);
    add('workloads', totals.workloads, '', null);
    add('workloads answered', totals.workloadsAnswered, '', null);
    add('workloads with SLA met', totals.workloadsMet);
    add('tightest TTFT p99', totals.tightestTtft?.value ?? 'none', 's');
    add('tightest TTFT p99, limit', totals.tightestTtft?.limit ?? 'none', 's', null);
    add('tightest TTFT p99, workload', nameOf(evaluation, totals.tightestTtft?.workloadId), '', null);
    add('output at peak', totals.peakOutputTokensPerSecond, 'tok/s');
    for (const urgency of ['real-time', 'near-real-time', 'offline'] as const) {
      add(`output at peak: ${urgency}`, peakOf(totals.outputTokensPerSecondByHour[urgency]), 'tok/s');
    }
    add('output at SLA capacity', totals.slaCapacityTokensPerSecond, 'tok/s');
    add('output per month', totals.outputTokensPerMonth, 'tok');
    add('smallest headroom', totals.headroom?.value ?? 'none', 'share');
    add('smallest headroom, pool', poolNameOf(evaluation, totals.headroom?.deploymentId), '', null);
    add('peak power at the meter', totals.peakMeterPower, 'W');
    add('provisioned power at the meter', totals.provisionedMeterPower, 'W', null);
    add('output per megawatt', totals.tokensPerMegawatt ?? 'no output', 'tok/s/MW');
    add('energy per month', totals.energyPerMonth, 'J');
    add('energy bill per month', totals.energyCostPerMonth, 'USD');
    add('carbon per month', totals.carbonPerMonth, 'gCO2e');
    add('carbon per month by contract', totals.marketCarbonPerMonth, 'gCO2e');
    add('embodied carbon per month', totals.embodiedPerMonth, 'gCO2e');
    add('water per month', totals.waterPerMonth ?? 'not stated', 'L');
    add('carbon per Mtok output', totals.carbonPerMtokOutput ?? 'no output', 'gCO2e/Mtok');
  });
};

const nameOf = (evaluation: Evaluation, id: string | undefined): string =>
  evaluation.workloads.find((item) => item.workloadId === id)?.name ?? 'none';

const poolNameOf = (evaluation: Evaluation, id: string | undefined): string =>
  evaluation.deployments.find((item) => item.deploymentId === id)?.name ?? 'none';
