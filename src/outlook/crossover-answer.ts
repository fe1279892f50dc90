/** Having the racks against renting them and against buying tokens, over the volume. Plain data; money is USD per mean month. */
import type { ApiTokenPrices } from '../catalogue/api-prices.ts';
import type { RentTerm } from '../economics/cost-basis.ts';

export interface CrossoverAnswer {
  /** One per deployment, in the order of the scenario. */
  readonly deployments: readonly DeploymentCrossover[];
}

export interface DeploymentCrossover {
  readonly deploymentId: string;
  readonly name: string;
  readonly modelId: string | null;
  /** Output tokens of a mean month as asked for today within the quotas, and what the racks given carry of such demand within their targets. */
  readonly tokensPerMonthNow: number;
  readonly tokensPerMonthFull: number;
  /** Systems given, at all copies of their sites, and how many are added at a time. */
  readonly systems: number;
  readonly systemsPerStep: number;
  /** Mean tokens of one request. */
  readonly request: { readonly inputTokens: number; readonly cachedTokens: number; readonly outputTokens: number };
  /** Output tokens a month, ascending from 0; a step is two of them next to each other. */
  readonly tokensPerMonth: readonly number[];
  /** The plan first. */
  readonly lines: readonly CostLine[];
  /** Id of the line that costs least today, quoted prices aside; null where nothing is asked. */
  readonly cheapestNow: string | null;
  /** Between the plan and each other line, by volume. */
  readonly crossings: readonly Crossing[];
  readonly refusals: readonly CrossoverRefusal[];
}

interface LineFigures {
  readonly id: string;
  /** At the volumes of `tokensPerMonth`. */
  readonly usdPerMonth: readonly number[];
  readonly usdPerMonthNow: number;
  /** All of it over the output tokens; null where nothing is asked. */
  readonly usdPerMtokOutputNow: number | null;
}

/** As the plan has it; the same systems had otherwise; or tokens from an API. */
export type CostLine = RackLine | ApiLine;

export interface RackLine extends LineFigures {
  readonly kind: 'plan' | 'racks';
  readonly how: 'as-planned' | 'bought' | RentTerm;
  /** Systems paid for at each volume: no fewer than given, or a mean over the hours where they are rented by the hour. */
  readonly systems: readonly number[];
  readonly byTheHour: boolean;
  /** Share of hours in which spot takes a system away; its systems are so many more. */
  readonly interruptionShare: number;
  /** Figures of the catalogue behind the price; none where the user entered it. */
  readonly pricePaths: readonly string[];
  /** A rate that had to be worked out from another term. */
  readonly estimate: boolean;
}

export interface ApiLine extends LineFigures {
  readonly kind: 'api';
  readonly provider: string;
  readonly offer: string;
  readonly providerKind: 'first-party' | 'third-party host' | 'aggregator';
  readonly tier: 'listed' | 'quoted';
  /** USD per million tokens that hold for the mean prompt. */
  readonly prices: ApiTokenPrices;
  readonly asOf: string;
  readonly source: string;
}

export interface Crossing {
  readonly lineId: string;
  readonly tokensPerMonth: number;
  /** Of today's demand. */
  readonly shareOfNow: number;
  /** What costs less above that volume. */
  readonly cheaperAbove: 'plan' | 'other';
}

export interface CrossoverRefusal {
  /** no-capacity: the racks keep the targets at no load. */
  readonly reason: 'no-answer' | 'no-capacity' | 'no-demand' | 'no-price' | 'no-rent' | 'no-api';
  /** Way of having the racks that lacks a price. */
  readonly how?: RackLine['how'];
  /** The rack group that lacks it, and which price. */
  readonly rackGroupId?: string;
  readonly missing?: string;
}
