/** Which rack group of a pool a view shows, where it has several. */
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { useScenario } from '../state/scenario-store.ts';
import { groupName } from '../ui/group-name.ts';
import '../ui/charts/chooser.css';

/** Racks that prefill and decode apart are two groups of answers. */
export const groupKey = ({ rackGroupId, role }: GroupAnswer): string => `${rackGroupId}/${role}`;

interface GroupChooserProps {
  readonly groups: readonly GroupAnswer[];
  readonly shown: GroupAnswer;
  readonly onChoose: (key: string) => void;
}

export const GroupChooser = ({ groups, shown, onChoose }: GroupChooserProps) => {
  const scenario = useScenario();
  if (groups.length < 2) return null;
  return (
    <select
      className="chart__chooser"
      aria-label="Rack group shown"
      value={groupKey(shown)}
      onChange={(event) => onChoose(event.target.value)}
    >
      {groups.map((group) => (
        <option key={groupKey(group)} value={groupKey(group)}>
          {groupName(scenario, group, groups)}
        </option>
      ))}
    </select>
  );
};
