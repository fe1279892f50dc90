/**
 * Copper against optics: what the links of an accelerator draw on a medium, and whether it reaches as far as they go. What the catalogue
 * does not know is null and says so.
 */
import type { Accelerator, Network, System } from '../catalogue/figures.ts';
import { add, quantity, type BytesPerSecond, type Watts } from '../units/quantity.ts';
import { MEDIA, type Medium, type MediumId, type Range } from './link-power-media.ts';

/** How far a link goes. */
export type Span = 'rack' | 'row' | 'hall';

/** Cable from end to end with its slack: within a rack, along a row of racks, across a hall. */
export const SPAN_METRES: Readonly<Record<Span, number>> = { rack: 2, row: 20, hall: 100 };

/** Links of one accelerator at one level of a fabric. */
export interface LinkUse {
  /** All of them together, one direction. */
  readonly rate: BytesPerSecond;
  /** Ends that one accelerator answers for: two with a switch at the far end, one where the far end is another accelerator. */
  readonly ends: 1 | 2;
  readonly span: Span;
}

export interface LinkPower {
  readonly medium: string;
  /** Per accelerator; null where neither port nor bit has a figure. */
  readonly watts: Watts | null;
  readonly basis: 'per port' | 'per bit' | null;
  readonly reachMetres: Range | null;
  /** Whether it spans the distance; null where the reach is not published. */
  readonly reaches: boolean | null;
  /** Why not, or what is not known. */
  readonly reason: string | null;
}

type Networks = Readonly<Record<string, Network>>;

const BITS = 8;

/** Power and reach of one level of links on a medium. Port rates fill before the next port is counted in part: shares of ports are shared. */
export const linkPower = (networks: Networks, id: MediumId, { rate, ends, span }: LinkUse): LinkPower => {
  const network = networks[id];
  const medium = MEDIA[id];
  const { watts, basis } = drawn(network, medium, rate);
  const { reaches, reason } = reachOf(network?.name ?? id, medium, span);
  return {
    medium: network?.name ?? id,
    watts: watts === null ? null : quantity<'J/s'>(watts * ends),
    basis,
    reachMetres: medium.reachMetres,
    reaches,
    reason:
      [reason, basis === null ? 'power per port and energy per bit are not published' : null]
        .filter((part) => part !== null)
        .join('; ') || null,
  };
};

/** Watts of one end: of the ports that carry the rate, else of its bits. */
const drawn = (
  network: Network | undefined,
  { joulesPerBit }: Medium,
  rate: BytesPerSecond,
): { watts: number | null; basis: LinkPower['basis'] } => {
  if (network?.portRate && network.wattsPerPort !== null)
    return { watts: (rate / network.portRate) * network.wattsPerPort, basis: 'per port' };
  if (joulesPerBit !== null) return { watts: rate * BITS * joulesPerBit, basis: 'per bit' };
  return { watts: null, basis: null };
};

const reachOf = (name: string, { reachMetres }: Medium, span: Span): Pick<LinkPower, 'reaches' | 'reason'> => {
  const needed = SPAN_METRES[span];
  if (reachMetres === null) return { reaches: null, reason: `reach of ${name} is not published` };
  if (reachMetres.high >= needed) return { reaches: true, reason: null };
  return { reaches: false, reason: `${name} reaches ${reachMetres.high} m, a ${span} needs ${needed} m` };
};

export interface SystemLinks {
  /** Null where no rate is published. */
  readonly scaleUp: LinkUse | null;
  /** From the card to the first switch; every further tier of switches takes as much again. */
  readonly scaleOut: LinkUse | null;
}

/** Links of a system as its catalogue record has them: a domain of more than one rack runs along a row, cards across the hall. */
export const linksOfSystem = (accelerator: Accelerator, system: System): SystemLinks => {
  const { scaleUpPerDirection: inside, scaleOutPerDirection: card, scaleUpTopology: topology } = accelerator;
  const ends = topology === 'switched' ? 2 : 1;
  const span = system.kind === 'pod' ? 'row' : 'rack';
  return {
    scaleUp: inside === null || topology === 'none' ? null : { rate: inside, ends, span },
    scaleOut: card === null ? null : { rate: card, ends: 2, span: 'hall' },
  };
};

export interface SystemLinkPower {
  readonly scaleUp: LinkPower | null;
  readonly scaleOut: LinkPower | null;
  /** Both together, per accelerator; null while a part that exists has no figure. */
  readonly watts: Watts | null;
}

export const systemLinkPower = (
  networks: Networks,
  links: SystemLinks,
  media: { readonly scaleUp: MediumId; readonly scaleOut: MediumId },
): SystemLinkPower => {
  const scaleUp = links.scaleUp && linkPower(networks, media.scaleUp, links.scaleUp);
  const scaleOut = links.scaleOut && linkPower(networks, media.scaleOut, links.scaleOut);
  const parts = [scaleUp, scaleOut].filter((part) => part !== null).map(({ watts }) => watts);
  const known = parts.filter((watts) => watts !== null);
  return { scaleUp, scaleOut, watts: known.length === parts.length && known.length > 0 ? add(...known) : null };
};
