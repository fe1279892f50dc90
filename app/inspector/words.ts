/** Words the panels share: verdicts, layouts, places, modes. */
import type { Evaluation, GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { Band, Basis, Trust } from '../../src/calibration/trust.ts';
import { positionLabel } from '../../src/scenario/positions.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { EN_DASH, TIMES } from '../../src/units/format.ts';
import { significant, whole } from '../../src/units/significant.ts';
import type { LightState } from '../ui/light.tsx';

export const LIGHT_OF: Readonly<Record<string, LightState>> = {
  stable: 'met',
  backlogged: 'tight',
  overloaded: 'missed',
  idle: 'none',
  withheld: 'none',
};

/** How a layout came about: fixed by the person, the best of those tried, or the one used before while the search is under way. */
export const layoutOrigin = ({
  layoutChosen,
  layoutsTried,
}: Pick<GroupAnswer, 'layoutChosen' | 'layoutsTried'>): string => {
  switch (layoutChosen) {
    case 'fixed':
      return 'fixed by you';
    case 'previous':
      return 'provisional: the layout used before, search under way';
    case 'searched':
      return `best of ${whole(layoutsTried)} layouts tried`;
  }
};

/** What is wrong with the five numbers of a layout by themselves; null when they agree. */
export const layoutFlaw = ({ tp, attnDp, moeTp, ep }: GroupAnswer['layout']): string | null =>
  moeTp * ep === tp * attnDp
    ? null
    : `Expert TP × EP is ${whole(moeTp * ep)}; it must be TP × DP-attention, ${whole(tp * attnDp)}.`;

/** How far the answers of a pool may be trusted, in one line. The band is measured ÷ predicted. */
export const trustLine = (trust: Trust | null): string => {
  if (trust === null) return 'withheld: there is no answer to trust';
  const { tier, tpot, ttft, basis } = trust;
  const times = ({ low, high }: Band): string => `${significant(low)}${EN_DASH}${significant(high)} ${TIMES}`;
  return `${tier}: from ${BASIS_WORDS[basis]}; 4 of 5 measured runs lay within ${times(tpot)} of the time per token and ${times(ttft)} of the time to the first token`;
};

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  combination: 'measured operators and published runs of this model, accelerator and engine',
  model: 'measured operators and published runs of this model elsewhere',
  operators: 'measured operators; no published run of this model',
  datasheet: 'the datasheet and typical efficiencies; this accelerator or this kind of attention was not measured',
};

/** An id of a day shape in words, until its published name is here: `azure-2024-code` is "Azure 2024 code". */
export const shapeWords = (id: string): string => {
  return capital(id.replaceAll('-', ' '));
};

const MAKER = /^(DeepSeek|NVIDIA|Mistral|Meta)[- ]/;

/** A shorter name where the whole one does not fit: without brackets, without the alias after a slash, without the maker's prefix. */
export const shortName = (name: string, limit = 22): string => {
  const steps = [/ *\([^)]*\)/g, /^DGX \/ /, /, \d+ GPUs$/, / +\/ .*$/, / +(Instruct|Preview)$/, MAKER];
  return steps.reduce((text, step) => (text.length > limit ? text.replace(step, '') : text), name);
};

/** "Ashburn A1–A3, Luleå B2": where the racks of a pool stand, runs folded. */
export const placesOf = (scenario: Scenario, evaluation: Evaluation | null, deploymentId: string): string => {
  const racks = evaluation?.racks.filter((rack) => rack.deploymentId === deploymentId) ?? [];
  const bySite = scenario.sites.flatMap((site, index) => {
    const positions = racks
      .filter((rack) => rack.siteId === site.id)
      .map((rack) => rack.position)
      .toSorted((a, b) => a - b);
    return positions.length === 0 ? [] : [`${site.name} ${positionRuns(positions, index)}`];
  });
  return bySite.length > 0 ? bySite.join(', ') : 'no rack';
};

/** "A1–A3, A7": positions of one site, ascending, runs folded. */
export const positionRuns = (positions: readonly number[], siteIndex: number): string => {
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

/** With a capital letter, as a sentence begins. */
export const capital = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}`;
