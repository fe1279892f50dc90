/** Counts of sequences and tokens as text. */
import { significant, whole } from '../../src/units/significant.ts';

export const requests = (value: number): string => (value < 10 ? significant(value) : whole(value));
