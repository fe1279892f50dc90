/** What limits a pool: how much more it would serve with 10 % more of each resource; and the memory of one accelerator. */
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { bytes, inScale, scaleFor, text } from '../../src/units/format.ts';
import { WallGains } from '../ui/wall-gains.tsx';
import { Section } from './section.tsx';

export const WallsSection = ({ group }: { readonly group: GroupAnswer }) => {
  if (group.elasticities.length === 0) return null;
  return (
    <Section title="What limits it" note="10 % more gives, in load">
      <WallGains gains={group.elasticities} />
    </Section>
  );
};

export const MemorySection = ({ group }: { readonly group: GroupAnswer }) => {
  const { memory } = group;
  const parts = [
    { key: 'weights', size: memory.weights },
    { key: 'kv', size: memory.kvInUse },
    { key: 'activations', size: memory.activations },
    { key: 'reserve', size: memory.reserve },
  ] as const;
  const used = parts.reduce((sum, part) => sum + part.size, 0);
  const scale = scaleFor('bytes', memory.capacity);
  const size = (value: number): string => inScale('bytes', value, scale).value;
  const share = (value: number): string => `${(value / memory.capacity) * 100}%`;
  return (
    <Section title="Memory per accelerator" note={`${size(used)} of ${text(bytes(memory.capacity))}`}>
      <div className="memory-bar" aria-hidden="true">
        {parts.map(({ key, size: part }) => (
          <span key={key} className={`memory-${key}`} style={{ width: share(part) }} />
        ))}
        <span
          className="memory-room"
          style={{ left: share(Math.min(memory.capacity, used - memory.kvInUse + memory.kvRoom)) }}
        />
      </div>
      <ul className="memory-legend">
        {parts.map(({ key, size: part }) => (
          <li key={key}>
            <span className={`memory-${key}`} aria-hidden="true" />
            {key === 'kv' ? 'KV' : key} {size(part)}
          </li>
        ))}
      </ul>
    </Section>
  );
};
