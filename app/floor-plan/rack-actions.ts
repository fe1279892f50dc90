/** Edits of a rack that stands: remove it, or stand another like it on the next position that takes it. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { placeRack } from '../../src/scenario/edits/place-rack.ts';
import { removeRack } from '../../src/scenario/edits/remove-rack.ts';
import { fittingPositions } from '../../src/scenario/placement.ts';
import { deploymentOfGroup, groupAt, type Place } from '../../src/scenario/positions.ts';
import { countAt } from '../../src/scenario/rack-groups.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { placeText } from './drag-rules.ts';

/** Takes everything off a position and forgets the selection of it. */
export const removeAt = (place: Place): void => {
  const { selection, select, say } = useSessionStore.getState();
  const scenario = useScenarioStore.getState().history?.present;
  if (!scenario) return;
  useScenarioStore.getState().edit('Remove rack', (present) => removeRack(present, place));
  if (selection?.kind === 'rack' && selection.siteId === place.siteId && selection.position === place.position)
    select(null);
  say({ tone: 'note', text: `${placeText(scenario, place)} is free` });
};

/** Stands another like it, same count, pool and role, on the next fitting free position, its own site first. */
export const duplicateAt = (place: Place): void => {
  const scenario = useScenarioStore.getState().history?.present;
  const { say, select } = useSessionStore.getState();
  const group = scenario ? groupAt(scenario, place) : null;
  if (!scenario || !group) return;
  const count = countAt(scenario, place);
  const free = fittingPositions(defaultCatalogue, scenario, group.systemId, count).filter(
    (each) => !groupAt(scenario, each),
  );
  const target = free.find((each) => each.siteId === place.siteId && each.position > place.position) ?? free[0];
  const name = defaultCatalogue.systems[group.systemId]?.name ?? group.systemId;
  if (!target) {
    say({ tone: 'refusal', text: `No free position takes another ${name}` });
    return;
  }
  const { siteId, position } = target;
  const deploymentId = deploymentOfGroup(scenario, group.id)?.id ?? null;
  useScenarioStore
    .getState()
    .edit(`Duplicate ${name}`, (present) =>
      placeRack(present, { systemId: group.systemId, siteId, position, count, deploymentId, role: group.role }),
    );
  select({ kind: 'rack', siteId, position });
  say({ tone: 'note', text: `${name} placed at ${placeText(scenario, target)}` });
};
