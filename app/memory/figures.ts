/** Bytes on one scale, shares and counts as text. */
import { NO_BREAK_SPACE, percent, text } from '../../src/units/format.ts';
import { fixed, significant, whole } from '../../src/units/significant.ts';

/** In GB of 1e9 bytes, as the head of the chart says. */
export const gigabytes = (bytes: number): string => significant(bytes / 1e9);
/** A share to a tenth of a per cent; what is less still shows that it is something. */
export const share = (value: number): string =>
  value > 0 && value < LEAST_SHARE ? `<0.1${NO_BREAK_SPACE}%` : `${fixed(value * 100, 1)}${NO_BREAK_SPACE}%`;

const LEAST_SHARE = 0.0005;

export const percentOf = (part: number, all: number): string => text(percent(all > 0 ? part / all : 0));
export const sequences = (value: number): string => (value < 10 ? significant(value) : whole(value));
