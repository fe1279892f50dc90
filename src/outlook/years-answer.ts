/** The estate by year: what the plan as it stands still carries, what to order when, and what a year then costs. Plain data. */
import type { Verdict } from '../evaluate/evaluation.ts';
import type { CostParts } from '../evaluate/totals-answer.ts';
import type { Dollars, GramsCo2e, Joules, Litres, Watts } from '../units/quantity.ts';
import type { SiteGoLive } from './lead-times.ts';
import type { Lifetime } from './lifetime.ts';

export interface YearsAnswer {
  /** From the day the plan goes live, year 0, as far as worked out. */
  readonly years: readonly YearAnswer[];
  /** Earliest need first. */
  readonly orders: readonly Order[];
  /** One per deployment, in the order of the scenario. */
  readonly ends: readonly HeadroomEnd[];
  /** Money over the horizon with everything ordered; null until the last year is worked out, and where a price is missing. */
  readonly lifetime: Lifetime | null;
  /** What each site waits for until it goes live: months before year 0. */
  readonly goLive: readonly SiteGoLive[];
}

export interface YearAnswer {
  /** Years after the plan goes live; demand has grown by so many. */
  readonly year: number;
  /** The plan as it stands. */
  readonly standing: YearFigures;
  /** The plan with everything ordered that the demand of this year needs, power for it included; the same object where nothing is. */
  readonly ordered: YearFigures;
  readonly deployments: readonly DeploymentYear[];
}

/** Of a whole year at this demand. Cost is null where one price is missing. */
export interface YearFigures {
  readonly cost: Dollars | null;
  readonly costParts: CostParts | null;
  /** Price of everything that stands and was bought. */
  readonly capex: Dollars | null;
  readonly energy: Joules;
  readonly carbon: GramsCo2e;
  readonly embodied: GramsCo2e;
  readonly water: Litres | null;
  readonly outputTokens: number;
  readonly peakMeterPower: Watts;
  readonly provisionedMeterPower: Watts;
  readonly accelerators: number;
  readonly workloadsMet: number;
  readonly workloadsAnswered: number;
  /** Sites whose power cap is below what their racks are provisioned for: with what is ordered, power has to be ordered as well. */
  readonly sitesOverPower: readonly SiteOverPower[];
}

/** At the meter of one of its copies. */
export interface SiteOverPower {
  readonly siteId: string;
  readonly name: string;
  readonly provisionedMeterPower: Watts;
  readonly powerCap: Watts;
}

export interface DeploymentYear {
  readonly deploymentId: string;
  readonly name: string;
  /** Of the plan as it stands. */
  readonly verdict: Verdict;
  readonly headroom: number | null;
  /** Systems that the plan has and that this year's demand needs; null where no number of them would do. */
  readonly systemsGiven: number;
  readonly systemsNeeded: number | null;
  /** Beyond the plan, by rack group; systems of all alike sites together. */
  readonly extra: readonly ExtraSystems[];
}

export interface ExtraSystems {
  readonly rackGroupId: string;
  readonly systemId: string;
  readonly systems: number;
}

/** Eq. Y1 */
export interface HeadroomEnd {
  readonly deploymentId: string;
  readonly name: string;
  /** Years after the plan goes live at which it no longer keeps its targets; 0 where it does not from the start, null within the horizon never. */
  readonly year: number | null;
}

/** Eq. Y2 */
export interface Order extends ExtraSystems {
  readonly deploymentId: string;
  /** Years after the plan goes live at which the systems must stand, and must be ordered. Below 0: before the plan goes live. */
  readonly neededInYear: number;
  readonly orderByYear: number | null;
  /** From order to service; null where no lead time is known. */
  readonly leadMonths: number | null;
  /** The order would have to be out before the day the plan goes live. */
  readonly late: boolean;
}
