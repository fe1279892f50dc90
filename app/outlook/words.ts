/** Years, verdicts and domains in words. */
import type { FailureDomain } from '../../src/outlook/failures-answer.ts';
import type { HeadroomEnd, Order } from '../../src/outlook/years-answer.ts';
import { significant } from '../../src/units/significant.ts';

/** Year 0 is the day the plan goes live. */
export const yearLabel = (year: number): string => (year === 0 ? 'start' : `year ${year}`);

const inYears = (years: number): string => `${significant(years, 2)} years`;

export const endWords = ({ year }: HeadroomEnd): string => {
  if (year === null) return 'keeps every target beyond the horizon';
  return year <= 0 ? 'misses a target from the start' : `keeps every target for ${inYears(year)}`;
};

export const orderWords = ({ orderByYear, late }: Order): string => {
  if (orderByYear === null) return 'lead time not stated';
  if (late) return `${inYears(-orderByYear)} before go-live`;
  return orderByYear < 0.05 ? 'at go-live' : `after ${inYears(orderByYear)}`;
};

export const neededWords = (year: number): string => (year < 0.05 ? 'at go-live' : `after ${inYears(year)}`);

const DOMAINS: Readonly<Record<FailureDomain, string>> = {
  instance: 'One instance',
  system: 'One system',
  position: 'One position',
  site: 'One site',
};

export const domainWords = (domain: FailureDomain): string => DOMAINS[domain];
