/**
 * The fabric of a system in words and in the figures that decide a layout: its domain, the links of an accelerator, the bandwidth
 * through its middle, and what lies behind it.
 */
import type { System } from '../catalogue/figures.ts';
import { bandwidth, text } from '../units/format.ts';
import { quantity, type BytesPerSecond } from '../units/quantity.ts';
import { significant } from '../units/significant.ts';
import type { Device } from './device.ts';
import { SWITCH_LEVELS } from './fabric-shape.ts';
import { blockOf, linksOf, type Block, type Extent } from './fabric-torus.ts';

export interface Fabric {
  /** Accelerators of one domain. */
  readonly domain: number;
  /** As "4×4×4 torus with wrap-around" or "switched, 72". */
  readonly words: string;
  /** Links of one accelerator to its neighbours; null on a switch, where the catalogue counts no lanes. */
  readonly links: number | null;
  /** All links of one accelerator, and those to one neighbour or peer; one direction. */
  readonly scaleUp: BytesPerSecond;
  readonly pair: BytesPerSecond;
  /** What the links of one accelerator carry together in a ring collective over the whole domain, one direction. Eq. O6 */
  readonly inside: BytesPerSecond;
  /** One direction, between two halves of the domain along its narrowest cut; null where no wiring is published. */
  readonly bisection: BytesPerSecond | null;
  /** Network card of one accelerator behind the domain; null where none is published. */
  readonly scaleOut: BytesPerSecond | null;
  /** Rate inside ÷ rate beyond; null without a card. */
  readonly drop: number | null;
  readonly dropWords: string;
  /** What is not published and what stands in for it. */
  readonly assumed: readonly string[];
}

export const fabricOf = (device: Device, system: System): Fabric => {
  const block = device.torus && device.domain > 1 ? blockOf(device.torus, device.domain) : null;
  const levels = SWITCH_LEVELS[system.id] ?? [device.domain];
  const scaleOut = device.scaleOut > 0 ? device.scaleOut : null;
  const inside = quantity<'B/s'>(
    device.torus && device.domain > 1
      ? device.scaleUp * linksOf(device.torus, device.domain).reduceShare
      : device.scaleUp,
  );
  const drop = scaleOut === null || device.domain <= 1 ? null : inside / scaleOut;
  return {
    domain: device.domain,
    words: wordsOf(device, block, levels),
    links: linksEach(device, block),
    scaleUp: device.scaleUp,
    pair: device.scaleUpPair,
    inside,
    bisection: bisectionOf(device, block, levels),
    scaleOut,
    drop,
    dropWords: dropWords(inside, scaleOut, drop),
    assumed: assumptions(device, levels),
  };
};

const wordsOf = (device: Device, block: Block | null, levels: readonly number[]): string => {
  if (device.domain <= 1) return 'one accelerator, no domain';
  if (block) return torusWords(block);
  switch (device.topology) {
    case 'switched':
      return levels.length > 1 ? `switched in two levels, ${levels.join(' × ')}` : `switched, ${device.domain}`;
    case 'full-mesh':
      return `full mesh of ${device.domain}`;
    case 'none':
      return `${device.domain} over PCIe, no fabric`;
    case 'torus':
    case 'hybrid':
      return `${device.domain} over direct links, wiring not published`;
  }
};

const torusWords = (block: Block): string => {
  const words = block
    .map((extents) => extents.filter(({ length }) => length > 1))
    .filter((extents) => extents.length > 0)
    .map(levelWords);
  return words.join(', joined by a ');
};

const levelWords = (extents: readonly Extent[]): string => {
  const dims = extents.map(({ length }) => length).join('×');
  const rings = extents.filter(({ ring }) => ring);
  if (extents.length === 1) return rings.length === 1 ? `ring of ${dims}` : `line of ${dims}`;
  if (rings.length === extents.length) return `${dims} torus with wrap-around`;
  if (rings.length === 0) return `${dims} mesh without wrap-around`;
  return `${dims} torus, wrap-around along ${rings.map(({ length }) => length).join(' and ')} only`;
};

const linksEach = (device: Device, block: Block | null): number | null => {
  if (device.domain <= 1) return 0;
  if (device.topology === 'full-mesh') return device.domain - 1;
  if (!block) return null;
  // The accelerators in the middle of an open axis have two; of an axis of two, each has one.
  const each = block.flat().map(({ length, ring }) => (ring || length > 2 ? 2 : length - 1));
  return each.reduce((total, links) => total + links, 0);
};

const bisectionOf = (device: Device, block: Block | null, levels: readonly number[]): BytesPerSecond | null => {
  const { domain, scaleUp, scaleUpPair, topology } = device;
  const half = Math.floor(domain / 2);
  if (domain <= 1 || device.oneLink) return null;
  if (topology === 'full-mesh') return quantity<'B/s'>(half * (domain - half) * scaleUpPair);
  if (topology === 'switched') return levels.length > 1 ? null : quantity<'B/s'>(half * scaleUp);
  if (!block) return null;
  const cuts = block
    .flat()
    .filter(({ length }) => length > 1)
    .map(({ length, ring, share }) => (domain / length) * (ring ? 2 : 1) * (share / 2) * scaleUp);
  return quantity<'B/s'>(Math.min(...cuts));
};

const dropWords = (inside: BytesPerSecond, scaleOut: BytesPerSecond | null, drop: number | null): string => {
  if (scaleOut === null) return 'no network card published: nothing may leave the domain';
  const beyond = text(bandwidth(scaleOut));
  if (drop === null) return `${beyond} to the network`;
  return `${significant(drop)}-fold drop: ${text(bandwidth(inside))} inside, ${beyond} beyond`;
};

const assumptions = (device: Device, levels: readonly number[]): string[] => {
  const assumed: string[] = [];
  if (device.domain > 1 && device.oneLink && device.topology !== 'none')
    assumed.push('the rate of the fabric is not published: the host link, else the network card, stands in for it');
  if (levels.length > 1)
    assumed.push('the rate of the second level of switches is not published: taken as that of the first');
  if (device.domain > 1 && !device.torus && (device.topology === 'torus' || device.topology === 'hybrid'))
    assumed.push('the wiring is not published: every rank at its full rate, with hops as across a square');
  if (device.domain > 1 && device.torus?.cubeEdge && device.domain > device.torus.cubeEdge ** 3)
    assumed.push('slices beyond one cube take the arrangement of whole cubes nearest to a cube');
  return assumed;
};
