/** Words the panels share: verdicts, layouts, places, modes. */
import type { Evaluation, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { positionLabel } from '../../src/scenario/positions.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { LightState } from '../ui/light.tsx';

export const LIGHT_OF: Readonly<Record<string, LightState>> = {
  stable: 'met',
  backlogged: 'tight',
  overloaded: 'missed',
  idle: 'none',
  withheld: 'none',
};

/** `TP 8 · EP 64`: the factors above one; one accelerator where there are none. */
export const layoutWords = ({ tp, pp, attnDp, moeTp, ep }: GroupAnswer['layout']): string => {
  const parts = [
    ['TP', tp],
    ['PP', pp],
    ['attention DP', attnDp],
    ['EP', ep],
  ] as const;
  const shown = parts.filter(([, size]) => size > 1).map(([name, size]) => `${name} ${size}`);
  if (moeTp > 1 && moeTp !== tp) shown.push(`expert TP ${moeTp}`);
  return shown.join(' · ') || 'one accelerator';
};

/** "Ashburn A1–A3, Luleå B2": where the racks of a pool stand, runs folded. */
export const placesOf = (scenario: Scenario, evaluation: Evaluation | null, deploymentId: string): string => {
  const racks = evaluation?.racks.filter((rack) => rack.deploymentId === deploymentId) ?? [];
  const bySite = scenario.sites.flatMap((site, index) => {
    const positions = racks
      .filter((rack) => rack.siteId === site.id)
      .map((rack) => rack.position)
      .toSorted((a, b) => a - b);
    return positions.length === 0 ? [] : [`${site.name} ${runs(positions, index)}`];
  });
  return bySite.length > 0 ? bySite.join(', ') : 'no rack';
};

const runs = (positions: readonly number[], siteIndex: number): string => {
  const parts: string[] = [];
  let start = 0;
  positions.forEach((position, index) => {
    const next = positions[index + 1];
    if (next === position + 1) return;
    const from = positionLabel(siteIndex, positions[start] ?? position);
    const to = positionLabel(siteIndex, position);
    parts.push(from === to ? from : `${from}–${to}`);
    start = index + 1;
  });
  return parts.join(', ');
};
