/**
 * Whether a system may stand on a position, and if not, by how much it misses: feed, heat to air and liquid, height, weight,
 * and the power of the site. A refusal forbids; a warning says what could not be checked.
 */
import type { Catalogue, System } from '../catalogue/figures.ts';
import type { Fact, Issue, IssueCode, Severity } from '../issues/issue.ts';
import { add, scale, type Watts } from '../units/quantity.ts';
import { heatOf, liquidShareOf } from './heat.ts';
import { occupancy, positionLabel, positionsOf, type Place, type Position, type Standing } from './positions.ts';
import { isCount } from './rack-groups.ts';
import type { Scenario, Site } from './schema.ts';
import { atMeter, provisionedPower, peakPueOf, type ProvisionedPower } from './site-power.ts';

/** Height left for systems in a 48 U rack after power shelves, switches and cabling: planning practice, estimate. */
export const USABLE_U = 40;
/** A rack sold as a whole brings its own frame; the frame that nodes stand in weighs about this much: estimate. */
export const EMPTY_RACK_KG = 150;
const WHOLE_RACK_U = 44;

export interface FittingPosition extends Place {
  readonly label: string;
  /** What could not be checked. */
  readonly warnings: readonly Issue[];
}

/** Everything about one site that the rules ask for, gathered once. */
interface Ground {
  readonly catalogue: Catalogue;
  readonly site: Site;
  readonly siteIndex: number;
  readonly positions: readonly Position[];
  readonly standing: ReadonlyMap<number, Standing>;
  readonly power: ProvisionedPower;
}

/** Issues of putting `count` systems on a position, on top of what stands there. `ignoring` is where they come from. */
export const placementRefusals = (
  catalogue: Catalogue,
  scenario: Scenario,
  systemId: string,
  siteId: string,
  position: number,
  count: number,
  ignoring?: Place,
): Issue[] => {
  const system = Object.hasOwn(catalogue.systems, systemId) ? catalogue.systems[systemId] : undefined;
  if (!system) return [unknown('system', systemId, `sites/${siteId}/positions/${position}`)];
  const ground = groundOf(catalogue, scenario, siteId, ignoring);
  if (!ground) return [unknown('site', siteId, `sites/${siteId}`)];
  return issuesOf(ground, system, position, count);
};

/** Whether any of the issues forbids. */
export const isRefused = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.severity === 'refusal');

/** Every position where the systems may stand, site by site, occupied ones of the same system included. */
export const fittingPositions = (
  catalogue: Catalogue,
  scenario: Scenario,
  systemId: string,
  count = 1,
  ignoring?: Place,
): FittingPosition[] => {
  const system = Object.hasOwn(catalogue.systems, systemId) ? catalogue.systems[systemId] : undefined;
  if (!system) return [];
  return scenario.sites.flatMap((site) => {
    const ground = groundOf(catalogue, scenario, site.id, ignoring);
    if (!ground) return [];
    return ground.positions.flatMap(({ index }) => {
      if (ignoring?.siteId === site.id && ignoring.position === index) return [];
      const warnings = issuesOf(ground, system, index, count);
      const label = positionLabel(ground.siteIndex, index);
      return isRefused(warnings) ? [] : [{ siteId: site.id, position: index, label, warnings }];
    });
  });
};

const groundOf = (catalogue: Catalogue, scenario: Scenario, siteId: string, ignoring?: Place): Ground | null => {
  const siteIndex = scenario.sites.findIndex((item) => item.id === siteId);
  const site = scenario.sites[siteIndex];
  if (!site) return null;
  const standing = occupancy(scenario, siteId);
  if (ignoring?.siteId === siteId) standing.delete(ignoring.position);
  const power = provisionedPower(catalogue, scenario, siteId, ignoring);
  return { catalogue, site, siteIndex, positions: positionsOf(site), standing, power };
};

const unknown = (kind: string, id: string, path: string): Issue => ({
  code: 'unknown-reference',
  severity: 'refusal',
  path,
  facts: { kind, id },
});

/** What one rule has to say; the ground adds the path and the names. */
interface Finding {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly facts: Readonly<Record<string, Fact>>;
}

const issuesOf = (ground: Ground, system: System, index: number, count: number): Issue[] => {
  const position = ground.positions[index];
  const label = positionLabel(ground.siteIndex, index);
  const names = { system: system.name, position: label, site: ground.site.name };
  const path = `sites/${ground.site.id}/positions/${index}`;
  const issue = (finding: Finding): Issue => ({ ...finding, path, facts: { ...names, ...finding.facts } });
  if (!position) {
    return [issue(refusal('position-unknown', { positions: ground.positions.length }))];
  }
  if (!isCount(count)) throw new Error(`placement: count ${count}`);
  const standing = ground.standing.get(index);
  if (standing && standing.systemId !== system.id) {
    const name = ground.catalogue.systems[standing.systemId]?.name ?? standing.systemId;
    return [issue(refusal('position-occupied', { standing: name }))];
  }
  const total = count + (standing?.count ?? 0);
  return [
    ...powerFindings(ground, system, position, total, count),
    ...heightFindings(ground, system, total),
    ...weightFindings(ground, system, total),
  ].map(issue);
};

const refusal = (code: IssueCode, facts: Finding['facts']): Finding => ({ code, severity: 'refusal', facts });
const warning = (code: IssueCode, facts: Finding['facts'] = {}): Finding => ({ code, severity: 'warning', facts });

/** Rounding of sums must not refuse what exactly fills a limit. */
const exceeds = (amount: number, limit: number): boolean => amount > limit * (1 + 1e-9);

const powerFindings = (ground: Ground, system: System, position: Position, total: number, added: number): Finding[] => {
  if (system.powerProvisioned === null) return [warning('no-power')];
  const power = scale(system.powerProvisioned, total);
  return [
    ...feedFindings(position, power, total),
    ...heatFindings(system, position, power),
    ...siteFindings(ground, system, scale(system.powerProvisioned, added)),
  ];
};

const feedFindings = (position: Position, provisionedWatts: Watts, count: number): Finding[] => {
  const feedWatts = add(position.airWatts, position.liquidWatts);
  const { liquidWatts } = position;
  return exceeds(provisionedWatts, feedWatts)
    ? [
        refusal('position-power', {
          count,
          provisionedWatts,
          feedWatts,
          liquidWatts,
          overWatts: provisionedWatts - feedWatts,
        }),
      ]
    : [];
};

const heatFindings = (system: System, position: Position, power: Watts): Finding[] => {
  const heat = heatOf(system, power, position.airWatts);
  const findings: Finding[] = [];
  if (exceeds(heat.liquid, position.liquidWatts)) {
    const overWatts = heat.liquid - position.liquidWatts;
    const liquidShare = power === 0 ? 0 : heat.liquid / power;
    findings.push(
      refusal('position-liquid', { heatWatts: heat.liquid, limitWatts: position.liquidWatts, overWatts, liquidShare }),
    );
  }
  if (exceeds(heat.air, position.airWatts)) {
    const overWatts = heat.air - position.airWatts;
    findings.push(refusal('position-air', { heatWatts: heat.air, limitWatts: position.airWatts, overWatts }));
  }
  if (!heat.known) {
    findings.push(warning('position-cooling-unknown', { provisionedWatts: power, airWatts: position.airWatts }));
  }
  return findings;
};

const siteFindings = (ground: Ground, system: System, added: Watts): Finding[] => {
  const share = liquidShareOf(system) ?? 0;
  const power = { it: add(ground.power.it, added), liquid: add(ground.power.liquid, scale(added, share)) };
  const pue = peakPueOf(ground.catalogue, ground.site, power);
  if (pue === null) return [warning('unknown-reference', { kind: 'region', id: ground.site.regionId })];
  const meterWatts = atMeter(power, pue);
  const capWatts = ground.site.powerCapWatts;
  return exceeds(meterWatts, capWatts)
    ? [
        refusal('site-power', {
          provisionedWatts: power.it,
          pue,
          meterWatts,
          capWatts,
          overWatts: meterWatts - capWatts,
        }),
      ]
    : [];
};

/** A rack sold whole, or as tall as one, takes the position; nodes share its usable height. */
const isWholeRack = (system: System): boolean =>
  system.kind === 'rack' || system.kind === 'pod' || (system.heightU !== null && system.heightU >= WHOLE_RACK_U);

const heightFindings = (ground: Ground, system: System, total: number): Finding[] => {
  if (ground.site.ownership === 'cloud') return []; // The provider's racks: their height is not ours to plan.
  if (isWholeRack(system)) {
    return total > 1 ? [refusal('position-height', { wholeRack: 1, count: total })] : [];
  }
  if (system.heightU === null) return [warning('height-unknown', { usableU: USABLE_U })];
  const heightU = system.heightU * total;
  return exceeds(heightU, USABLE_U)
    ? [refusal('position-height', { count: total, heightU, usableU: USABLE_U, overU: heightU - USABLE_U })]
    : [];
};

const weightFindings = (ground: Ground, system: System, total: number): Finding[] => {
  if (ground.site.ownership === 'cloud') return [];
  const limitKg = ground.site.floorLoadKgPerPosition;
  if (system.weightKg === null) return [warning('weight-unknown', { limitKg })];
  const emptyRackKg = isWholeRack(system) ? 0 : EMPTY_RACK_KG;
  const weightKg = system.weightKg * total + emptyRackKg;
  return exceeds(weightKg, limitKg)
    ? [refusal('position-weight', { weightKg, limitKg, overKg: weightKg - limitKg, emptyRackKg })]
    : [];
};
