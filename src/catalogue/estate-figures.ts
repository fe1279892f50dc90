/** Figures of an estate as a whole: what power, money, distance and searches cost; one value or band per figure, SI base units. */
import type { BytesPerSecond, Quantity, Seconds } from '../units/quantity.ts';

/** Low, base and high of one figure; triangular with its mode at base. */
export interface Band<T extends number = number> {
  readonly low: T;
  readonly base: T;
  readonly high: T;
}

/** Watts of one accelerator by class of operator, as shares of its board power. */
export interface PowerFigures {
  readonly operatorClassShare: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly idleWatts: Readonly<Record<string, number>>;
  readonly constantShare: Readonly<Record<'idle' | 'decode' | 'prefill', Band>>;
  readonly nodeOverheadPerAccelerator: Readonly<Record<'nvl72' | 'b200Node' | 'h100Node', Band>>;
  readonly overheadLoadShare: Band;
  /** How far the overhead of a site (PUE − 1) swings around its mean over a day and a year, as shares of it, by the way heat leaves. */
  readonly pueSwing: Readonly<Record<'air' | 'liquid', { readonly day: Band; readonly season: Band }>>;
  /** Power made on the site: price and life-cycle intensity at the meter. */
  readonly ownSupply: Readonly<
    Record<
      'gas' | 'solar-storage' | 'wind',
      { readonly energyPrice: Band<Quantity<'USD/J'>>; readonly carbonIntensity: Band<Quantity<'gCO2e/J'>> }
    >
  >;
  /** Watts above idle scale with the clock to this power, down to the clock (as a share of the highest) where the voltage ends. */
  readonly clockExponent: Band;
  readonly voltageFloorClockShare: Band;
  /** Kilograms of CO2e to make one accelerator with its share of the server. */
  readonly embodiedKgPerAccelerator: Readonly<Record<string, Band>>;
}

/** What one accelerator costs for one hour, by the term it is taken for; absent where nobody published one. USD/h. */
export interface RentRates {
  /** Contract of three years, hosted. */
  readonly lease?: Band;
  /** Commitment of one year. */
  readonly reserved?: Band;
  readonly onDemand?: Band;
  /** May be taken away. */
  readonly spot?: Band;
}

export type LeadTimeItem =
  | 'powerTransformer'
  | 'switchgear'
  | 'gridConnection'
  | 'building'
  | 'gasTurbine'
  | 'solarStorage'
  | 'hopperServers'
  | 'blackwellServers';

export interface CostFigures {
  readonly waccPerYear: Band;
  readonly itLifeYears: Band;
  readonly facilityLifeYears: Band;
  readonly residualShare: Band;
  readonly installationShare: Band;
  readonly maintenancePerYear: Band;
  readonly facilityOpexUsdPerKwYear: Band;
  readonly licenceUsdPerAcceleratorYear: Band;
  readonly staffUsdPerAcceleratorYear: Band;
  readonly constructionUsdPerWatt: Band;
  readonly coloUsdPerKwMonth: Band;
  readonly networkShareOfCapex: Band;
  readonly storageShareOfCapex: Band;
  readonly egressUsdPerGb: Band;
  readonly bytesPerStreamedToken: Band;
  readonly availabilityShare: Band;
  /** Of every other cost of the year; zero until the user says otherwise. */
  readonly taxShare: Band;
  /** Share of a hosted lease that pays for the hardware alone. */
  readonly leasedHardwareShare: Band;
  /** One-year and spot rates as shares of the on-demand rate, where an accelerator has none of its own. */
  readonly reservedShareOfOnDemand: Band;
  readonly spotShareOfOnDemand: Band;
  /** Share of hours in which spot accelerators are taken away. */
  readonly spotInterruptionShare: Band;
  /** By accelerator id. */
  readonly rentPerAcceleratorHour: Readonly<Record<string, RentRates>>;
  /** Months from order to use. */
  readonly leadTimeMonths: Readonly<Record<LeadTimeItem, Band>>;
}

/** Distance in time between users and sites. */
export interface WideAreaFigures {
  /** Both ways over the last mile and the servers in front. */
  readonly accessSeconds: Band<Seconds>;
  /** Length of the cable over the length of the great circle. */
  readonly routeFactor: Band;
}

/** What a search among stored vectors costs a CPU server. */
export interface VectorSearchFigures {
  /** Links of a vector in one direction in a graph of neighbours (HNSW), and candidates a query keeps. */
  readonly graphLinks: Band;
  readonly graphCandidates: Band;
  /** Distances worked out for each candidate. */
  readonly evaluationsPerCandidate: Band;
  /** Components that one byte of a compressed vector stands for (IVF-PQ). */
  readonly componentsPerCodeByte: Band;
  /** Lists of an inverted file ÷ √vectors, and lists a query reads. */
  readonly listsPerRootVector: Band;
  readonly listsRead: Band;
  /** Table lookup of one code byte. */
  readonly lookupSeconds: Band<Seconds>;
  /** Memory of a server as one of its busy cores sees it. */
  readonly bytesPerCoreSecond: Band<BytesPerSecond>;
  readonly memoryLatency: Band<Seconds>;
  /** Shares of a server's cores and memory that may be in use. */
  readonly coreBusyShare: Band;
  readonly memoryShare: Band;
}

/** How far what comes is off what was foreseen. */
export interface ForecastFigures {
  /** Actual ÷ forecast demand of one workload: 10 and 90 % quantiles around 1. */
  readonly demandRatio: Band;
}
