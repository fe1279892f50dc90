import { describe, expect, it } from 'vitest';
import { operatorPowerShare, type KernelKinds } from './operator-power.ts';

/** Shares of three B200 and GB200 records, enough for each rule. */
const shares = {
  gemm_decode_bfloat16: 0.58,
  gemm_decode_fp8_block: 0.24,
  gemm_decode_fp8: 0.53,
  gemm_decode_nvfp4: 0.56,
  gemm_prefill_bfloat16: 0.97,
  moe_decode_bfloat16: 0.81,
  decode_attention_gqa: 0.36,
  prefill_attention: 0.82,
  decode_attention_mla_module: 0.21,
};
const kinds: KernelKinds = { denseWeights: 'bf16', expertWeights: 'nvfp4', attention: 'latent' };
const decode = { phase: 'decode' } as const;

describe('operatorPowerShare', () => {
  it('takes the class of operator, phase and format', () => {
    expect(operatorPowerShare(shares, { ...decode, operator: 'projection' }, kinds)).toBe(0.58);
    expect(operatorPowerShare(shares, { phase: 'prefill', operator: 'head' }, kinds)).toBe(0.97);
    expect(operatorPowerShare(shares, { ...decode, operator: 'ffn' }, { ...kinds, denseWeights: 'nvfp4' })).toBe(0.56);
  });

  it('averages fp8 with per-tensor and per-block scales, which the format does not tell apart', () => {
    const fp8: KernelKinds = { ...kinds, denseWeights: 'fp8' };
    expect(operatorPowerShare(shares, { ...decode, operator: 'projection' }, fp8)).toBeCloseTo((0.53 + 0.24) / 2, 12);
    const mxfp8: KernelKinds = { ...kinds, denseWeights: 'mxfp8' };
    expect(operatorPowerShare(shares, { ...decode, operator: 'projection' }, mxfp8)).toBe(0.53);
  });

  it('falls back on bf16 for formats without a kernel of their own', () => {
    expect(operatorPowerShare(shares, { ...decode, operator: 'moe' }, kinds)).toBe(0.81);
    expect(operatorPowerShare(shares, { ...decode, operator: 'ffn' }, { ...kinds, denseWeights: 'int4-g128' })).toBe(
      0.58,
    );
  });

  it('tells latent from grouped attention, in decode only', () => {
    const attention = { ...decode, operator: 'attention' } as const;
    expect(operatorPowerShare(shares, attention, kinds)).toBe(0.21);
    expect(operatorPowerShare(shares, attention, { ...kinds, attention: 'grouped' })).toBe(0.36);
    expect(operatorPowerShare(shares, { ...attention, phase: 'prefill' }, kinds)).toBe(0.82);
  });

  it('waits during links and host, and knows what it does not know', () => {
    expect(operatorPowerShare(shares, { ...decode, operator: 'collective' }, kinds)).toBe('waiting');
    expect(operatorPowerShare(shares, { ...decode, operator: 'host' }, kinds)).toBe('waiting');
    expect(operatorPowerShare({}, { ...decode, operator: 'moe' }, kinds)).toBeNull();
  });
});
