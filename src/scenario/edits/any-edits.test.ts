import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryScenario } from '../arbitrary-scenario.test.ts';
import { defaultCatalogue } from '../../catalogue/default-catalogue.ts';
import { choicesFor } from '../defaults.ts';
import { record, redo, startHistory, undo } from '../history.ts';
import { readScenario } from '../read-scenario.ts';
import type { Scenario } from '../schema.ts';
import { addFacilityBlock } from './add-facility-block.ts';
import { addSite } from './add-site.ts';
import { addWorkload } from './add-workload.ts';
import { assignRack } from './assign-rack.ts';
import { assignWorkload } from './assign-workload.ts';
import { clearAssumption } from './clear-assumption.ts';
import { moveRack } from './move-rack.ts';
import { placeRack } from './place-rack.ts';
import { removeRack } from './remove-rack.ts';
import { removeSite } from './remove-site.ts';
import { removeWorkload } from './remove-workload.ts';
import { renameScenario } from './rename-scenario.ts';
import { setAssumption } from './set-assumption.ts';
import { setDemandHour } from './set-demand-hour.ts';
import { setElsewhere } from './set-elsewhere.ts';
import { setMonth } from './set-month.ts';
import { setRackCount } from './set-rack-count.ts';
import { setRackRole } from './set-rack-role.ts';
import { setTariffHour } from './set-tariff-hour.ts';
import { updateDeployment } from './update-deployment.ts';
import { updateSite } from './update-site.ts';
import { updateWorkload } from './update-workload.ts';

const chat = choicesFor(
  { id: 'chat', name: 'Chat assistant', slaClassId: 'near-real-time', diurnalShapeId: 'flat' },
  { id: 'qwen3-32b' },
);

describe('any run of edits', () => {
  const site = fc.constantFrom('s1', 's2', 's3', 's7');
  const position = fc.integer({ min: -1, max: 40 });
  const pool = fc.constantFrom('d1', 'd2', 'd3', 'd9');
  const workload = fc.constantFrom('w1', 'w2', 'w3', 'w9');
  const count = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(-1, 0.5, 1e9));
  const place = fc.record({ siteId: site, position });
  const number = fc.oneof(fc.double(), fc.integer({ min: -5, max: 500 }));
  const text = fc.string({ maxLength: 130 });
  const index = fc.integer({ min: -1, max: 24 });
  const shape = defaultCatalogue.diurnalShapes['azure-2024-code'] ?? null;
  type Edit = (scenario: Scenario) => Scenario;
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc
      .record(
        {
          systemId: fc.constantFrom('gb200-nvl72', 'hgx-h200-8'),
          siteId: site,
          position,
          count,
          deploymentId: fc.option(pool),
        },
        { requiredKeys: ['systemId', 'siteId', 'position', 'count'] },
      )
      .map((args) => (scenario: Scenario) => placeRack(scenario, args)),
    fc.record({ from: place, to: place }).map((args) => (scenario: Scenario) => moveRack(scenario, args)),
    place.map((args) => (scenario: Scenario) => removeRack(scenario, args)),
    fc.record({ siteId: site, position, count }).map((args) => (scenario: Scenario) => setRackCount(scenario, args)),
    fc
      .record({ siteId: site, position, deploymentId: fc.option(pool) })
      .map((args) => (scenario: Scenario) => assignRack(scenario, args)),
    fc
      .record({ siteId: site, position, role: fc.constantFrom('auto', 'prefill', 'decode', 'kv-store') })
      .map((args) => (scenario: Scenario) => setRackRole(scenario, args)),
    text.map((regionId) => (scenario: Scenario) => addSite(scenario, { regionId })),
    fc
      .record(
        { name: text, pue: number, powerCapWatts: number, roundTripSeconds: fc.dictionary(text, number) },
        { requiredKeys: [] },
      )
      .chain((patch) => site.map((siteId) => (scenario: Scenario) => updateSite(scenario, { siteId, patch }))),
    site.map((siteId) => (scenario: Scenario) => removeSite(scenario, { siteId })),
    fc.boolean().map((share) => (scenario: Scenario) => addWorkload(scenario, { ...chat, share })),
    fc
      .record({ name: text, modelId: text, allowedSiteIds: fc.array(site) }, { requiredKeys: [] })
      .chain((patch) =>
        workload.map((workloadId) => (scenario: Scenario) => updateWorkload(scenario, { workloadId, patch })),
      ),
    workload.map((workloadId) => (scenario: Scenario) => removeWorkload(scenario, { workloadId })),
    fc
      .record({ workloadId: workload, deploymentId: fc.option(pool) })
      .map((args) => (scenario: Scenario) => assignWorkload(scenario, args)),
    fc
      .record({ prefillBudgetTokens: number, prefillPerDecode: number }, { requiredKeys: [] })
      .chain((serving) =>
        pool.map((deploymentId) => (scenario: Scenario) => updateDeployment(scenario, { deploymentId, serving })),
      ),
    fc
      .record({ day: fc.constantFrom('weekday' as const, 'weekend' as const), hour: index, sessionsPerSecond: number })
      .chain((point) =>
        workload.map(
          (workloadId) => (scenario: Scenario) => setDemandHour(scenario, { workloadId, listed: shape, ...point }),
        ),
      ),
    fc
      .record({ workloadId: workload, month: index, multiplier: number })
      .map((args) => (scenario: Scenario) => setMonth(scenario, args)),
    fc
      .record({ siteId: site, hour: index, multiplier: number })
      .map((args) => (scenario: Scenario) => setTariffHour(scenario, args)),
    fc
      .record({ workloadId: workload, regionId: fc.oneof(text, fc.constant('sg')), share: fc.option(number) })
      .map((args) => (scenario: Scenario) => setElsewhere(scenario, args)),
    fc
      .record({ siteId: site, blockId: fc.constantFrom('liquid' as const, 'air' as const) })
      .map((args) => (scenario: Scenario) => addFacilityBlock(scenario, args)),
    fc.record({ path: text, value: number }).map((args) => (scenario: Scenario) => setAssumption(scenario, args)),
    text.map((path) => (scenario: Scenario) => clearAssumption(scenario, { path })),
    text.map((name) => (scenario: Scenario) => renameScenario(scenario, { name })),
  );

  test('leaves a scenario that reads back as itself, and undo gives back every one before', () => {
    fc.assert(
      fc.property(arbitraryScenario, fc.array(edit, { maxLength: 12 }), (start, edits) => {
        let history = startHistory(start);
        const seen = [start];
        for (const apply of edits) {
          const next = apply(history.present);
          if (next !== history.present) seen.push(next);
          history = record(history, next, 'edit');
        }
        const last = history.present;
        expect(readScenario(last)).toEqual({ ok: true, value: last });
        for (const before of seen.toReversed().slice(1)) {
          history = undo(history);
          expect(history.present).toBe(before);
        }
        for (const after of seen.slice(1)) {
          history = redo(history);
          expect(history.present).toBe(after);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('an edit that returns another object has changed something', () => {
    fc.assert(
      fc.property(arbitraryScenario, edit, (scenario, apply) => {
        const next = apply(scenario);
        if (next !== scenario) expect(next).not.toEqual(scenario);
      }),
      { numRuns: 150 },
    );
  });
});
