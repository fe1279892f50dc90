/** What to say of a pool that has more to do than it can: whether racks or power end what it serves. */
import { readersOf } from './fact-readers.ts';
import { monthName } from '../units/format-time.ts';
import type { Issue } from './issue.ts';

/** Power is a wall that more racks do not move. */
const isPower = ({ facts }: Issue): boolean => facts['wall'] === 'power';

/** Load against what can be served; no multiple of nothing. */
export const servedWith = (issue: Issue): string => {
  if (isPower(issue) && issue.facts['factor'] === undefined) return 'Its power lets it serve nothing';
  return `${readersOf(issue).plain('factor')} times what ${isPower(issue) ? 'its power lets it serve' : 'it can serve'}`;
};

export const moreRoom = (issue: Issue): string =>
  isPower(issue)
    ? 'Raise the power cap, ask for less demand response, or lower the demand.'
    : 'Add racks or lower the demand.';

/** Of which day the hours are, where it is not a weekday of the busiest month: " of a weekend day in December". */
export const ofWhichDay = ({ facts }: Issue): string => {
  const month = facts['month'];
  if (typeof month !== 'number') return '';
  return ` of a ${facts['weekend'] === 1 ? 'weekend day' : 'weekday'} in ${monthName(month)}`;
};
