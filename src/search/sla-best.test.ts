/** The best under the SLA against the load of every configuration there is, each with its waits. Eq. X1, Eq. Q1 */
import { describe, expect, test } from 'vitest';
import { aggregatedCurve, apartCurve, type Unit } from './coarse-curve.ts';
import { createFrontierCache, tablesFor } from './frontier-cache.ts';
import { createSpace, type Space } from './frontier-space.ts';
import type { FrontierQuestion } from './frontier-types.ts';
import { questionUnderTest, searched, type Asked } from './frontier-under-test.ts';
import { layoutsOf } from './layouts.ts';
import { bestUnderSla, loadOf, type Field } from './sla-best.ts';

const SPACES: readonly (readonly [string, Asked])[] = [
  ['tight first tokens', { modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8, ttft: 0.25, tpot: 0.02 }],
  ['loose limits', { modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8, ttft: 3, tpot: 0.1 }],
  ['experts, fast tokens', { modelId: 'gpt-oss-120b', systemId: 'mi355x-8', accelerators: 8, ttft: 1, tpot: 0.012 }],
];

const spaceOf = (question: FrontierQuestion): Space =>
  createSpace(question, tablesFor(question, createFrontierCache()), true);

const fieldOf = (space: Space): Field => {
  const { model, racks, links, choices } = space.question;
  const [rack] = racks;
  const [link] = links;
  if (!rack || !link) throw new Error('no rack');
  const layouts = layoutsOf(model, rack.device, rack.accelerators);
  const tables = choices.precisions.flatMap((_, precision) =>
    choices.techniques.flatMap((__, technique) =>
      layouts.flatMap((layout) => {
        const table = space.tables.step(0, layout, precision, technique);
        return table ? [{ table, rack: 0, precision, technique }] : [];
      }),
    ),
  );
  return {
    rack: 0,
    tables,
    aggregated: true,
    pair: { prefillRack: 0, link: link.link },
    sidesFor: ({ precision, technique }) =>
      layouts.flatMap((layout) => space.tables.prefill(0, layout, precision, technique) ?? []),
  };
};

/** Load of everything that fits the rack, full or not. */
const everyLoad = (space: Space, { tables, sidesFor, pair }: Field): number[] => {
  const { racks, mix, choices } = space.question;
  const accelerators = racks[0]?.accelerators ?? 0;
  return tables.flatMap((of) => {
    const { table } = of;
    const units = Math.floor(accelerators / table.accelerators);
    const loads = units > 0 ? [loadOf(space, aggregatedCurve(table, mix), units)] : [];
    const tokensPerStep = choices.techniques[of.technique]?.tokensPerStepApart ?? 1;
    for (const side of sidesFor(of)) {
      for (let decodes = 1; decodes * table.accelerators < accelerators; decodes++) {
        const room = accelerators - decodes * table.accelerators;
        for (let prefills = 1; prefills * side.accelerators <= room; prefills++) {
          const unit: Unit | null = pair && { table, tokensPerStep, side, prefills, decodes, link: pair.link };
          if (unit) loads.push(loadOf(space, apartCurve(unit, mix), 1));
        }
      }
    }
    return loads;
  });
};

describe.each(SPACES)('%s', (_, asked) => {
  const question = questionUnderTest({
    ...asked,
    changes: { precisions: questionUnderTest(asked).choices.precisions.slice(1) },
  });
  const space = spaceOf(question);
  const field = fieldOf(space);
  const { found, opened } = bestUnderSla(space, field);

  test('is what looking at everything finds, with a fraction of the work', () => {
    const loads = everyLoad(space, field);
    const most = Math.max(...loads);
    expect(most).toBeGreaterThan(0);
    expect(found[0]?.value).toBeGreaterThanOrEqual(most * (1 - 1e-6));
    expect(opened).toBeLessThan(loads.length / 4);
  });

  test('the answer holds its percentiles', () => {
    const [best] = searched(question).best;
    const [target] = question.targets;
    expect(best?.ttftSeconds?.[1]).toBeLessThanOrEqual((target?.ttft?.p95 ?? 0) * 1.001);
    expect(best?.tpotSeconds?.[1]).toBeLessThanOrEqual((target?.tpot?.p95 ?? 0) * 1.001);
    expect(best?.slaRequestsPerSecond).toBeGreaterThan(0.9 * (found[0]?.value ?? Infinity));
  });
});

test('limits nobody can keep: no best', () => {
  const question = questionUnderTest({ modelId: 'llama-3.1-8b', systemId: 'hgx-h100-8', accelerators: 8, ttft: 1e-4 });
  expect(searched(question).best).toEqual([]);
});
