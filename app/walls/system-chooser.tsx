/** Which of a pool's systems the grounds belong to, where it has several. */
import type { WallMap } from '../../src/evaluate/wall-map-answer.ts';
import { shortSystem } from '../ui/group-name.ts';
import '../ui/charts/chooser.css';

interface SystemChooserProps {
  readonly map: WallMap;
  readonly onChoose: (systemId: string) => void;
}

export const SystemChooser = ({ map, onChoose }: SystemChooserProps) =>
  map.systems.length < 2 ? null : (
    <select
      className="chart__chooser"
      aria-label="System shown"
      value={map.systemId}
      onChange={(event) => onChoose(event.target.value)}
    >
      {map.systems.map(({ systemId, name }) => (
        <option key={systemId} value={systemId}>
          {shortSystem(name)}
        </option>
      ))}
    </select>
  );
