/** Ladders of real systems, worked by hand, and what lacks a figure. Eq. K4 */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue as catalogue } from '../catalogue/default-catalogue.ts';
import type { Accelerator, System } from '../catalogue/figures.ts';
import { quantity } from '../units/quantity.ts';
import { kvLadderOf, type KvTierQuestion } from './kv-tiers.ts';

const systemOf = (id: string): System => {
  const system = catalogue.systems[id];
  if (!system) throw new Error(`no system ${id}`);
  return system;
};

const acceleratorOf = (system: System): Accelerator => {
  const accelerator = catalogue.accelerators[system.acceleratorId ?? ''];
  if (!accelerator) throw new Error(`no accelerator of ${system.id}`);
  return accelerator;
};

const ask = (systemId: string, changes: Partial<KvTierQuestion> = {}): KvTierQuestion => {
  const system = systemOf(systemId);
  const accelerator = acceleratorOf(system);
  return {
    system,
    accelerator,
    scaleOut: accelerator.scaleOutPerDirection ?? quantity<'B/s'>(0),
    accelerators: 8,
    acceleratorsPerSequence: 8,
    use: { host: true, localNvme: true, racks: true },
    stores: [],
    memoryTiers: catalogue.memoryTiers,
    ...changes,
  };
};

const cmx = (share = 1, systems = 16): KvTierQuestion['stores'][number] => ({
  id: 'cmx',
  system: systemOf('cmx-icms'),
  systems,
  share,
});

describe('an HGX H100 node with a CMX rack of 16', () => {
  const { tiers, missing } = kvLadderOf(ask('hgx-h100-8', { stores: [cmx()] }));
  const tier = (id: string) => tiers.find((one) => one.id === id);

  test('reaches the rack through its network cards, the host through PCIe, its drives last', () => {
    expect(missing).toEqual([]);
    expect(tiers.map(({ id }) => id)).toEqual(['host', 'cmx', 'local-nvme']);
  });

  // 2 TB · 0.8; 8 · 64 GB/s · 0.71 = 363.5 GB/s.
  test('has 1.6 TB of its host at 364 GB/s', () => {
    expect(tier('host')).toMatchObject({ kind: 'host', link: 'pcie', slowest: 'link' });
    expect(tier('host')?.bytes).toBeCloseTo(1.6e12, -6);
    expect(tier('host')?.bandwidth).toBeCloseTo(363.5e9, -8);
  });

  // 16 · 150 TB; 16 · 400 GB/s against 8 cards of 50 GB/s · 0.71 = 284 GB/s.
  test('has 2.4 PB of flash at the rate of its cards', () => {
    expect(tier('cmx')).toMatchObject({ kind: 'storage-rack', link: 'network', slowest: 'link', latency: 2e-4 });
    expect(tier('cmx')?.bytes).toBeCloseTo(2.4e15, -9);
    expect(tier('cmx')?.bandwidth).toBeCloseTo(284e9, -8);
  });

  // 30.72 TB are 8 drives: 8 · 9.75 GB/s · 0.5 = 39 GB/s.
  test('has its drives at 39 GB/s', () => {
    expect(tier('local-nvme')?.bytes).toBeCloseTo(30.72e12, -6);
    expect(tier('local-nvme')).toMatchObject({ slowest: 'tier' });
    expect(tier('local-nvme')?.bandwidth).toBeCloseTo(39e9, -6);
  });
});

describe('shares', () => {
  test('of a rack: a tenth of one node is slower than the cards', () => {
    const [tier] = kvLadderOf(
      ask('hgx-h100-8', { stores: [cmx(0.1, 1)], use: { host: false, localNvme: false, racks: true } }),
    ).tiers;
    expect(tier).toMatchObject({ slowest: 'tier' });
    expect(tier?.bandwidth).toBeCloseTo(40e9, -6);
    expect(tier?.bytes).toBeCloseTo(15e12, -6);
  });

  test('of a sequence: only the accelerators that hold it read for it', () => {
    const [tier] = kvLadderOf(ask('hgx-h100-8', { acceleratorsPerSequence: 1 })).tiers;
    expect(tier?.readBandwidth).toBeCloseTo((tier?.bandwidth ?? 0) / 8, 0);
  });

  // 17.28 TB ÷ 72 · 0.8 = 192 GB each; 225 GB/s · 0.71 each over the chip link.
  test('of a GB200 NVL72: 8 accelerators have 1.5 TB over the chip link', () => {
    const [tier] = kvLadderOf(ask('gb200-nvl72', { use: { host: true, localNvme: false, racks: false } })).tiers;
    expect(tier).toMatchObject({ link: 'chip-to-chip', latency: 1e-6 });
    expect(tier?.bytes).toBeCloseTo(8 * 192e9, -6);
    expect(tier?.bandwidth).toBeCloseTo(8 * 159.75e9, -6);
  });
});

describe('what nobody published', () => {
  test('is named, not filled in', () => {
    const stx = { id: 'stx', system: systemOf('stx-storage'), systems: 1, share: 1 };
    expect(kvLadderOf(ask('hgx-h100-8', { stores: [stx] })).missing).toEqual([{ id: 'stx', missing: 'capacity' }]);
    expect(kvLadderOf(ask('mi300x-8')).missing).toEqual([
      { id: 'host', missing: 'host memory' },
      { id: 'local-nvme', missing: 'drives' },
    ]);
    const alone = ask('hgx-h100-8', { scaleOut: quantity<'B/s'>(0), stores: [cmx()] });
    expect(kvLadderOf(alone).missing).toEqual([{ id: 'cmx', missing: 'network card' }]);
  });

  test('makes a tier once the user fills it in', () => {
    const system = { ...systemOf('stx-storage'), localNvme: quantity<'B'>(8e15) };
    const { tiers } = kvLadderOf(ask('hgx-h100-8', { stores: [{ id: 'stx', system, systems: 1, share: 1 }] }));
    expect(tiers.find(({ id }) => id === 'stx')?.bytes).toBe(8e15);
  });

  test('pooled memory is a tier of its own', () => {
    const pools = ['cxl-pool', 'photonic-pool'].map((id) => ({ id, system: systemOf(id), systems: 1, share: 1 }));
    const { tiers } = kvLadderOf(ask('hgx-h100-8', { stores: pools }));
    expect(tiers.filter(({ kind }) => kind === 'pooled-memory').map(({ bytes }) => bytes)).toEqual(
      expect.arrayContaining([16.256e12, 32e12]),
    );
  });
});
