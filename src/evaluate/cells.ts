/**
 * Which racks of a pool serve together: those of one kind alone, or racks that prefill beside racks that decode, or attention beside FFN.
 * Parts of one cell stand on one site, since KV and activations travel between them for every request or token [S5, S6].
 */
import type { Issue } from '../issues/issue.ts';
import type { Calibration } from '../calibration/calibration.ts';
import type { RackGroup, Site } from '../scenario/schema.ts';
import { kvLinkBetween } from '../search/kv-links.ts';
import { totalOf } from './capacity-question.ts';
import type { CellPart, PoolGroup, PoolInput, PoolUnit } from './pool.ts';

export type CellMode = PoolUnit['mode'];

/** What the deployment asks for, or what the roles of its racks imply. */
export const modeOf = (pool: PoolInput): CellMode => {
  const { mode } = pool.deployment.serving;
  if (mode !== 'auto') return mode;
  const has = (...roles: string[]): boolean => pool.groups.some(({ rackGroup }) => roles.includes(rackGroup.role));
  if (has('attention', 'ffn')) return 'attention-ffn';
  return has('prefill', 'decode') ? 'disaggregated' : 'aggregated';
};

/** Cells of a pool; what cannot be joined is refused with its reason. */
export const cellsOf = (pool: PoolInput, calibration: Calibration, issues: Issue[]): PoolUnit[] => {
  const mode = modeOf(pool);
  if (mode === 'aggregated') return aggregatedCells(pool);
  const sites = [...new Set(pool.groups.map(({ site }) => site.id))];
  return sites.flatMap((siteId) => {
    const groups = pool.groups.filter(({ site }) => site.id === siteId);
    const cell = mode === 'disaggregated' ? disaggregated(groups, calibration) : split(groups, calibration);
    if (typeof cell !== 'string') {
      issues.push(...idleRoles(pool, groups, cell));
      return [cell];
    }
    issues.push({
      code: 'serving-refused',
      severity: 'refusal',
      path: `deployments/${pool.deployment.id}`,
      facts: {
        deployment: pool.deployment.name,
        what: mode === 'disaggregated' ? 'prefill apart from decode' : 'attention apart from FFN',
        reason: cell,
      },
    });
    return [];
  });
};

/** Racks whose role has no place in the way the pool serves. */
const idleRoles = (pool: PoolInput, groups: readonly PoolGroup[], cell: PoolUnit): Issue[] => {
  const used = [cell, cell.prefill, cell.ffn].flatMap((part) => part?.groups ?? []);
  return groups
    .filter((group) => !used.includes(group))
    .map(({ system, rackGroup }) => ({
      code: 'role-not-used',
      severity: 'warning',
      path: `deployments/${pool.deployment.id}`,
      facts: { deployment: pool.deployment.name, system: system.name, role: rackGroup.role },
    }));
};

/** Rack groups of one system, power limit and distance from the users serve as one unit; where the place decides, those of one site. */
const aggregatedCells = (pool: PoolInput): PoolUnit[] => {
  const moving = pool.workloads.some(
    ({ urgency, workload }) => urgency === 'offline' && workload.offline.mayShiftInPlace,
  );
  const apart = ({ id, count, demandResponse }: Site): boolean =>
    moving || count > 1 || demandResponse !== undefined || pool.shortOfPower.has(id);
  const alike = new Map<string, PoolGroup[]>();
  for (const group of pool.groups) {
    const { system, rackGroup, site, roundTrips, delays } = group;
    const place = apart(site) ? site.id : null;
    const key = JSON.stringify([system.id, rackGroup.powerLimitShare, place, roundTrips, delays]);
    const groups = alike.get(key);
    if (groups) groups.push(group);
    else alike.set(key, [group]);
  }
  return [...alike.values()].map((groups): PoolUnit => {
    const last = groups.at(-1);
    return {
      ...partOf(groups),
      mode: 'aggregated',
      copies: last?.site.count ?? 1,
      roundTrips: last?.roundTrips ?? {},
      delays: last?.delays ?? {},
      prefill: null,
      ffn: null,
    };
  });
};

const partOf = (groups: readonly PoolGroup[]): CellPart => {
  const [first] = groups;
  if (!first) throw new Error('cell: no rack group');
  return { system: first.system, device: first.device, groups };
};

/** Groups by the role they play: `auto` plays what nobody else does. */
const playing = (groups: readonly PoolGroup[], role: RackGroup['role']): PoolGroup[] =>
  groups.filter(({ rackGroup }) => rackGroup.role === role);

const oneKind = (groups: readonly PoolGroup[], does: string): string | null => {
  const kinds = [...new Set(groups.map(({ system }) => system.name))];
  const site = groups[0]?.site.name ?? 'the site';
  if (kinds.length > 1) return `${kinds.join(' and ')} both ${does} at ${site}; give each kind its own deployment`;
  const limits = new Set(groups.map(({ rackGroup }) => rackGroup.powerLimitShare));
  return limits.size > 1
    ? `racks of several power limits ${does} at ${site}; give them one, or each its own deployment`
    : null;
};

const disaggregated = (groups: readonly PoolGroup[], calibration: Calibration): PoolUnit | string => {
  const free = playing(groups, 'auto');
  const [prefills, decodes] = [playing(groups, 'prefill'), playing(groups, 'decode')];
  const shared = prefills.length === 0 && decodes.length === 0;
  const decoding = decodes.length > 0 ? [...decodes, ...(prefills.length > 0 ? free : [])] : free;
  const prefilling = shared ? decoding : prefills.length > 0 ? prefills : free;
  const site = groups[0]?.site.name ?? 'the site';
  if (decoding.length === 0) return `no rack decodes at ${site}`;
  if (prefilling.length === 0) return `no rack prefills at ${site}`;
  const mixed = oneKind(decoding, 'decode') ?? oneKind(prefilling, 'prefill');
  if (mixed) return mixed;
  const decode = partOf(decoding);
  const prefill = partOf(prefilling);
  const link = kvLinkBetween(
    prefill.device,
    decode.device,
    shared,
    totalOf(decoding),
    calibration.links.networkSeconds,
  );
  if (!link)
    return `${[prefill, decode].find(({ device }) => device.scaleOut <= 0)?.system.name ?? 'a rack'} has no published network card to hand KV over`;
  const lead = decoding[0];
  return {
    ...decode,
    mode: 'disaggregated',
    copies: lead?.site.count ?? 1,
    roundTrips: lead?.roundTrips ?? {},
    delays: lead?.delays ?? {},
    prefill: { ...prefill, shared, link },
    ffn: null,
  };
};

const split = (groups: readonly PoolGroup[], calibration: Calibration): PoolUnit | string => {
  const free = playing(groups, 'auto');
  const [attention, ffn, prefills] = [playing(groups, 'attention'), playing(groups, 'ffn'), playing(groups, 'prefill')];
  const site = groups[0]?.site.name ?? 'the site';
  const attending = attention.length > 0 ? attention : free;
  const feeding = ffn.length > 0 ? ffn : attention.length > 0 ? free : [];
  if (attending.length === 0) return `no rack runs attention at ${site}`;
  if (feeding.length === 0) return `no rack runs the FFN at ${site}; give one the role ffn`;
  const prefilling = prefills.length > 0 ? prefills : attending;
  const mixed =
    oneKind(attending, 'run attention') ?? oneKind(feeding, 'run the FFN') ?? oneKind(prefilling, 'prefill');
  if (mixed) return mixed;
  const lead = partOf(attending);
  const prefill = partOf(prefilling);
  const shared = prefills.length === 0;
  const link = kvLinkBetween(prefill.device, lead.device, shared, totalOf(attending), calibration.links.networkSeconds);
  if (!link) return 'a rack has no published network card to hand KV over';
  const first = attending[0];
  return {
    ...lead,
    mode: 'attention-ffn',
    copies: first?.site.count ?? 1,
    roundTrips: first?.roundTrips ?? {},
    delays: first?.delays ?? {},
    prefill: { ...prefill, shared, link },
    ffn: partOf(feeding),
  };
};
