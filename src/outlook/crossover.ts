/**
 * Crossover: what a month costs over the volume served, for the racks as planned, the same racks bought, leased or rented, and the APIs
 * that list the model; and the volumes at which one overtakes the other.
 */
import type { ApiPrice, ApiPrices } from '../catalogue/api-prices.ts';
import { apiBill, crossingPoints, tierFor, type TokensAsked } from '../economics/crossover.ts';
import { MONTH } from '../economics/hourly.ts';
import type { Estate } from '../evaluate/estate.ts';
import type { PoolAnswer } from '../evaluate/pool-answer.ts';
import type { PoolBundle } from '../evaluate/pool-bundle.ts';
import type { PoolWorkload } from '../evaluate/pool.ts';
import { cachedTokensOf } from '../evaluate/workload-answer.ts';
import type {
  ApiLine,
  CostLine,
  Crossing,
  CrossoverAnswer,
  CrossoverRefusal,
  DeploymentCrossover,
  RackLine,
} from './crossover-answer.ts';
import { racksOf, type RackWay } from './crossover-racks.ts';
import { systemsByHour, systemsFor, volumeOf, type Volume } from './crossover-volume.ts';

/** One per deployment. `prices` are dated list prices; the demand keeps its shape at every volume. */
export const crossoverOf = (estate: Estate, prices: ApiPrices): CrossoverAnswer => ({
  deployments: estate.bundles.map((bundle) => deploymentCrossover(estate, bundle, prices)),
});

const deploymentCrossover = (estate: Estate, bundle: PoolBundle, prices: ApiPrices): DeploymentCrossover => {
  const { pool, deployment } = bundle;
  if (!pool) return refused(bundle, [{ reason: 'no-answer' }]);
  const volume = volumeOf(pool, estate.scenario.utilisationCap);
  const asked = admittedOf(pool);
  const tokensNow = asked.reduce((sum, { requests, outputTokens }) => sum + requests * outputTokens, 0);
  // Of what none may ever run on the racks, no volume fills them.
  if (tokensNow < 1 || (volume && volume.needed <= 0)) return refused(bundle, [{ reason: 'no-demand' }]);
  const factors = factorsOf(volume);
  // Racks that keep no target at any load carry no volume; tokens can be bought all the same.
  const { ways, refusals } = volume ? racksOf(estate, bundle) : NO_RACKS;
  const racks = volume ? ways.map((way) => rackLine(way, volume, factors, tokensNow)) : [];
  const offers = prices.prices.filter(({ modelId }) => modelId !== null && modelId === deployment.modelId);
  const lines: CostLine[] = [...racks, ...offers.map((price) => apiLine(price, asked, factors, tokensNow))];
  const plan = racks.find(({ kind }) => kind === 'plan');
  const listed = lines.filter((line) => line.kind !== 'api' || line.tier === 'listed');
  const requests = asked.reduce((sum, one) => sum + one.requests, 0);
  const mean = (of: (one: TokensAsked) => number): number =>
    asked.reduce((sum, one) => sum + one.requests * of(one), 0) / requests;
  return {
    ...refused(bundle, [...refusals, ...(offers.length === 0 ? [{ reason: 'no-api' as const }] : [])]),
    tokensPerMonthNow: tokensNow,
    tokensPerMonthFull: volume ? tokensNow / volume.needed : 0,
    systems: volume?.systems ?? 0,
    systemsPerStep: volume?.step ?? 0,
    request: {
      inputTokens: mean(({ inputTokens }) => inputTokens),
      cachedTokens: mean(({ cachedTokens }) => cachedTokens),
      outputTokens: mean(({ outputTokens }) => outputTokens),
    },
    tokensPerMonth: factors.map((factor) => factor * tokensNow),
    lines,
    cheapestNow:
      listed.reduce<CostLine | null>(
        (best, line) => (best === null || line.usdPerMonthNow < best.usdPerMonthNow ? line : best),
        null,
      )?.id ?? null,
    crossings: plan ? lines.flatMap((line) => crossingsWith(plan, line, factors, tokensNow)) : [],
  };
};

const NO_RACKS: ReturnType<typeof racksOf> = { ways: [], refusals: [{ reason: 'no-capacity' }] };

const refused = ({ deployment }: PoolBundle, refusals: readonly CrossoverRefusal[]): DeploymentCrossover => ({
  deploymentId: deployment.deploymentId,
  name: deployment.name,
  modelId: deployment.modelId,
  tokensPerMonthNow: 0,
  tokensPerMonthFull: 0,
  systems: 0,
  systemsPerStep: 0,
  request: { inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
  tokensPerMonth: [],
  lines: [],
  cheapestNow: null,
  crossings: [],
  refusals,
});

/** Tokens of a mean month that quotas let in, by workload: what is turned away nobody bills. Of the input, what the caches of the plan find is what an API is taken to find. */
const admittedOf = (pool: PoolAnswer): TokensAsked[] =>
  pool.input.workloads.map((workload) => ({
    requests: admittedPerMonth(workload),
    inputTokens: workload.requests.inputTokens,
    cachedTokens: cachedTokensOf(workload, pool),
    outputTokens: workload.requests.outputTokens,
  }));

/** Requests of a mean month that the quota lets in, served or not. Eq. E4 */
const admittedPerMonth = ({ calendar }: PoolWorkload): number => {
  const daily = (hours: readonly number[]): number => hours.reduce((sum, rate) => sum + rate, 0) / 24;
  const rates = calendar.map(
    ({ admitted: { weekday, weekend } }) => (5 / 7) * daily(weekday) + (2 / 7) * daily(weekend),
  );
  return (MONTH * rates.reduce((sum, rate) => sum + rate, 0)) / calendar.length;
};

/** Volumes as multiples of today's: nothing, then even steps of the logarithm, and both sides of every rack to be added. */
const LEAST = 0.01;
/** So near to nothing that only the first system counts. */
const BARELY = 1e-9;
const MOST = 8;
const POINTS = 48;
const STEPS_SHOWN = 60;

const factorsOf = (volume: Volume | null): number[] => {
  const most = Math.max(MOST, volume ? 2 / volume.needed : 0);
  const even = Array.from({ length: POINTS + 1 }, (_, i) => LEAST * (most / LEAST) ** (i / POINTS));
  return [...new Set([0, BARELY, 1, ...even, ...(volume ? stepsOf(volume, most) : [])])].toSorted((a, b) => a - b);
};

/** Volumes at which the plan is full, and full again after every step. */
const stepsOf = ({ systems, step, needed }: Volume, most: number): number[] =>
  Array.from({ length: STEPS_SHOWN }, (_, i) => ((Math.ceil(systems / step) + i) * step) / (systems * needed))
    .filter((at) => at < most)
    .flatMap((at) => [at, at * (1 + 1e-9)]);

const rackLine = (way: RackWay, volume: Volume, factors: readonly number[], tokensNow: number): RackLine => {
  const systemsAt = (factor: number): number =>
    way.byTheHour
      ? systemsByHour(volume, factor) / (1 - way.interruptionShare)
      : Math.max(volume.systems, systemsFor(volume, factor));
  const usdAt = (factor: number): number =>
    systemsAt(factor) * way.usdPerSystemMonth + factor * way.usdPerMonthOfVolume;
  return {
    id: way.how,
    kind: way.how === 'as-planned' ? 'plan' : 'racks',
    how: way.how,
    systems: factors.map(systemsAt),
    byTheHour: way.byTheHour,
    interruptionShare: way.interruptionShare,
    pricePaths: way.pricePaths,
    estimate: way.estimate,
    ...figuresOf(usdAt, factors, tokensNow),
  };
};

const apiLine = (
  price: ApiPrice,
  asked: readonly TokensAsked[],
  factors: readonly number[],
  tokensNow: number,
): ApiLine => {
  const bill = asked.reduce((sum, one) => sum + apiBill(price, one), 0);
  const longest = Math.max(...asked.map(({ inputTokens }) => inputTokens));
  const { input, cached, output } = tierFor(price, longest);
  return {
    id: `api/${price.provider}/${price.offer}`,
    kind: 'api',
    provider: price.provider,
    offer: price.offer,
    providerKind: price.kind,
    tier: price.tier,
    prices: { input, cached, output },
    asOf: price.asOf,
    source: price.source,
    ...figuresOf((factor) => factor * bill, factors, tokensNow),
  };
};

const figuresOf = (
  usdAt: (factor: number) => number,
  factors: readonly number[],
  tokensNow: number,
): Pick<CostLine, 'usdPerMonth' | 'usdPerMonthNow' | 'usdPerMtokOutputNow'> => ({
  usdPerMonth: factors.map(usdAt),
  usdPerMonthNow: usdAt(1),
  usdPerMtokOutputNow: (usdAt(1) * 1e6) / tokensNow,
});

const crossingsWith = (plan: RackLine, line: CostLine, factors: readonly number[], tokensNow: number): Crossing[] =>
  line.id === plan.id
    ? []
    : crossingPoints(factors, plan.usdPerMonth, line.usdPerMonth)
        .filter(({ at }) => at > BARELY)
        .map(({ at, cheaperAbove }) => ({
          lineId: line.id,
          tokensPerMonth: at * tokensNow,
          shareOfNow: at,
          cheaperAbove: cheaperAbove === 'first' ? 'plan' : 'other',
        }));
