/**
 * While a rack is over a position where it may stand, computes the plan as if it were dropped there. The scenario stays
 * as it is; the answer carries the key of its hover, so that one for another position is not mistaken for it.
 */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { moveRack } from '../../src/scenario/edits/move-rack.ts';
import { placeRack, placedAs } from '../../src/scenario/edits/place-rack.ts';
import { isRefused, placementRefusals } from '../../src/scenario/placement.ts';
import { countAt } from '../../src/scenario/rack-groups.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { Planner } from '../../workers/client/planner.ts';
import { useResultsStore } from './results-store.ts';
import { useScenarioStore } from './scenario-store.ts';
import { useSessionStore, type InHand } from './session-store.ts';

/** Previews whatever is in hand. Returns what ends it. */
export const previewInHand = (planner: Planner): (() => void) => {
  const stop = useSessionStore.subscribe((state, before) => {
    if (state.inHand !== before.inHand) void show(planner, state.inHand);
  });
  return () => {
    stop();
    useResultsStore.getState().showPreview(null);
  };
};

/** One string per hover; null when the thing in hand is over nothing. */
export const previewKey = ({ systemId, from, over }: InHand): string | null => {
  if (!over) return null;
  const origin = from ? `${from.siteId}/${from.position}` : 'palette';
  return `${systemId} ${origin} ${over.siteId}/${over.position}`;
};

/** The scenario with the thing in hand dropped where it is; null where it may not stand or nothing would change. */
export const asIfDropped = (scenario: Scenario, { systemId, from, over }: InHand): Scenario | null => {
  if (!over) return null;
  const count = from ? countAt(scenario, from) : 1;
  const issues = placementRefusals(
    defaultCatalogue,
    scenario,
    systemId,
    over.siteId,
    over.position,
    count,
    from ?? undefined,
  );
  if (isRefused(issues)) return null;
  const system = defaultCatalogue.systems[systemId];
  const placed = system ? placedAs(system) : {};
  const dropped = from
    ? moveRack(scenario, { from, to: over })
    : placeRack(scenario, { systemId, ...over, count, ...placed });
  return dropped === scenario ? null : dropped;
};

const show = async (planner: Planner, inHand: InHand | null): Promise<void> => {
  const { preview, showPreview } = useResultsStore.getState();
  const scenario = useScenarioStore.getState().history?.present;
  const key = inHand && previewKey(inHand);
  if (preview !== null && preview.key !== key) showPreview(null);
  const dropped = inHand && scenario ? asIfDropped(scenario, inHand) : null;
  if (key === null || dropped === null || !scenario) return;
  try {
    const evaluation = await planner.preview(dropped);
    const now = useSessionStore.getState().inHand;
    if (now && previewKey(now) === key)
      useResultsStore.getState().showPreview({ evaluation, base: scenario, scenario: dropped, key });
  } catch {
    // A preview that fails is no loss: the drop is evaluated on its own and says why.
  }
};
