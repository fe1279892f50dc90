/** The rack groups of a pool with their roles, and the parts they play; one part is shown below. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { layoutWords } from '../../src/performance/layout.ts';
import { updateRackGroup } from '../../src/scenario/edits/update-rack-group.ts';
import type { Deployment, RackGroup, Scenario } from '../../src/scenario/schema.ts';
import { text, TIMES, tokensPerSecond } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { useScenarioStore } from '../state/scenario-store.ts';
import { cutWords, partName, partsOf, partsWords, type Part } from './levers/lever-words.ts';
import { RoleChoice } from './levers/role-choice.tsx';
import { Section } from './section.tsx';
import { positionRuns, shortName } from './words.ts';

/** A group may play several parts. */
export const partKey = ({ rackGroupId, role }: Pick<GroupAnswer, 'rackGroupId' | 'role'>): string =>
  `${rackGroupId} ${role}`;

interface GroupsSectionProps {
  readonly scenario: Scenario;
  readonly deployment: Deployment;
  readonly groups: readonly GroupAnswer[];
  readonly shown: GroupAnswer | null;
  readonly onShow: (part: string) => void;
}

export const GroupsSection = ({ scenario, deployment, groups, shown, onShow }: GroupsSectionProps) => {
  const members = scenario.rackGroups.filter((group) => deployment.rackGroupIds.includes(group.id));
  if (members.length === 0) return null;
  const ratio = partsWords(groups);
  const chosen = groups.length > 1 ? shown : null;
  return (
    <Section title="Racks and their parts" note={groups.length > 1 ? 'one part shown below' : undefined}>
      {ratio !== null && <p className="parts-ratio">{ratio}</p>}
      {members.map((member) => (
        <Member
          key={member.id}
          scenario={scenario}
          member={member}
          parts={groups.length > 1 ? partsOf(groups.filter(({ rackGroupId }) => rackGroupId === member.id)) : []}
          shown={chosen}
          onShow={onShow}
        />
      ))}
    </Section>
  );
};

interface MemberProps {
  readonly scenario: Scenario;
  readonly member: RackGroup;
  readonly parts: readonly Part[];
  readonly shown: GroupAnswer | null;
  readonly onShow: (part: string) => void;
}

const Member = ({ scenario, member, parts, shown, onShow }: MemberProps) => {
  const edit = useScenarioStore((state) => state.edit);
  const system = defaultCatalogue.systems[member.systemId];
  const name = shortName(system?.name ?? member.systemId, 16);
  const siteIndex = scenario.sites.findIndex((one) => one.id === member.siteId);
  const places = positionRuns(
    member.placements.map(({ position }) => position).toSorted((a, b) => a - b),
    Math.max(0, siteIndex),
  );
  return (
    <>
      {system && (
        <RoleChoice
          label={`${name}, ${places}`}
          role={member.role}
          system={system}
          onChange={(label, role) =>
            edit(`${label} to ${name}, ${places}`, (before) =>
              updateRackGroup(before, { rackGroupId: member.id, patch: { role } }),
            )
          }
        />
      )}
      <div className="group-list">
        {parts.map((part) => (
          <button
            key={partKey(part.group)}
            type="button"
            className="group-list__item"
            aria-pressed={part.group === shown}
            title={`${name}, ${places}: ${partName(part.group.role)}, ${layoutWords(part.group.layout)}`}
            onClick={() => onShow(partKey(part.group))}
          >
            <span className="ellipsis">
              <b>{partName(part.group.role)}</b> {whole(part.instances)} {TIMES} {cutWords(part)}
            </span>
            <span className="group-list__size">
              {part.group.slaTokensPerSecond > 0
                ? text(tokensPerSecond(part.group.slaTokensPerSecond))
                : `${whole(part.group.acceleratorsUsed)} accelerators`}
            </span>
          </button>
        ))}
      </div>
    </>
  );
};
