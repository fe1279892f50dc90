/**
 * The facts each issue carries, by code: what its message is made of. Names end in the base unit of the number; ids and
 * names are strings as the user reads them. Optional facts end in `?`.
 */
import type { Issue, IssueCode } from './issue.ts';

export const FACTS: Readonly<Record<IssueCode, readonly string[]>> = {
  'position-occupied': ['system', 'position', 'site', 'standing'],
  'position-unknown': ['system', 'position', 'site', 'positions'],
  'position-power': ['system', 'position', 'count', 'provisionedWatts', 'feedWatts', 'liquidWatts', 'overWatts'],
  'position-cooling-unknown': ['system', 'position', 'provisionedWatts', 'airWatts'],
  'position-liquid': ['system', 'position', 'site', 'heatWatts', 'limitWatts', 'overWatts', 'liquidShare'],
  'position-air': ['system', 'position', 'heatWatts', 'limitWatts', 'overWatts'],
  'position-height': ['system', 'position', 'count', 'heightU?', 'usableU?', 'overU?', 'wholeRack?'],
  'position-weight': ['system', 'position', 'weightKg', 'limitKg', 'overKg', 'emptyRackKg'],
  'site-power': ['system', 'site', 'provisionedWatts', 'pue', 'meterWatts', 'capWatts', 'overWatts'],
  'weight-unknown': ['system', 'limitKg'],
  'height-unknown': ['system', 'usableU'],
  'unknown-reference': ['kind', 'id'],
  'unknown-override': ['path'],
  'override-out-of-range': ['path', 'value', 'range'],
  'deployment-empty': ['deployment'],
  'workload-unassigned': ['workload'],
  'deployment-model-mismatch': ['deployment', 'model', 'otherModel'],
  residency: ['workload', 'site'],
  'no-accelerator': ['system', 'deployment'],
  'no-performance-data': ['system', 'missing?'],
  'model-does-not-generate': ['model', 'task'],
  'model-does-not-fit': ['model', 'system', 'neededBytes', 'roomBytes', 'shortBytes'],
  'context-too-long': ['workload', 'model', 'tokens', 'limitTokens'],
  'layout-invalid': ['deployment', 'layout', 'reason'],
  'serving-refused': ['deployment', 'what', 'reason'],
  'sla-out-of-reach': ['workload', 'target', 'seconds', 'limitSeconds'],
  overloaded: ['deployment', 'factor?', 'hours', 'month?', 'weekend?', 'wall?'],
  backlogged: ['deployment', 'hours', 'month?', 'weekend?', 'wall?'],
  'offline-late': ['workload', 'doneShare', 'deadlineSeconds'],
  'layout-provisional': ['deployment'],
  'format-runs-wider': ['system', 'format', 'runsAs'],
  'role-not-used': ['deployment', 'system', 'role'],
  'no-vector-store-rack': ['workload', 'neededBytes'],
  'vector-store-short': ['workload', 'factor', 'neededBytes', 'givenBytes', 'neededCores', 'givenCores'],
  'kv-tier-unknown': ['deployment', 'tier', 'missing'],
  'no-price': ['system', 'price'],
  'spot-interrupted': ['system', 'interruptedShare'],
  'no-power': ['system'],
  'site-power-exceeded': ['site', 'meterWatts', 'capWatts', 'overWatts'],
  'power-limits-hours': ['deployment', 'hours'],
  'power-limit-idle': ['system', 'limitShare'],
  'tariff-empty': ['site'],
  'status-projection': ['system', 'status'],
};

/** Facts an issue should carry and does not: empty for a well-made one. */
export const missingFacts = (issue: Issue): string[] =>
  FACTS[issue.code].filter((name) => !name.endsWith('?') && !Object.hasOwn(issue.facts, name));
