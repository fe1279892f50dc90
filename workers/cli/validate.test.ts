/** `validate` as a person calls it, with a small predictor of its own. */
import { describe, expect, it } from 'vitest';
import { e2eKind } from '../../src/validation/kinds.ts';
import { validatorOf } from '../../src/validation/validator.ts';
import { parseValidateCall, validate } from './validate.ts';

const ROWS = `id,group,model,system,backend,isl,osl,concurrency,ttft_ms,tpot_ms,score
r1,g1,M1,h100_sxm,vllm,1024,128,1,100,10,1
r2,g1,M\u001b[31m,h100_sxm,sglang,1024,128,8,200,20,1
r3,"g,2",M1,h100_sxm,vllm,1024,128,8,200,20,0
`;

/** A test double: twice the measured TPOT, no TTFT. */
const doubled = validatorOf(e2eKind, (rows) => (row) => ({
  ok: true,
  values: { tpot: (row.tpotMs ?? 0) * 2 },
  tier: rows.length > 2 ? 'calibrated' : 'estimated',
}));

const call = async (args: readonly string[], files: Readonly<Record<string, string>> = { 'rows.csv': ROWS }) => {
  let out = '';
  let err = '';
  const written = new Map<string, string>();
  const platform = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    readText: (path: string) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(text);
    },
    writeText: (path: string, text: string) => {
      if (path.startsWith('/')) return Promise.reject(new Error('no such folder'));
      written.set(path, text);
      return Promise.resolve();
    },
  };
  const parsed = parseValidateCall(args);
  if (typeof parsed === 'string') return { usage: parsed };
  const code = await validate(parsed, platform, { e2e: doubled });
  return { code, out, err, written };
};

describe('rackwright validate', () => {
  it('prints JSON alone on stdout', async () => {
    const { code, out, err } = await call(['--rows', 'rows.csv', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out ?? '')).toMatchObject({
      n: 2,
      answered: 2,
      refused: 0,
      metrics: { tpot: { n: 2, median_ape: 100, bias: 100 }, ttft: { n: 2, bias: null } },
      by: { backend: { vllm: { n: 1 }, sglang: { n: 1 } }, tier: { calibrated: { n: 2 } } },
    });
  });

  it('counts rows with score 0 with --all', async () => {
    const { out } = await call(['--rows', 'rows.csv', '--json', '--all', '--kind', 'e2e']);
    expect(JSON.parse(out ?? '')).toMatchObject({ n: 3 });
  });

  it('prints a table that cannot command the terminal', async () => {
    const { out } = await call(['--rows', 'rows.csv']);
    expect(out).toContain('2 rows, 2 answered, 0 refused');
    expect(out).toMatch(/TPOT +2 +100 +100 +100 +100/);
    expect(out).toContain('by backend');
    expect(out).not.toContain('\u001b');
  });

  it('writes every row and metric with --out', async () => {
    const { written } = await call(['--rows', 'rows.csv', '--all', '--out', 'o.csv']);
    expect(written?.get('o.csv')?.split('\r\n')).toEqual([
      'id,group,metric,measured,predicted,ape,band_low,band_high,tier,refusal',
      'r1,g1,ttft,100,,100,,,calibrated,not answered',
      'r1,g1,tpot,10,20,100,,,calibrated,',
      'r2,g1,ttft,200,,100,,,calibrated,not answered',
      'r2,g1,tpot,20,40,100,,,calibrated,',
      'r3,"g,2",ttft,200,,100,,,calibrated,not answered',
      'r3,"g,2",tpot,20,40,100,,,calibrated,',
      '',
    ]);
  });

  it.each([
    ['a file that is not there', ['--rows', 'none.csv'], 'none.csv: no such file'],
    ['a header of no kind', ['--rows', 'other.csv'], 'the header fits no kind'],
    ['a kind without a model', ['--rows', 'rows.csv', '--kind', 'energy'], 'cannot be predicted yet'],
    ['a broken cell', ['--rows', 'broken.csv'], 'broken.csv: line 2, column tpot_ms: "fast" is not a number'],
    ['a place that cannot be written', ['--rows', 'rows.csv', '--out', '/no/o.csv'], '/no/o.csv: no such folder'],
  ])('answers %s with code 1 and the reason', async (_, args, reason) => {
    const broken = ROWS.replace(',10,1\n', ',fast,1\n');
    const { code, out, err } = await call(args, { 'rows.csv': ROWS, 'other.csv': 'a,b\n1,2\n', 'broken.csv': broken });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(reason);
  });

  it.each([
    ['no file', []],
    ['a kind that is none', ['--rows', 'rows.csv', '--kind', 'power']],
    ['an unknown option', ['--rows', 'rows.csv', '--jason']],
    ['a stray word', ['rows.csv']],
  ])('takes %s for a call that is not one', async (_, args) => {
    expect(await call(args)).toHaveProperty('usage');
  });
});
