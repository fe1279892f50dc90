import { describe, expect, it } from 'vitest';
import type { Accelerator, PowerFigures, System } from '../catalogue/figures.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { quantity } from '../units/quantity.ts';
import { IDLE, type Activity } from './accelerator-power.ts';
import { groupPower, type PoweredGroup } from './system-power.ts';

const band = (low: number, base: number, high: number) => ({ low, base, high });
const watts = (value: number) => quantity<'J/s'>(value);

const figures: PowerFigures = {
  operatorClassShare: {},
  idleWatts: { 'b200-sxm': 194, gb200: 200 },
  constantShare: { idle: band(0.1, 0.15, 0.25), decode: band(0.35, 0.6, 0.85), prefill: band(0.7, 0.9, 1) },
  nodeOverheadPerAccelerator: {
    nvl72: band(250, 400, 467),
    b200Node: band(200, 300, 362.5),
    h100Node: band(150, 300, 350),
  },
  overheadLoadShare: band(0.6, 0.8, 1),
  pueSwing: {
    air: { day: band(0, 0.1, 0.2), season: band(0, 0.2, 0.4) },
    liquid: { day: band(0, 0, 0.1), season: band(0, 0.1, 0.2) },
  },
  ownSupply: defaultCatalogue.power.ownSupply,
  clockExponent: band(2, 3, 3),
  voltageFloorClockShare: band(0.4, 0.5, 0.6),
  embodiedKgPerAccelerator: {},
};

const accelerator = (id: string, boardPower: number, idlePower: number | null = null): Accelerator => ({
  id,
  name: id,
  vendor: 'v',
  kind: 'gpu',
  status: 'shipping',
  memoryType: null,
  memoryCapacity: null,
  memoryBandwidth: null,
  densePeak: {},
  scaleUpPerDirection: null,
  scaleUpPairPerDirection: null,
  scaleUpDomain: null,
  scaleUpTopology: 'switched',
  scaleOutPerDirection: null,
  hostLinkPerDirection: null,
  boardPower: watts(boardPower),
  idlePower: idlePower === null ? null : watts(idlePower),
  capex: null,
  confidence: { memory: null, bandwidth: null, compute: null, power: null },
});

const node: System = {
  id: 'dgx-b200-8',
  name: 'node',
  vendor: 'v',
  kind: 'node',
  status: 'shipping',
  acceleratorId: 'b200-sxm',
  accelerators: 8,
  scaleUpDomain: 8,
  computeTrays: null,
  switchTrays: null,
  memoryTotal: null,
  hostDram: null,
  localNvme: null,
  cpuCores: null,
  store: null,
  scaleOutTotalPerDirection: null,
  powerTypical: watts(11_500),
  powerNameplate: watts(14_300),
  powerProvisioned: watts(14_300),
  powerIdle: null,
  cooling: 'air',
  liquidShare: 0,
  heightU: null,
  weightKg: null,
  unitsPer40kwRack: null,
  capex: null,
  rentalPerAcceleratorHour: null,
  cloudOnly: false,
  leadTimeWeeks: null,
  confidence: { power: null, price: null, weight: null },
};

/** Far beyond what the board allows: every part is held at its limit. */
const atLimit: Activity = { busyShare: 1, use: { kernelShare: 1, memoryShare: 1e3, computeShare: 1 } };
const group: PoweredGroup = {
  system: node,
  accelerator: accelerator('b200-sxm', 1_000),
  figures,
  systems: 1,
  activeAccelerators: 8,
  activity: atLimit,
};

describe('groupPower', () => {
  it('meets the wall meter of MLPerf v5.1 with 8 B200 at their limit', () => {
    // 8 · (1,000 + 300) = 10,400 W; Lenovo SR680a V3 metered 10,401 to 10,442 W
    expect(groupPower(group)).toEqual({ watts: expect.closeTo(10_400, 3), rank: 'metered' });
  });

  it('idles with most of the chassis still running', () => {
    // 8 · (194 + 0.8 · 300) = 3,472 W
    expect(groupPower({ ...group, activity: IDLE })?.watts).toBeCloseTo(3_472, 9);
  });

  it('counts accelerators outside every instance as idle', () => {
    // 4 · 1,000 + 4 · 194 + 8 · (240 + 0.5 · 60) = 6,936 W
    expect(groupPower({ ...group, activeAccelerators: 4 })?.watts).toBeCloseTo(6_936, 3);
    expect(() => groupPower({ ...group, activeAccelerators: 9 })).toThrow('9 of 8');
  });

  it('takes the overhead of an NVL72 rack, at most what its nameplate leaves', () => {
    const rack: System = {
      ...node,
      kind: 'rack',
      accelerators: 72,
      scaleUpDomain: 72,
      powerNameplate: watts(132_000),
    };
    const gb200 = accelerator('gb200', 1_200);
    const loaded = { ...group, system: rack, accelerator: gb200, systems: 2, activeAccelerators: 144 };
    // 1,200 + 400 = 1,600 W each, 144 of them
    expect(groupPower(loaded)?.watts).toBeCloseTo(144 * 1_600, 2);
    // a nameplate of 100 kW leaves 188.9 W beside each 1,200 W board
    const tight = { ...loaded, system: { ...rack, powerNameplate: watts(100_000) } };
    expect(groupPower(tight)?.watts).toBeCloseTo(144 * (1_200 + (100_000 - 86_400) / 72), 2);
  });

  it('starts from the published idle power where there is one', () => {
    // rtx-pro-8: 1.0 kW idle, of it 8 · 35 W cards; 6.5 kW nameplate leaves 212.5 W beside each 600 W card
    const system: System = { ...node, powerNameplate: watts(6_500), powerIdle: watts(1_000) };
    const card = { ...group, system, accelerator: accelerator('rtx-pro-6000-se', 600, 35) };
    expect(groupPower({ ...card, activity: IDLE })?.watts).toBeCloseTo(1_000, 9);
    expect(groupPower(card)?.watts).toBeCloseTo(8 * (600 + 212.5), 3);
  });

  it('draws typical power for storage, and has no answer without any figure', () => {
    const storage: System = {
      ...node,
      kind: 'storage',
      accelerators: 0,
      acceleratorId: null,
      powerTypical: watts(900),
    };
    const idleGroup = { ...group, accelerator: null, systems: 3, activeAccelerators: 0 };
    expect(groupPower({ ...idleGroup, system: storage })).toEqual({ watts: 2_700, rank: 'typical' });
    const unknown = { ...storage, powerTypical: null, powerNameplate: null };
    expect(groupPower({ ...idleGroup, system: unknown })).toBeNull();
  });

  it('is additive over systems', () => {
    const one = groupPower({ ...group, activity: { ...atLimit, busyShare: 0.37 } });
    const seven = groupPower({
      ...group,
      systems: 7,
      activeAccelerators: 56,
      activity: { ...atLimit, busyShare: 0.37 },
    });
    expect(seven?.watts).toBeCloseTo(7 * (one?.watts ?? NaN), 6);
  });
});
