/** Times of day as text. */
const MINUTES_PER_DAY = 1440;

/** `14:00`, from hours and parts of hours; wrapped into one day. */
export const clock = (hour: number): string => {
  const minutes = (Math.round(hour * 60) % MINUTES_PER_DAY) + MINUTES_PER_DAY;
  const ofDay = minutes % MINUTES_PER_DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `March`, from 2; empty beyond the year. */
export const monthName = (month: number): string => MONTHS[month] ?? '';

/** `Mar`, for axes. */
export const monthShort = (month: number): string => monthName(month).slice(0, 3);
