/** Copper against optics for the links of a GB200, worked by hand; reach against what cables are sold with. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import type { Accelerator, System } from '../catalogue/figures.ts';
import { networkItem } from '../catalogue/schema.ts';
import { quantity } from '../units/quantity.ts';
import { linkPower, linksOfSystem, systemLinkPower, type LinkUse, type SystemLinks } from './link-power.ts';
import { MEDIA, OPTICS_PER_RACK } from './link-power-media.ts';

const { accelerators, systems, networks } = defaultCatalogue;

const found = (systemId: string): { accelerator: Accelerator; system: System } => {
  const system = systems[systemId];
  const accelerator = accelerators[system?.acceleratorId ?? ''];
  if (!system || !accelerator) throw new Error(`not in the catalogue: ${systemId}`);
  return { accelerator, system };
};

const linksOf = (systemId: string): SystemLinks => {
  const { accelerator, system } = found(systemId);
  return linksOfSystem(accelerator, system);
};

/** NVLink 5 of one accelerator to the switches of its rack: 900 GB/s = 7.2 Tbit/s. */
const nvlink: LinkUse = { rate: quantity<'B/s'>(900e9), ends: 2, span: 'rack' };

describe('7.2 Tbit/s to a switch in the rack', () => {
  test.each([
    // 7.2e12 bit/s · 1.5 pJ = 10.8 W an end.
    ['copper-dac', 'per bit', 21.6],
    // Nine ports of 800 Gbit/s at 15 W: 135 W an end.
    ['lpo', 'per port', 270],
    // Nine at 21 W, the middle of 17 and 25: 189 W an end.
    ['optic-pluggable', 'per port', 378],
    // 4.5 ports of 1.6 Tbit/s at 9 W: 40.5 W an end.
    ['optic-cpo', 'per port', 81],
  ] as const)('%s, %s: %f W', (medium, basis, watts) => {
    const power = linkPower(networks, medium, nvlink);
    expect(power.basis).toBe(basis);
    expect(power.watts).toBeCloseTo(watts, 9);
  });

  test('without a switch an accelerator answers for one end', () => {
    expect(linkPower(networks, 'optic-cpo', { ...nvlink, ends: 1 }).watts).toBeCloseTo(40.5, 9);
  });
});

describe('reach', () => {
  test('copper spans a rack and nothing more', () => {
    expect(linkPower(networks, 'copper-dac', nvlink)).toMatchObject({ reaches: true, reason: null });
    const row = linkPower(networks, 'copper-dac', { ...nvlink, span: 'row' });
    expect(row.reaches).toBe(false);
    expect(row.reason).toContain('reaches 3 m, a row needs 20 m');
  });

  test('pluggable modules cross a hall', () => {
    expect(linkPower(networks, 'optic-pluggable', { ...nvlink, span: 'hall' }).reaches).toBe(true);
  });

  test('where no reach is published, none is claimed', () => {
    const power = linkPower(networks, 'optic-cpo', { ...nvlink, span: 'row' });
    expect(power).toMatchObject({ reaches: null, reachMetres: null });
    expect(power.reason).toContain('not published');
  });

  test('a medium without figures has no watts and says why', () => {
    const power = linkPower({}, 'lpo', nvlink);
    expect(power).toMatchObject({ watts: null, basis: null });
    expect(power.reason).toContain('power per port and energy per bit are not published');
  });
});

describe('a system', () => {
  // Copper inside 21.6 W; beyond it 400 Gbit/s on half a pluggable port at each end: 0.5·21·2 = 21 W.
  test('GB200 with copper inside and modules beyond', () => {
    const power = systemLinkPower(networks, linksOf('gb200-nvl72'), {
      scaleUp: 'copper-dac',
      scaleOut: 'optic-pluggable',
    });
    expect(power.watts).toBeCloseTo(42.6, 9);
    expect(power.scaleUp?.reaches).toBe(true);
    expect(power.scaleOut?.reaches).toBe(true);
  });

  test('a domain of eight racks is beyond copper', () => {
    const { scaleUp } = linksOf('rubin-ultra-nvl576');
    expect(scaleUp?.span).toBe('row');
    expect(scaleUp && linkPower(networks, 'copper-dac', scaleUp).reaches).toBe(false);
    expect(linksOf('rubin-ultra-nvl576').scaleOut).toBeNull();
  });

  test('a torus has no switch at the far end, PCIe no links of its own', () => {
    expect(linksOf('tpu-v7-cube').scaleUp?.ends).toBe(1);
    expect(linksOf('l40s-8').scaleUp).toBeNull();
  });
});

/** A network as its file has it, with figures that the planner's figures leave out. */
const itemOf = (id: string) => {
  const { figures } = networkItem.parse(
    JSON.parse(readFileSync(new URL(`../catalogue/networks/${id}.json`, import.meta.url), 'utf8')),
  );
  return figures;
};

test('the figures kept here are those of the catalogue, and absent where it has none', () => {
  const [copper, lpo, pluggable, cpo] = ['copper-dac', 'lpo', 'optic-pluggable', 'optic-cpo'].map(itemOf);
  expect(MEDIA['copper-dac'].reachMetres).toEqual(copper?.reach?.value);
  expect(MEDIA['copper-dac'].joulesPerBit).toBeCloseTo(Number(copper?.energy?.value) * 1e-12, 18);
  expect(pluggable?.energy?.value).toEqual({ low: 18.75, high: 31.3 });
  expect(MEDIA['optic-pluggable'].joulesPerBit).toBeCloseTo(25.025e-12, 18);
  expect(MEDIA['optic-pluggable'].reachMetres?.high).toBe(pluggable?.reach?.value);
  expect(MEDIA['optic-cpo'].joulesPerBit).toBeCloseTo(Number(cpo?.energy?.value) * 1e-12, 18);
  expect([cpo?.reach, lpo?.reach, lpo?.energy]).toEqual([undefined, undefined, undefined]);
  expect([MEDIA['optic-cpo'].reachMetres, MEDIA.lpo.reachMetres, MEDIA.lpo.joulesPerBit]).toEqual([null, null, null]);
  expect(OPTICS_PER_RACK).toMatchObject(Object(itemOf('rack-optics-cost').price?.value));
});
