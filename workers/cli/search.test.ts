/** `search` as a person calls it: the frontier as JSON and as text, what is refused, and how wrong calls end. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { run } from './run.ts';

const call = async (text: string) => {
  let [out, err] = ['', ''];
  const code = await run(text.split(' '), {
    out: (more) => {
      out += more;
    },
    err: (more) => {
      err += more;
    },
    readText: (path) => Promise.reject(new Error(`${path} is not to be read`)),
    writeText: (path) => Promise.reject(new Error(`${path} is not to be written`)),
  });
  return { code, out, err };
};

const ROW = { tokensPerSecondPerUser: z.number(), tokensPerSecondPerAccelerator: z.number() };
const FFN = z.object({ side: z.string(), accelerators: z.number(), microBatches: z.union([z.number(), z.string()]) });
const reportSchema = z.object({
  basis: z.string(),
  ffn: z.nullable(z.object({ system: z.string(), accelerators: z.number(), estimates: z.string() })),
  frontier: z.array(
    z.object({
      ...ROW,
      mode: z.string(),
      ffn: z.nullable(FFN),
      accelerators: z.number(),
      precision: z.string(),
      misses: z.array(z.string()),
    }),
  ),
  best: z.array(z.object({ slaRequestsPerSecond: z.number(), tpotSeconds: z.nullable(z.array(z.number())) })),
  rejected: z.array(z.object({ reason: z.string(), words: z.string(), count: z.number() })),
  counts: z.object({ points: z.number(), configurations: z.number() }),
});

const reportOf = async (text: string) => {
  const { code, out, err } = await call(`search ${text} --json`);
  expect([code, err]).toEqual([0, '']);
  return z.parse(reportSchema, JSON.parse(out));
};

describe('the issue’s own call', () => {
  it('prints the frontier of DeepSeek-R1 on a GB200 NVL72', async () => {
    const report = await reportOf('--model deepseek-r1 --system gb200-nvl72 --isl 8192 --osl 1024 --tpot-p95 20');
    const { frontier, best, rejected, counts } = report;
    expect(counts.points).toBeGreaterThan(5_000);
    expect(frontier.length).toBeGreaterThan(10);
    for (const [index, row] of frontier.entries()) {
      const before = frontier[index - 1];
      if (!before) continue;
      expect(row.tokensPerSecondPerUser).toBeGreaterThan(before.tokensPerSecondPerUser);
      expect(row.tokensPerSecondPerAccelerator).toBeLessThan(before.tokensPerSecondPerAccelerator);
    }
    // Slow for one user misses the limit, fast for one user keeps it.
    expect(frontier[0]?.misses).toEqual(['tpot']);
    expect(frontier.at(-1)?.misses).toEqual([]);
    expect(best[0]?.tpotSeconds?.[1]).toBeLessThanOrEqual(0.02 * 1.001);
    expect(rejected.map(({ reason }) => reason)).toContain('kv-does-not-fit');
    expect(report.basis).toBe('estimated');
  });
});

describe('racks for FFNs', () => {
  const CALL =
    '--model deepseek-v3 --system vr-nvl72 --ffn-system lpx-256 --ffn-accelerators 1536 --isl 8192 --osl 1024';

  it('DeepSeek-V3 on a Vera Rubin NVL72 with six LPX racks: faster for one user than without them', async () => {
    const report = await reportOf(CALL);
    expect(report.ffn).toEqual({ system: 'NVIDIA Groq 3 LPX rack', accelerators: 1_536, estimates: 'base' });
    const modes = new Set(report.frontier.map(({ mode }) => mode));
    expect(modes.has('attention-ffn')).toBe(true);
    const fastest = (split: boolean): number =>
      Math.max(
        ...report.frontier.filter(({ ffn }) => (ffn !== null) === split).map((row) => row.tokensPerSecondPerUser),
      );
    expect(fastest(true)).toBeGreaterThan(1.1 * fastest(false));
    const split = report.frontier.find(({ ffn }) => ffn !== null);
    expect(split?.ffn).toEqual({ side: '1536 SRAM parts', accelerators: 1_536, microBatches: 'auto' });
    expect(split?.accelerators).toBeGreaterThan(1_536);
    const text = await call(`search ${CALL} --mode attention-ffn --ffn-estimates pessimistic --precision native`);
    expect(text.out).toContain('with FFNs on 1536 of NVIDIA Groq 3 LPX rack');
    expect(text.out).toMatch(/attention TP 2, FFN on 1536 SRAM parts/);
  }, 30_000);

  it('names what is lacking', async () => {
    const asked = '--model deepseek-v3 --isl 8192 --osl 1024 --mode attention-ffn --precision native';
    // No network card of a Kyber rack is published.
    const kyber = await reportOf(`${asked} --system kyber-nvl144 --ffn-system lpx-256 --ffn-accelerators 1536`);
    expect(kyber.rejected.map(({ reason }) => reason)).toEqual(['no-ffn-link']);
    const alone = await reportOf(`${asked} --system vr-nvl72`);
    expect(alone.rejected.find(({ reason }) => reason === 'mode-not-searched')?.words).toContain('the role ffn');
    expect([...kyber.frontier, ...alone.frontier]).toEqual([]);
  });
});

const SMALL = '--model llama-3.1-8b --system hgx-h100-8 --isl 1000 --osl 200';

describe('options', () => {
  it('keep the search to what is asked', async () => {
    const report = await reportOf(`${SMALL} --mode aggregated --precision fp8 --accelerators 2 --ttft-p95 500`);
    expect(new Set(report.frontier.map(({ mode }) => mode))).toEqual(new Set(['aggregated']));
    expect(new Set(report.frontier.map(({ precision }) => precision))).toEqual(new Set(['fp8, bf16 KV']));
    expect(report.rejected.find(({ reason }) => reason === 'not-enough-accelerators')?.count).toBeGreaterThan(2);
  });

  it('name why a format is refused', async () => {
    const report = await reportOf('--model llama-3.1-8b --system mi355x-8 --isl 1000 --osl 200 --precision nvfp4');
    expect(report.frontier).toEqual([]);
    expect(report.rejected.map(({ reason }) => reason)).toContain('format-not-supported');
  });
});

it('prints a table with the best and the reasons', async () => {
  const { code, out } = await call(`search ${SMALL} --tpot-p95 30`);
  expect(code).toBe(0);
  expect(out).toMatch(/^Llama.* on 8 accelerators of /);
  expect(out).toContain('tok/s/user');
  expect(out).toContain('Most inside the limits, waiting included (p95: tokens within 30.0 ms)');
  expect(out).toContain('leaves the scale-up domain of 8');
  const hard = await call(`search ${SMALL} --ttft-p95 0.1`);
  expect(hard.out).toContain('no configuration keeps them');
});

describe('wrong calls', () => {
  it.each([
    ['search --model llama-3.1-8b', 'search needs --model, --system, --isl and --osl.'],
    [`search ${SMALL} --tpot-p95 fast`, '--tpot-p95 takes a number above zero, not fast.'],
    [`search ${SMALL} --accelerators 2.5`, '--accelerators takes a whole number above zero, not 2.5.'],
    [`search ${SMALL} --mode both`, '--mode is one of aggregated, disaggregated, attention-ffn.'],
    [`search ${SMALL} --precision fp5`, '--precision is one of'],
    [`search ${SMALL} --engine none`, '--engine is one of'],
    [`search ${SMALL} --ffn-accelerators 8`, 'need --ffn-system'],
    [`search ${SMALL} --ffn-system lpx-256 --ffn-estimates bold`, '--ffn-estimates is one of pessimistic'],
    [`search ${SMALL} --colour red`, '--colour'],
  ])('%s', async (text, said) => {
    const { code, out, err } = await call(text);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err).toContain('rackwright search');
  });

  it.each([
    [
      'search --model llama-3.1-9b --system hgx-h100-8 --isl 1 --osl 1',
      'No model llama-3.1-9b in the catalogue. There are: llama-3.1-',
    ],
    [
      'search --model llama-3.1-8b --system hgx-h101-8 --isl 1 --osl 1',
      'No system hgx-h101-8 in the catalogue. There are: hgx',
    ],
    ['search --model llama-3.1-8b --system __proto__ --isl 1 --osl 1', 'No system __proto__'],
    ['search --model llama-3.1-8b --system cpu-2s --isl 1 --osl 1', 'has no accelerators'],
  ])('%s', async (text, said) => {
    const { code, out, err } = await call(text);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(said);
  });
});
