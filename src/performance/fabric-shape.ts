/**
 * Shapes of the scale-up fabrics that have one: axes of every torus, and what the catalogue states in words only. One line per part,
 * with the source, until the catalogue carries these as figures of their own.
 */
import type { Accelerator, System } from '../catalogue/figures.ts';
import { partOf, sizeOf, type Torus } from './fabric-torus.ts';

const flat = (sizes: readonly number[], cubeEdge: number | null = null): Torus => ({
  levels: [sizes.map((size) => ({ size, closesAt: size, share: 1 / sizes.length }))],
  cubeEdge,
});

/** Whole machines. Links of all axes are alike unless said otherwise. */
const TORI: Readonly<Record<string, Torus>> = {
  // Pods of 16×16; only an axis of all 16 closes ("How to Scale Your Model", TPU networking; catalogue text "2D torus, up to 16x16").
  'tpu-v5e': flat([16, 16]),
  'tpu-v6e': flat([16, 16]),
  // Pod 16×20×28 (catalogue text); "all 4x4x4 and larger slices have full 3D torus" (Cloud TPU documentation, v5p).
  'tpu-v5p': flat([16, 20, 28], 4),
  // 9,216 chips in cubes of 4×4×4 behind optical switches; of their arrangements the one nearest to a cube. No pod shape is published.
  'tpu-v7': flat([16, 24, 24], 4),
  // 4×4 torus of a trn1.32xlarge (AWS Neuron documentation; earlier editions call the same graph a hypercube).
  trn1: flat([4, 4]),
  // 4×4 torus of a node at 512 of the 640 GB/s, a ring over the four nodes of an UltraServer at 128 (AWS Neuron documentation).
  trn2: {
    levels: [
      [
        { size: 4, closesAt: 4, share: 0.4 },
        { size: 4, closesAt: 4, share: 0.4 },
      ],
      [{ size: 4, closesAt: 4, share: 0.2 }],
    ],
    cubeEdge: null,
  },
  // Ring of the twelve chips of an inf2.48xlarge (AWS Neuron documentation).
  inferentia2: flat([12]),
};

/** The torus of a domain; null where the fabric is none, or no shape is published. */
export const torusOf = (accelerator: Accelerator, domain: number): Torus | null => {
  const whole = accelerator.scaleUpTopology === 'torus' ? TORI[accelerator.id] : undefined;
  return whole && domain > 1 && domain <= sizeOf(whole) ? partOf(whole, domain) : null;
};

/** Domains that a system states in its description only: eight racks of 72 as one ("two-layer all-to-all"). */
const DOMAINS: Readonly<Record<string, number>> = { 'rubin-ultra-nvl576': 576 };

/** Accelerators of one domain of a system, at least one and at most all of them. */
export const domainOf = (accelerator: Accelerator, system: System): number => {
  const stated = system.scaleUpDomain ?? DOMAINS[system.id] ?? accelerator.scaleUpDomain ?? 1;
  return Math.max(1, Math.min(stated, Math.max(1, system.accelerators)));
};

/** Levels of switches of a domain, smallest group first, where more than one is published. */
export const SWITCH_LEVELS: Readonly<Record<string, readonly number[]>> = {
  'rubin-ultra-nvl576': [72, 8],
  // 36 servers of four behind a first switch, joined by two of a second level (AWS Neuron documentation, Trn3 architecture).
  'trn3-ultraserver-gen2': [4, 36],
};

/** Ports that stay inside the node where the scale-up figure counts all: 21 of 24 of a Gaudi 3 (catalogue text). */
const INSIDE: Readonly<Record<string, number>> = { gaudi3: 21 / 24 };

/** Share of the published scale-up rate that serves the domain. */
export const insideShare = ({ id }: Accelerator): number => INSIDE[id] ?? 1;
