/** Plans of the rows of docs/systems.md as scenarios: rack groups with roles on sites, workloads of one model, serving levers. */
import * as z from 'zod/mini';
import {
  scenarioSchema,
  type Deployment,
  type RackGroup,
  type Scenario,
  type Serving,
  type Site,
  type Workload,
} from '../../scenario/schema.ts';

export interface RackPlan {
  readonly systemId: string;
  /** Default 1. */
  readonly systems?: number;
  /** Default `auto`. */
  readonly role?: RackGroup['role'];
  /** Number of its site; default the first. */
  readonly site?: number;
  readonly acquisition?: RackGroup['acquisition'];
}

export interface WorkPlan {
  readonly workflowId: string;
  readonly slaClassId: string;
  readonly sessionsPerSecond: number;
  readonly overrides?: Workload['overrides'];
  /** Of the day; default flat. */
  readonly shape?: string;
  readonly demand?: Partial<Workload['demand']>;
  readonly terms?: Partial<Pick<Workload, 'offline' | 'vectorStore' | 'demandRegionId' | 'allowedSiteIds'>>;
}

/** Limits without a tail: p50, p95 and p99 alike, seconds. */
export interface LimitPlan {
  readonly ttftSeconds: number;
  readonly tpotSeconds: number;
}

export interface SystemPlan {
  readonly racks: readonly RackPlan[];
  readonly modelId: string;
  readonly work: readonly WorkPlan[];
  readonly serving?: Partial<Serving>;
  /** A class of the plan's own, named `own`. */
  readonly limits?: LimitPlan;
  /** Heat that a position gives to liquid, W; 0 has no loop. */
  readonly liquidWatts?: number;
  readonly assumptions?: Scenario['assumptions'];
  /** Numbered s1, s2 and so on; each in what it has of its own, else a hall with room and power for everything. Default one hall. */
  readonly sites?: readonly Partial<Site>[];
  readonly pool?: Partial<Pick<Deployment, 'routing' | 'reservedShare'>>;
  readonly goals?: Partial<Pick<Scenario, 'shiftTo' | 'spare' | 'utilisationCap'>>;
}

const CATALOGUE_VERSION = 'systems';

/** Throws for what the schema refuses. Every rack group stands on a position of its own; stores and CPUs serve no deployment. */
export const scenarioFor = (name: string, plan: SystemPlan): Scenario => {
  const { modelId, work, serving, limits, assumptions = {}, pool = {}, goals = {} } = plan;
  const rackGroups = rackGroupsOf(plan);
  return z.parse(scenarioSchema, {
    version: 1,
    catalogueVersion: CATALOGUE_VERSION,
    name,
    ...goals,
    sites: sitesOf(plan),
    rackGroups,
    workloads: work.map(({ workflowId, slaClassId, sessionsPerSecond, ...one }, index) => ({
      id: `w${index + 1}`,
      name: workflowId,
      modelId,
      workflowId,
      slaClassId,
      overrides: one.overrides ?? {},
      demand: {
        peakSessionsPerSecond: sessionsPerSecond,
        shape: one.shape ?? 'flat',
        dispersionPerMinute: 1,
        ...one.demand,
      },
      ...one.terms,
    })),
    slaClasses: limits
      ? [{ id: 'own', name: 'Limits of the row', urgency: 'near-real-time', ...limitsOf(limits) }]
      : [],
    deployments: [
      {
        id: 'd1',
        name: 'Pool',
        workloadIds: work.map((_, index) => `w${index + 1}`),
        rackGroupIds: rackGroups.filter(({ role }) => role !== 'kv-store' && role !== 'cpu-tools').map(({ id }) => id),
        ...pool,
        ...(serving ? { serving } : {}),
      },
    ],
    assumptions,
  });
};

const rackGroupsOf = ({ racks }: SystemPlan) =>
  racks.map(({ systemId, systems = 1, role = 'auto', site = 0, acquisition }, index) => {
    const position = racks.slice(0, index).filter((one) => (one.site ?? 0) === site).length;
    return {
      id: `g${index + 1}`,
      siteId: `s${site + 1}`,
      systemId,
      role,
      ...(acquisition ? { acquisition } : {}),
      placements: [{ position, count: systems }],
    };
  });

const sitesOf = ({ racks, sites = [{}], liquidWatts = 16_000_000 }: SystemPlan) =>
  sites.map((own, index) => ({
    id: `s${index + 1}`,
    name: index === 0 ? 'Hall' : `Hall ${index + 1}`,
    regionId: 'us-va',
    powerCapWatts: 100_000_000,
    positions: [{ count: Math.max(1, racks.length), airWatts: 2_000_000, liquidWatts }],
    ...own,
  }));

const limitsOf = ({ ttftSeconds, tpotSeconds }: LimitPlan): Pick<Scenario['slaClasses'][number], 'ttft' | 'tpot'> => ({
  ttft: { p50Seconds: ttftSeconds, p95Seconds: ttftSeconds, p99Seconds: ttftSeconds },
  tpot: { p50Seconds: tpotSeconds, p95Seconds: tpotSeconds, p99Seconds: tpotSeconds },
});

/** The plan in words: racks with their roles and places, model, work, and what of serving and pool is not left to itself. */
export const planWords = ({
  racks,
  modelId,
  work,
  serving = {},
  pool = {},
  goals = {},
  sites = [],
}: SystemPlan): string => {
  const stands = racks.map(({ systemId, systems = 1, role = 'auto', site = 0 }) =>
    [
      systems > 1 ? `${systems} × ${systemId}` : systemId,
      role === 'auto' ? '' : `(${role})`,
      sites.length > 1 ? `in ${placeWords(sites[site] ?? {}, site)}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
  const levers = Object.entries({ ...serving, ...pool, ...goals }).map(
    ([name, value]) => `${name} ${valueWords(value)}`,
  );
  return [stands.join(' + '), modelId, work.map(({ workflowId }) => workflowId).join(', '), ...levers].join('; ');
};

const placeWords = ({ count = 1, regionId }: Partial<Site>, index: number): string =>
  [count > 1 ? `${count} ×` : '', regionId ?? `hall ${index + 1}`].filter(Boolean).join(' ');

const valueWords = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${valueWords(part)}`)
    .join(' ');
};
