/** The way to place a rack without dragging: a menu of the positions that take it, site by site, and the short list. */
import { useState } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { System } from '../../src/catalogue/figures.ts';
import { placedAs, placeRack } from '../../src/scenario/edits/place-rack.ts';
import { fittingPositions, type FittingPosition } from '../../src/scenario/placement.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useShortList } from './short-list.ts';
import './add-to-site.css';

export const AddToSite = ({ system }: { readonly system: System }) => {
  const [open, setOpen] = useState(false);
  const scenario = useScenario();
  return (
    <>
      <Button
        kind="quiet"
        small
        icon="plus"
        label={`Add ${system.name} to site…`}
        className="rack-item-add"
        onClick={() => setOpen(true)}
      />
      {open && scenario && <Choice system={system} scenario={scenario} onClose={() => setOpen(false)} />}
    </>
  );
};

interface ChoiceProps {
  readonly system: System;
  readonly scenario: Scenario;
  readonly onClose: () => void;
}

const Choice = ({ system, scenario, onClose }: ChoiceProps) => {
  const kept = useShortList((state) => state.ids.has(system.id));
  const toggle = useShortList((state) => state.toggle);
  const fitting = fittingPositions(defaultCatalogue, scenario, system.id);
  const sites = scenario.sites.map((site) => ({
    site,
    positions: fitting.filter((place) => place.siteId === site.id),
  }));
  const place = ({ siteId, position, label }: FittingPosition) => {
    const { edit } = useScenarioStore.getState();
    const { select, say } = useSessionStore.getState();
    edit(`Place ${system.name}`, (present) =>
      placeRack(present, { systemId: system.id, siteId, position, count: 1, ...placedAs(system) }),
    );
    select({ kind: 'rack', siteId, position });
    say({ tone: 'note', text: `${system.name} placed at ${label}` });
    onClose();
  };
  return (
    <Dialog
      open
      title={`Add ${system.name}`}
      onClose={onClose}
      width={420}
      footer={
        <Button onClick={() => toggle(system.id)}>{kept ? 'Take off the short list' : 'Keep on the short list'}</Button>
      }
    >
      {sites.length === 0 && <p>No site yet. Add one in the estate first.</p>}
      {sites.map(({ site, positions }) => (
        <div key={site.id} className="add-to-site">
          <h3>{site.name}</h3>
          {positions.length === 0 ? (
            <p className="add-to-site-none">No position takes it.</p>
          ) : (
            <div className="add-to-site-places">
              {positions.map((each) => (
                <Button key={each.position} small onClick={() => place(each)} aria-label={`${site.name} ${each.label}`}>
                  {each.label}
                </Button>
              ))}
            </div>
          )}
        </div>
      ))}
    </Dialog>
  );
};
