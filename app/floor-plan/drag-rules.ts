/** What a drag means here: which positions take the thing, what is said over each, and the one edit a drop makes. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { messageOf } from '../../src/issues/messages.ts';
import { removeRack } from '../../src/scenario/edits/remove-rack.ts';
import { fittingPositions, isRefused, placementRefusals } from '../../src/scenario/placement.ts';
import { positionLabel, positionsOf, type Place } from '../../src/scenario/positions.ts';
import { countAt } from '../../src/scenario/rack-groups.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { text, watts } from '../../src/units/format.ts';
import { add, scale } from '../../src/units/quantity.ts';
import { asIfDropped, previewKey } from '../state/preview-in-hand.ts';
import { useResultsStore } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import type { DragRules, ThingInHand } from '../ui/drag/drag-session.ts';
import { placeKey, placeOf } from './estate-facts.ts';
import { emptyHand, useHandStore } from './hand-store.ts';

/** Name of the target that removes. */
export const BIN = 'bin';

const scenarioNow = (): Scenario | null => useScenarioStore.getState().history?.present ?? null;

/** The one edit a drop makes, and what is said about it. */
const settle: DragRules['drop'] = (thing, target) => {
  const { say } = useSessionStore.getState();
  const { edit } = useScenarioStore.getState();
  const scenario = scenarioNow();
  const { issues } = useHandStore.getState();
  const { preview } = useResultsStore.getState();
  if (target === BIN && thing.from) {
    const { from } = thing;
    edit(`Remove ${thing.name}`, (present) => removeRack(present, from));
    return { landed: false, say: `${thing.name} removed` };
  }
  const place = target === null ? null : placeOf(target);
  if (!scenario || !place || isHome(thing, place)) return { landed: false, say: `${thing.name} put back` };
  const where = placeText(scenario, place);
  const hover = { systemId: thing.systemId, from: thing.from, over: place };
  // What was previewed is what is dropped: its answer is there already.
  const previewed = preview?.key === previewKey(hover) && preview.base === scenario ? preview : null;
  const dropped = previewed?.scenario ?? asIfDropped(scenario, hover);
  if (!dropped) {
    say({ tone: 'refusal', text: refusalsText(issues) });
    return { landed: false, say: `${thing.name} put back. ${refusalsText(issues)}` };
  }
  const placed = `${thing.name} placed at ${where}, ${feedText(scenario, thing, place)}`;
  edit(thing.from ? `Move ${thing.name}` : `Place ${thing.name}`, () => dropped);
  say({ tone: 'note', text: placed });
  return { landed: true, say: placed };
};

export const dragRules: DragRules = {
  pick(thing) {
    const scenario = scenarioNow();
    const fits = scenario
      ? fittingPositions(defaultCatalogue, scenario, thing.systemId, thing.count, thing.from ?? undefined)
      : [];
    useHandStore.setState({ legal: new Set(fits.map((place) => placeKey(place.siteId, place.position))) });
    const { hold, say } = useSessionStore.getState();
    // What was said about the drag before does not apply to this one.
    say(null);
    hold({ systemId: thing.systemId, from: thing.from, over: null });
    return `${thing.name} in hand. It fits ${fits.length} positions.`;
  },

  over(thing, target) {
    const scenario = scenarioNow();
    const place = target === null ? null : placeOf(target);
    const home = place !== null && isHome(thing, place);
    const issues = scenario && place && !home ? refusalsAt(scenario, thing, place) : [];
    const refused = isRefused(issues);
    const over = (place && !home) || target === BIN ? target : null;
    useHandStore.setState({ over, issues, refused });
    const { hold, inHand } = useSessionStore.getState();
    const next = place && !home ? place : null;
    if (inHand && (inHand.over !== null || next !== null))
      hold({ systemId: thing.systemId, from: thing.from, over: next });
    if (target === BIN) return 'Over the bin: a drop removes it';
    if (!scenario || !place) return 'Over no position';
    const where = placeText(scenario, place);
    if (home) return `Over ${where}, where it was`;
    if (!refused) return `${thing.name} over ${where}: fits, ${feedText(scenario, thing, place)}`;
    return `${thing.name} over ${where}: refused. ${refusalsText(issues)}`;
  },

  drop(thing, target) {
    // The hand is emptied last: what it previewed is the answer to the drop.
    const outcome = settle(thing, target);
    useSessionStore.getState().hold(null);
    emptyHand();
    return outcome;
  },

  cancel(thing) {
    useSessionStore.getState().hold(null);
    emptyHand();
    return `${thing.name} put back`;
  },

  jump(_thing, after) {
    const drawn = [...useHandStore.getState().legal].filter((key) =>
      document.querySelector(`[data-drop="${CSS.escape(key)}"]`),
    );
    return drawn[(after === null ? -1 : drawn.indexOf(after)) + 1] ?? drawn[0] ?? null;
  },
};

const isHome = (thing: ThingInHand, place: Place): boolean =>
  thing.from !== null && thing.from.siteId === place.siteId && thing.from.position === place.position;

const refusalsAt = (scenario: Scenario, thing: ThingInHand, place: Place) =>
  placementRefusals(
    defaultCatalogue,
    scenario,
    thing.systemId,
    place.siteId,
    place.position,
    thing.count,
    thing.from ?? undefined,
  );

const refusalsText = (issues: Parameters<typeof isRefused>[0]): string =>
  issues
    .filter((issue) => issue.severity === 'refusal')
    .map((issue) => messageOf(issue).detail)
    .join(' ');

/** "Ashburn A5". */
export const placeText = (scenario: Scenario, place: Place): string => {
  const index = scenario.sites.findIndex((site) => site.id === place.siteId);
  return `${scenario.sites[index]?.name ?? place.siteId} ${positionLabel(index, place.position)}`;
};

/** What the position would feed with the thing on it, and what it can: `155 kW`, `160 kW`; null where power is not stated. */
export const feedAt = (scenario: Scenario, thing: Pick<ThingInHand, 'systemId' | 'count'>, place: Place) => {
  const site = scenario.sites.find((item) => item.id === place.siteId);
  const position = site ? positionsOf(site)[place.position] : undefined;
  const each = defaultCatalogue.systems[thing.systemId]?.powerProvisioned ?? null;
  if (!position || each === null) return null;
  return {
    drawn: scale(each, thing.count + countAt(scenario, place)),
    limit: add(position.airWatts, position.liquidWatts),
  };
};

const feedText = (scenario: Scenario, thing: ThingInHand, place: Place): string => {
  const feed = feedAt(scenario, thing, place);
  return feed ? `${watts(feed.drawn).value} of ${text(watts(feed.limit))}` : 'its power is not stated';
};
