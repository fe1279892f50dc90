/**
 * Published and hand-worked figures of money, energy and carbon against what our functions make of the same inputs. A pin is the
 * arithmetic of one formula, not a measurement.
 */
import type { Catalogue } from '../catalogue/figures.ts';
import gpuHour from '../catalogue/costs/gpu-hour-reference.json' with { type: 'json' };
import references from '../catalogue/costs/validation-references.json' with { type: 'json' };
import prices from '../catalogue/generated/api-prices.json' with { type: 'json' };
import { annuity } from '../economics/capital-recovery.ts';
import { carbonPerMtok, embodiedRate, operationalCarbon } from '../economics/carbon.ts';
import { cornerAssumptions, type CostAssumptions } from '../economics/cost-assumptions.ts';
import { breakdownOf, totalOfLines, type CostStack } from '../economics/cost-stack.ts';
import { energyPerYear, usdPerAcceleratorHour, yearlyCostOwned, yearlyCostRented } from '../economics/cost.ts';
import { apiBill } from '../economics/crossover.ts';
import { joulesPerToken, meterPower } from '../economics/facility.ts';
import { HOUR, HOURS_PER_YEAR } from '../economics/hourly.ts';
import { reloadSecondsPerToken, usdPerMtok } from '../economics/token-price.ts';
import { during, quantity, type Dollars } from '../units/quantity.ts';

export interface Pin {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly pinned: number;
  /** Figures the pin was printed with, where that is coarser than 1 %. */
  readonly digits?: number;
}

/** Where `catalogue` is the one that ships, every pin is met. */
export const moneyPins = (catalogue: Catalogue): Pin[] => [
  ...roundThroughputs(catalogue),
  ...bottomUp(catalogue),
  ...deepSeek(),
  ...published(),
];

/** Within 1 %, or the same at the figures the pin was printed with. */
export const pinHolds = ({ ours, pinned, digits }: Pin): boolean =>
  Math.abs(ours / pinned - 1) <= 0.01 ||
  (digits !== undefined && Number(ours.toPrecision(digits)) === Number(pinned.toPrecision(digits)));

const usd = (value: number): Dollars => quantity<'USD'>(value);
const perKwh = (grams: number): ReturnType<typeof quantity<'gCO2e/J'>> => quantity<'gCO2e/J'>(grams / 3.6e6);
const NONE = quantity<'gCO2e'>(0);

/** One GB200 at 6,000, 4,000 and 3,000 output tokens per second: owner and three-year rates, 2.10 kW per GPU at the meter. */
const roundThroughputs = ({ regions }: Catalogue): Pin[] => {
  const rates = gpuHour.figures.gb200;
  const meter = quantity<'J/s'>(rates.all_in_provisioned_utility_kw_per_gpu * 1_000);
  const grid = (id: string): number => regions[id]?.carbonIntensity.base ?? NaN;
  const grams = (id: string, tokens: number): number =>
    carbonPerMtok(
      operationalCarbon(during<'J', 's'>(meter, HOUR), quantity<'gCO2e/J'>(grid(id))),
      NONE,
      tokens * 3_600,
    ) ?? NaN;
  return [
    { tokens: 6_000, owner: 0.1023, rental: 0.1528, joules: 0.35, kwh: 0.0972, pjm: 38.67, sweden: 1.983 },
    { tokens: 4_000, owner: 0.1535, rental: 0.2292, joules: 0.525, kwh: 0.1458, pjm: 58, sweden: 2.975 },
    { tokens: 3_000, owner: 0.2046, rental: 0.3056, joules: 0.7, kwh: 0.1944, pjm: 77.33, sweden: 3.967 },
  ].flatMap(({ tokens, owner, rental, joules, kwh, pjm, sweden }): Pin[] => {
    const rate = quantity<'tok/s'>(tokens);
    const perToken = joulesPerToken(meter, rate) ?? NaN;
    const at = `GB200 at ${tokens} tok/s`;
    return [
      pin(`${at}, owner`, 'USD/Mtok', usdPerMtok(rates.tco_hyperscaler_usd_per_gpu_h, rate), owner),
      pin(`${at}, three-year rate`, 'USD/Mtok', usdPerMtok(rates.rental_3yr_usd_per_gpu_h, rate), rental),
      pin(`${at}, provisioned`, 'J/tok', perToken, joules),
      pin(`${at}, provisioned`, 'kWh/Mtok', (perToken * 1e6) / 3.6e6, kwh),
      pin(`${at}, PJM`, 'gCO2e/Mtok', grams('us-va', tokens), pjm),
      pin(`${at}, Sweden SE3`, 'gCO2e/Mtok', grams('se-sto', tokens), sweden),
    ];
  });
};

const pin = (name: string, unit: string, ours: number | null, pinned: number, digits?: number): Pin => ({
  name,
  unit,
  ours: ours ?? NaN,
  pinned,
  ...(digits === undefined ? {} : { digits }),
});

/** GB200 NVL72 at 3.4 M USD: 120 kW of nameplate, load 0.70, PUE 1.14, 0.0893 USD/kWh, own building; finance at the base of the catalogue. */
const bottomUp = ({ costs }: Catalogue): Pin[] => {
  const year = (capex: number, usdPerKwh: number, assumptions: CostAssumptions): CostStack =>
    yearlyCostOwned({
      room: 'own-building',
      systems: 1,
      acceleratorsPerSystem: 72,
      capexPerSystem: usd(capex),
      split: { server: 1, fabric: 0, storage: 0 },
      nameplatePerSystem: quantity<'J/s'>(120_000),
      energyUsdPerYear: energyPerYear(quantity<'J/s'>(84_000), 1.14, quantity<'USD/J'>(usdPerKwh / 3.6e6)),
      streamedTokensPerYear: 0,
      assumptions,
    });
  const base = year(3.4e6, 0.0893, cornerAssumptions(costs, 'base'));
  const parts = breakdownOf(base);
  const hour = (part: number): number => part / (72 * HOURS_PER_YEAR);
  const meter = meterPower(quantity<'J/s'>(84_000 / 72), 1.14);
  const perToken = joulesPerToken(meter, quantity<'tok/s'>(4_000)) ?? NaN;
  const embodied = during(embodiedRate(800, 1, 4), HOUR);
  const tokens = 4_000 * 3_600;
  const grams = operationalCarbon(during<'J', 's'>(meter, HOUR), perKwh(397.7));
  return [
    pin('GB200 bottom-up, hardware', 'USD/GPU-h', hour(parts.hardware), 1.688),
    pin('GB200 bottom-up, building', 'USD/GPU-h', hour(parts.facility), 0.297),
    pin('GB200 bottom-up, energy', 'USD/GPU-h', hour(parts.energy), 0.119),
    pin('GB200 bottom-up, operations', 'USD/GPU-h', hour(parts.operations), 0.236),
    pin('GB200 bottom-up, total', 'USD/GPU-h', usdPerAcceleratorHour(totalOfLines(base), 72), 2.34),
    pin('GB200 bottom-up, available hour', 'USD/GPU-h', usdPerAcceleratorHour(totalOfLines(base), 72, 0.985), 2.376),
    pin(
      'GB200 low corner',
      'USD/GPU-h',
      hour(totalOfLines(year(3.1e6, 0.0892, cornerAssumptions(costs, 'low')))),
      1.54,
    ),
    pin(
      'GB200 high corner',
      'USD/GPU-h',
      hour(totalOfLines(year(4e6, 0.1301, cornerAssumptions(costs, 'high')))),
      3.71,
    ),
    pin('GB200 mean power at the meter', 'W', meter, 1_330),
    pin('GB200 mean power at 4000 tok/s', 'J/tok', perToken, 0.3325),
    pin('GB200 mean power at 4000 tok/s', 'kWh/Mtok', (perToken * 1e6) / 3.6e6, 0.0924),
    pin('GB200 mean power at 4000 tok/s, PJM', 'gCO2e/Mtok', carbonPerMtok(grams, NONE, tokens), 36.7),
    pin('embodied 800 kg over 4 years', 'g/GPU-h', embodied, 22.8),
    pin('embodied at 4000 tok/s', 'gCO2e/Mtok', carbonPerMtok(NONE, embodied, tokens), 1.59),
  ];
};

/** DeepSeek's published profile, day and price card. */
const deepSeek = (): Pin[] => {
  const day = references.figures.deepseek_day;
  const input = usdPerMtok(day.usd_per_gpu_h, quantity<'tok/s'>(7_839));
  const output = usdPerMtok(day.usd_per_gpu_h, quantity<'tok/s'>(2_324));
  // 61 layers of 512 + 64 components at 2 B, over 50 GB/s
  const reload = reloadSecondsPerToken(quantity<'B'>(61 * 576 * 2), quantity<'B/s'>(50e9)) * 1e6;
  const cached = (reload * day.usd_per_gpu_h) / 3_600;
  const rented = yearlyCostRented({
    accelerators: day.nodes_avg * day.gpus_per_node,
    rentUsdPerAcceleratorHour: day.usd_per_gpu_h,
    streamedTokensPerYear: 0,
    assumptions: { egressUsdPerGb: 0, bytesPerStreamedToken: 0, taxShare: 0 },
  });
  const nodeSeconds =
    day.input_tokens / day.prefill_tok_per_s_per_node_incl_cache + day.output_tokens / day.decode_tok_per_s_per_node;
  const card = prices.prices.find(({ offer }) => offer.startsWith('deepseek-r1 (Feb 2025'));
  const revenue = card
    ? apiBill(
        { input: card.input, cached: card.cached, output: card.output },
        {
          requests: 1,
          inputTokens: day.input_tokens,
          cachedTokens: day.cache_hit_tokens,
          outputTokens: day.output_tokens,
        },
      )
    : NaN;
  return [
    pin('DeepSeek H800 split, input', 'USD/Mtok', input, 0.0709),
    pin('DeepSeek H800 split, output', 'USD/Mtok', output, 0.239),
    pin('DeepSeek cached input, reload', 'GPU-s/Mtok', reload, 1.405),
    pin('DeepSeek cached input', 'USD/Mtok', cached, 0.00078),
    pin('DeepSeek cached input below recompute', 'times', (input ?? NaN) / cached, 91),
    pin('DeepSeek day, from nodes', 'USD', totalOfLines(rented) / 365, 87_072),
    pin('DeepSeek day, from throughputs', 'USD', (nodeSeconds * day.gpus_per_node * day.usd_per_gpu_h) / 3_600, 87_116),
    pin(
      'DeepSeek day, from throughputs, as published',
      'USD',
      (nodeSeconds * day.gpus_per_node * day.usd_per_gpu_h) / 3_600,
      day.cost_usd_per_day,
    ),
    pin('DeepSeek day, revenue by hand', 'USD', revenue, 562_100),
    pin('DeepSeek day, revenue as published', 'USD', revenue, day.revenue_usd_per_day),
  ];
};

/** Rows of InferenceX, printed with two figures or more; Epoch's gigawatt, by our own reading of its parts. */
const published = (): Pin[] => {
  const owner = gpuHour.figures.gb200.tco_hyperscaler_usd_per_gpu_h;
  const rows = references.figures.inferencex_cost_rows.rows.map(({ tok_per_s_per_gpu: tokens, usd_per_mtok: price }) =>
    pin(
      `InferenceX, GB200 at ${tokens} tok/s`,
      'USD/Mtok',
      usdPerMtok(owner, quantity<'tok/s'>(tokens)),
      price,
      price < 1 ? 2 : 4,
    ),
  );
  const epoch = references.figures.epoch_1gw;
  // At 8 %: of 38 bn, IT 24 over its life and 14 over that of the building; 0.9 a year to run.
  const gigawatt = (itLife: number): number =>
    annuity(usd(24), 0.08, itLife) + annuity(usd(14), 0.08, epoch.facility_life_years) + epoch.opex_bn_usd_per_year;
  return [
    ...rows,
    pin('Epoch 1 GW, IT life 5 years', 'bn USD/year', gigawatt(5), 8.61),
    pin('Epoch 1 GW, IT life 3 years', 'bn USD/year', gigawatt(3), 11.91),
    pin('Epoch 1 GW, IT life 7 years', 'bn USD/year', gigawatt(7), 7.21),
  ];
};
