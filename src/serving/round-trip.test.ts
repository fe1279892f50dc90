/** Distances and round trips against values worked out apart, and against published ones between sites. */
import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { cableRoundTrip, greatCircle, roundTripBetween, type Place } from './round-trip.ts';

const { wideArea } = defaultCatalogue;
const region = (id: string): Place => {
  const found = defaultCatalogue.regions[id];
  if (!found) throw new Error(`no region ${id}`);
  return found;
};
const FRANKFURT: Place = { latitudeDeg: 50.43, longitudeDeg: 9.963 };
const VIRGINIA: Place = { latitudeDeg: 38.935, longitudeDeg: -77.684 };

describe('great circle', () => {
  test('Frankfurt to Northern Virginia by the spherical law of cosines: 6,636.5 km', () => {
    expect(greatCircle(FRANKFURT, VIRGINIA) / 1e3).toBeCloseTo(6_636.5, 0);
    expect(greatCircle(VIRGINIA, FRANKFURT)).toBeCloseTo(greatCircle(FRANKFURT, VIRGINIA), 3);
  });

  test('none to itself, half the girth to the other side, across the date line by the short way', () => {
    const at = (latitudeDeg: number, longitudeDeg: number): Place => ({ latitudeDeg, longitudeDeg });
    expect(greatCircle(FRANKFURT, FRANKFURT)).toBe(0);
    expect(greatCircle(at(0, 0), at(0, 180)) / 1e3).toBeCloseTo(20_015.1, 0);
    expect(greatCircle(at(0, 179), at(0, -179)) / 1e3).toBeCloseTo(222.4, 1);
  });
});

describe('round trip', () => {
  test('Frankfurt to Northern Virginia: 10 ms of access and 2 × 1.5 × 6,636.5 km at 200 km/ms = 109.5 ms', () => {
    expect(roundTripBetween(FRANKFURT, VIRGINIA, wideArea) * 1e3).toBeCloseTo(109.55, 1);
    expect(cableRoundTrip(FRANKFURT, VIRGINIA, wideArea) * 1e3).toBeCloseTo(99.55, 1);
  });

  test('users in the region of the site have the access alone', () => {
    expect(roundTripBetween(FRANKFURT, FRANKFURT, wideArea)).toBe(wideArea.accessSeconds.base);
  });

  // Microsoft's table of latencies between its regions and a measurement between UK South and UK West, as in costs/network.json.
  test('London to Cardiff: the 5.387 ms measured lie between cable alone and cable with access', () => {
    const cardiff: Place = { latitudeDeg: 51.48, longitudeDeg: -3.18 };
    expect(cableRoundTrip(region('gb-lon'), cardiff, wideArea)).toBeLessThan(5.387e-3);
    expect(roundTripBetween(region('gb-lon'), cardiff, wideArea)).toBeGreaterThan(5.387e-3);
  });

  test.each([
    ['us-fl', 'us-wa', 72],
    ['ie-dub', 'se-sto', 28],
    ['in-bom', 'jp-tyo', 134],
  ])('%s to %s comes within 30 %% of the longest way published for the continent, %i ms', (a, b, longest) => {
    const milliseconds = cableRoundTrip(region(a), region(b), wideArea) * 1e3;
    expect(milliseconds).toBeGreaterThan(0.7 * longest);
    expect(milliseconds).toBeLessThan(1.3 * longest);
  });
});
