/** Times of day as text. */
const MINUTES_PER_DAY = 1440;

/** `14:00`, from hours and parts of hours; wrapped into one day. */
export const clock = (hour: number): string => {
  const minutes = (Math.round(hour * 60) % MINUTES_PER_DAY) + MINUTES_PER_DAY;
  const ofDay = minutes % MINUTES_PER_DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
};
