/** The table of levers against what it speaks of: the choices of a deployment, the equations, the catalogue. */
import { describe, expect, test } from 'vitest';
import { filesMatching, textOf } from '../../tools/architecture/tree.ts';
import { servingSchema } from '../scenario/schema.ts';
import { LEVERS, leverOf } from './levers.ts';

const { engine: _engine, prefillLayout: _sameAsLayout, ...levers } = servingSchema.shape;

describe('the table', () => {
  test('has every choice of a deployment, and the model', () => {
    const ids = LEVERS.map(({ id }) => id).toSorted();
    expect(ids).toEqual([...Object.keys(levers), 'model'].toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(LEVERS.map((lever) => [lever.name, lever] as const))('%s: in the model and the catalogue', (_, lever) => {
    expect(textOf('docs/model.md').includes(`### [${lever.equation}]`), lever.equation).toBe(true);
    const items = filesMatching(/^src\/catalogue\/techniques\/.*\.json$/);
    if (lever.sourceId !== null) expect(items).toContain(`src/catalogue/techniques/${lever.sourceId}.json`);
    expect(lever.changes.endsWith('.') && lever.limits.endsWith('.')).toBe(true);
  });

  test('has the defaults of the schema', () => {
    const chosen = servingSchema.parse({});
    const named = (id: string): string | undefined => leverOf(id)?.default;
    const onOff = (value: boolean): string => (value ? 'on' : 'off');
    expect(named('flashAttention')).toBe(onOff(chosen.flashAttention));
    expect(named('prefixCaching')).toBe(onOff(chosen.prefixCaching));
    expect(named('pagedBlockTokens')).toBe(String(chosen.pagedBlockTokens));
    expect(named('prefillBudgetTokens')).toBe(chosen.prefillBudgetTokens.toLocaleString('en-GB'));
    for (const id of ['maxBatch', 'kvFormat', 'layout', 'mode', 'microBatches', 'speculation'] as const) {
      expect(named(id), id).toBe(chosen[id]);
    }
    expect([chosen.weights, named('weights')]).toEqual(['native', 'as published']);
    expect([chosen.expertBalance, named('expertBalance')]).toEqual(['measured', 'as measured']);
  });
});
