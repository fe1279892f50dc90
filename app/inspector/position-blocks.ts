/** Changing the blocks of positions of a site, and why a change is refused: racks keep their place, so none may lose or shift it. */
import { occupancy, positionLabel } from '../../src/scenario/positions.ts';
import { LIMITS, type Scenario, type Site } from '../../src/scenario/schema.ts';

export type Block = Site['positions'][number];

/**
 * Why block `index` may not have `count` positions (0: the block goes); null when it may. Racks are kept by the number of their
 * position, so one that stands behind a changed block would find itself on another kind of position.
 */
export const blockRefusal = (scenario: Scenario, siteId: string, index: number, count: number): string | null => {
  const siteIndex = scenario.sites.findIndex((site) => site.id === siteId);
  const site = scenario.sites[siteIndex];
  const block = site?.positions[index];
  if (!site || !block) return 'There is no such block.';
  if (count === block.count) return null;
  const total = site.positions.reduce((sum, one) => sum + one.count, 0) - block.count + count;
  if (total < 1) return 'A site keeps at least one position.';
  if (total > LIMITS.positionsPerSite) return `A site has at most ${LIMITS.positionsPerSite} positions.`;
  const start = site.positions.slice(0, index).reduce((sum, one) => sum + one.count, 0);
  const kept = start + Math.min(count, block.count);
  const inTheWay = [...occupancy(scenario, siteId).keys()]
    .filter((position) => position >= kept)
    .toSorted((a, b) => a - b);
  const [first] = inTheWay;
  if (first === undefined) return null;
  const label = positionLabel(siteIndex, first);
  const more = inTheWay.length > 1 ? ` and ${inTheWay.length - 1} more` : '';
  return first < start + block.count
    ? `${label}${more} would go with a rack on it. Move the rack first.`
    : `The rack at ${label}${more} would shift to another position. Move it first, or change the last block.`;
};

/** The blocks with one of them changed; a count of 0 takes it away. */
export const changedBlocks = (blocks: readonly Block[], index: number, change: Partial<Block>): Block[] =>
  blocks.flatMap((block, at) => {
    const next = at === index ? { ...block, ...change } : block;
    return next.count === 0 ? [] : [next];
  });
