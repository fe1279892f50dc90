/** Seconds between users and a site, from how far apart they are. */
import type { Region, WideAreaFigures } from '../catalogue/figures.ts';
import { quantity, type Seconds } from '../units/quantity.ts';

export type Place = Pick<Region, 'latitudeDeg' | 'longitudeDeg'>;

/** Mean radius of the Earth (IUGG), metres. */
const EARTH_RADIUS = 6_371_009;
/** Light in glass of index 1.47 to 1.5: two thirds of its speed in a vacuum, metres per second. */
const FIBRE_SPEED = 2e8;

/** Metres over the surface of a sphere, by the haversine formula. */
export const greatCircle = (a: Place, b: Place): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const across =
    half(a.latitudeDeg, b.latitudeDeg) +
    Math.cos(radians(a.latitudeDeg)) * Math.cos(radians(b.latitudeDeg)) * half(a.longitudeDeg, b.longitudeDeg);
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, across)));
};

/** Both ways along the cable between two sites. */
export const cableRoundTrip = (a: Place, b: Place, { routeFactor }: WideAreaFigures): Seconds =>
  quantity<'s'>((2 * routeFactor.base * greatCircle(a, b)) / FIBRE_SPEED);

/** Users to site and back: the cable and the access of the users. An estimate; a measured value belongs in the site. */
export const roundTripBetween = (users: Place, site: Place, figures: WideAreaFigures): Seconds =>
  quantity<'s'>(figures.accessSeconds.base + cableRoundTrip(users, site, figures));
