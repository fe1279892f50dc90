/** The rack groups of a pool, one of which is shown below. A pool of one group needs no list. */
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { text, tokensPerSecond } from '../../src/units/format.ts';
import { whole } from '../../src/units/significant.ts';
import { Section } from './section.tsx';
import { shortName } from './words.ts';

interface GroupsSectionProps {
  readonly scenario: Scenario;
  readonly groups: readonly GroupAnswer[];
  readonly shown: GroupAnswer | null;
  readonly onShow: (rackGroupId: string) => void;
}

export const GroupsSection = ({ scenario, groups, shown, onShow }: GroupsSectionProps) => {
  if (groups.length < 2) return null;
  const siteOf = (group: GroupAnswer): string => {
    const siteId = scenario.rackGroups.find((one) => one.id === group.rackGroupId)?.siteId;
    return scenario.sites.find((one) => one.id === siteId)?.name ?? '';
  };
  return (
    <Section title="Rack groups" note={`${whole(groups.length)}, one shown below`}>
      <div className="group-list">
        {groups.map((group) => {
          const name = defaultCatalogue.systems[group.systemId]?.name ?? group.systemId;
          return (
            <button
              key={group.rackGroupId}
              type="button"
              className="group-list__item"
              aria-pressed={group === shown}
              title={`${name}, ${siteOf(group)}`}
              onClick={() => onShow(group.rackGroupId)}
            >
              <span className="ellipsis">
                <b>{shortName(name, 14)}</b> {siteOf(group)}
              </span>
              <span className="group-list__size">
                {whole(group.instances)} {group.instances === 1 ? 'instance' : 'instances'},{' '}
                {text(tokensPerSecond(group.slaTokensPerSecond))}
              </span>
            </button>
          );
        })}
      </div>
    </Section>
  );
};
