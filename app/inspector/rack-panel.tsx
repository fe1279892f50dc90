/** What stands on a position: how many, for which pool, what it draws; then the pool it serves. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import { assignRack } from '../../src/scenario/edits/assign-rack.ts';
import { removeRack } from '../../src/scenario/edits/remove-rack.ts';
import { setRackCount } from '../../src/scenario/edits/set-rack-count.ts';
import { setRackRole } from '../../src/scenario/edits/set-rack-role.ts';
import { groupAt, positionLabel, type Place } from '../../src/scenario/positions.ts';
import { countAt } from '../../src/scenario/rack-groups.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { percent, text, watts } from '../../src/units/format.ts';
import { useEvaluation } from '../state/results-store.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Light } from '../ui/light.tsx';
import { WallBadge } from '../ui/wall-badge.tsx';
import { Figure } from './cost-section.tsx';
import { ownCatalogue } from './figures/figure-values.ts';
import { IssuesSection } from './issues-section.tsx';
import { PoolSections } from './pool-panel.tsx';
import { Choice } from './editors/choice.tsx';
import { Field } from './editors/field.tsx';
import { RoleChoice } from './levers/role-choice.tsx';
import { ROLE_NAMES } from './levers/roles.ts';
import { Head, Row, Section } from './section.tsx';
import { SystemSection } from './system-panel.tsx';
import { TermsSection } from './terms-section.tsx';
import { LIGHT_OF, shortName } from './words.ts';

const NO_POOL = '';

export const RackPanel = ({ scenario, place }: { readonly scenario: Scenario; readonly place: Place }) => {
  const edit = useScenarioStore((state) => state.edit);
  const select = useSessionStore((state) => state.select);
  const evaluation = useEvaluation();
  const rack = evaluation?.racks.find((one) => one.siteId === place.siteId && one.position === place.position) ?? null;
  const tier = evaluation?.totals.tier ?? 'estimated';
  const group = groupAt(scenario, place);
  const siteIndex = scenario.sites.findIndex((site) => site.id === place.siteId);
  const label = positionLabel(Math.max(0, siteIndex), place.position);
  if (!group) {
    return (
      <Head title={label} what={`free position, ${scenario.sites[siteIndex]?.name ?? ''}`}>
        Drag a rack here, or pick one in the palette and press Enter.
      </Head>
    );
  }
  const system = defaultCatalogue.systems[group.systemId];
  const provisioned = ownCatalogue(scenario.assumptions).systems[group.systemId]?.powerProvisioned ?? null;
  const deployment = scenario.deployments.find((one) => one.rackGroupIds.includes(group.id));
  const pools = [
    ...scenario.deployments.map((one) => ({ value: one.id, name: one.name })),
    { value: NO_POOL, name: 'no pool' },
  ];
  return (
    <>
      <Head
        title={shortName(system?.name ?? group.systemId, 26)}
        full={system?.name ?? group.systemId}
        what={`${label}, ${scenario.sites[siteIndex]?.name ?? ''}`}
      >
        {group.role === 'kv-store' || group.role === 'cpu-tools' ? (
          <b>{ROLE_NAMES[group.role]}</b>
        ) : (
          <>
            <Light state={LIGHT_OF[rack?.verdict ?? 'idle'] ?? 'none'} />
            <b className={`verdict-${rack?.verdict ?? 'idle'}`}>{rack?.verdict ?? 'computing'}</b>
          </>
        )}
        {rack?.load !== null && rack && (
          <span>
            <b>{text(percent(rack.load))}</b> of SLA capacity
          </span>
        )}
        {rack?.wall && <WallBadge wall={rack.wall} />}
      </Head>
      <Section title="On this position">
        <Field
          label="Systems here"
          value={countAt(scenario, place)}
          unit=""
          min={1}
          max={100_000}
          whole
          onChange={(count) =>
            edit(`change the count at ${label}`, (before) => setRackCount(before, { ...place, count }))
          }
        />
        <Choice
          label="Serves"
          value={deployment?.id ?? NO_POOL}
          options={pools}
          onChange={(id) =>
            edit(`assign ${label}`, (before) =>
              assignRack(before, { ...place, deploymentId: id === NO_POOL ? null : id }),
            )
          }
        />
        {system && (
          <RoleChoice
            label={`Role at ${label}`}
            role={group.role}
            system={system}
            onChange={(name, role) => edit(`${name} at ${label}`, (before) => setRackRole(before, { ...place, role }))}
          />
        )}
        {rack && (
          <>
            <Row label="Drawn at the peak hour" tier={tier}>
              <Figure parts={watts(rack.drawn)} />
            </Row>
            <Row label="Provisioned" tier={tier}>
              {provisioned === null ? (
                <b>not stated</b>
              ) : (
                <Figure parts={watts(rack.provisioned)} more={`of ${text(watts(rack.limit))}`} />
              )}
            </Row>
          </>
        )}
      </Section>
      {system && <TermsSection scenario={scenario} group={group} system={system} />}
      {system && <SystemSection system={system} folded />}
      {deployment && <PoolSections scenario={scenario} deploymentId={deployment.id} rackGroupId={group.id} />}
      <IssuesSection path={`sites/${place.siteId}/positions/${place.position}`} />
      <div className="inspector-actions">
        <Button
          icon="trash"
          onClick={() => {
            select(null);
            edit(`remove ${system?.name ?? 'the rack'} at ${label}`, (before) => removeRack(before, place));
          }}
        >
          Remove the rack
        </Button>
      </div>
    </>
  );
};
