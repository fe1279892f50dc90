/**
 * Bytes one parameter takes in each storage format, block scales included.
 */
import type { WeightFormat } from './figures.ts';

/**
 * fp8: one fp32 scale per 128 x 128 block (4 / 16,384); mxfp8: 8-bit scale per 32; nvfp4: fp8 scale per 16;
 * mxfp4: 8-bit scale per 32; int4: bf16 scale per group.
 */
const bytesByFormat: Readonly<Record<WeightFormat, number>> = {
  fp32: 4,
  bf16: 2,
  fp8: 1.000244,
  mxfp8: 1.03125,
  nvfp4: 0.5625,
  mxfp4: 0.53125,
  'int4-g32': 0.5625,
  'int4-g128': 0.515625,
  int8: 1,
};

/** Bytes per parameter, scales included. */
export const bytesPerParameter = (format: WeightFormat): number => bytesByFormat[format];
