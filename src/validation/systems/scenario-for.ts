/** Plans of the rows of docs/systems.md as scenarios: rack groups with roles on one site, workloads of one model, serving levers. */
import * as z from 'zod/mini';
import { scenarioSchema, type RackGroup, type Scenario, type Serving, type Workload } from '../../scenario/schema.ts';

export interface RackPlan {
  readonly systemId: string;
  /** Default 1. */
  readonly systems?: number;
  /** Default `auto`. */
  readonly role?: RackGroup['role'];
}

export interface WorkPlan {
  readonly workflowId: string;
  readonly slaClassId: string;
  readonly sessionsPerSecond: number;
  readonly overrides?: Workload['overrides'];
  /** Of the day; default flat. */
  readonly shape?: string;
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
}

const CATALOGUE_VERSION = 'systems';

/** Throws for what the schema refuses. Every rack group stands on a position of its own; stores and CPUs serve no deployment. */
export const scenarioFor = (name: string, plan: SystemPlan): Scenario => {
  const { racks, modelId, work, serving, limits, liquidWatts = 16_000_000, assumptions = {} } = plan;
  const rackGroups = racks.map(({ systemId, systems = 1, role = 'auto' }, position) => ({
    id: `g${position + 1}`,
    siteId: 's1',
    systemId,
    role,
    placements: [{ position, count: systems }],
  }));
  return z.parse(scenarioSchema, {
    version: 1,
    catalogueVersion: CATALOGUE_VERSION,
    name,
    sites: [
      {
        id: 's1',
        name: 'Hall',
        regionId: 'us-va',
        powerCapWatts: 100_000_000,
        positions: [{ count: Math.max(1, racks.length), airWatts: 2_000_000, liquidWatts }],
      },
    ],
    rackGroups,
    workloads: work.map(({ workflowId, slaClassId, sessionsPerSecond, overrides = {}, shape = 'flat' }, index) => ({
      id: `w${index + 1}`,
      name: workflowId,
      modelId,
      workflowId,
      slaClassId,
      overrides,
      demand: { peakSessionsPerSecond: sessionsPerSecond, shape, dispersionPerMinute: 1 },
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
        ...(serving ? { serving } : {}),
      },
    ],
    assumptions,
  });
};

const limitsOf = ({ ttftSeconds, tpotSeconds }: LimitPlan): Pick<Scenario['slaClasses'][number], 'ttft' | 'tpot'> => ({
  ttft: { p50Seconds: ttftSeconds, p95Seconds: ttftSeconds, p99Seconds: ttftSeconds },
  tpot: { p50Seconds: tpotSeconds, p95Seconds: tpotSeconds, p99Seconds: tpotSeconds },
});

/** The plan in words: racks with their roles, model, work, and what of the serving is not left to itself. */
export const planWords = ({ racks, modelId, work, serving = {} }: SystemPlan): string => {
  const stands = racks.map(({ systemId, systems = 1, role = 'auto' }) =>
    [systems > 1 ? `${systems} × ${systemId}` : systemId, role === 'auto' ? '' : `(${role})`].filter(Boolean).join(' '),
  );
  const levers = Object.entries(serving).map(([name, value]) => `${name} ${valueWords(value)}`);
  return [stands.join(' + '), modelId, work.map(({ workflowId }) => workflowId).join(', '), ...levers].join('; ');
};

const valueWords = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${valueWords(part)}`)
    .join(' ');
};
