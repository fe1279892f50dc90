/** Memory of one accelerator of each rack group, on one scale: weights, KV in use and its room, activations, reserve. */
import type { ReactNode } from 'react';
import type { GroupAnswer } from '../../src/evaluate/evaluation.ts';
import { linearAxis } from '../ui/charts/axis.ts';
import { FigureFrame } from '../ui/charts/figure-frame.tsx';
import { partsOf, type PartKey } from './parts.ts';
import { gigabytes, percentOf } from './figures.ts';
import './memory-map.css';

interface MemoryMapProps {
  readonly groups: readonly { readonly name: string; readonly group: GroupAnswer }[];
  readonly control?: ReactNode;
}

const LEGEND: readonly { readonly key: PartKey; readonly name: string }[] = [
  { key: 'weights', name: 'weights' },
  { key: 'kv', name: 'KV in use' },
  { key: 'room', name: 'KV room left' },
  { key: 'activations', name: 'activations' },
  { key: 'reserve', name: 'reserve' },
];

/** Below this share of the axis a figure does not fit inside its part. */
const LEAST_SHARE = 0.055;

export const MemoryMap = ({ groups, control }: MemoryMapProps) => {
  const axis = linearAxis(Math.max(...groups.map(({ group }) => group.memory.capacity)) / 1e9);
  const alone = groups.length === 1 ? groups[0]?.group.memory : undefined;
  // Figures of a single group stand in the legend, where those of thin parts have room too.
  const figures = alone && new Map(partsOf(alone).map(({ key, bytes }) => [key, bytes]));
  const at = (bytes: number): string => `${(bytes / 1e9 / axis.max) * 100}%`;
  return (
    <FigureFrame
      title="Memory of one accelerator"
      subtitle="GB, at the peak hour"
      description={groups
        .map(
          ({ name, group: { memory } }) =>
            `${name}: ${gigabytes(memory.weights)} GB of weights and ${gigabytes(memory.kvInUse)} of ${gigabytes(Math.max(0, memory.kvRoom))} GB of KV room in use, of ${gigabytes(memory.capacity)} GB.`,
        )
        .join(' ')}
      control={control}
      legend={
        <ul className="chart-legend">
          {LEGEND.map(({ key, name }) => (
            <li key={key}>
              <span className={`memory-part memory-sign memory-part--${key}`} aria-hidden="true" />
              {name} {figures && gigabytes(figures.get(key) ?? 0)}
            </li>
          ))}
        </ul>
      }
      samples={{
        axis: 'Rack group',
        positions: groups.map((_, index) => index),
        at: (index) => {
          const one = groups[index];
          if (!one) return { label: '', rows: [] };
          const { memory } = one.group;
          return {
            label: one.name,
            rows: [
              ...partsOf(memory).map(({ name, bytes }) => ({ name: `${name}, GB`, value: gigabytes(bytes) })),
              { name: 'capacity, GB', value: gigabytes(memory.capacity) },
            ],
          };
        },
      }}
    >
      <div
        className="memory-map scrolls"
        role="region"
        tabIndex={0}
        aria-label="Memory of one accelerator, by rack group"
      >
        <div className="memory-map__rows">
          {groups.map(({ name, group: { memory, rackGroupId, role } }) => (
            <div key={`${rackGroupId}/${role}`} className="memory-map__row">
              <span className="memory-map__name ellipsis" title={name}>
                {name}
              </span>
              <div className="memory-map__track">
                {partsOf(memory).map(({ key, name: part, bytes }) => (
                  <span
                    key={key}
                    className={`memory-part memory-part--${key}`}
                    style={{ width: at(bytes) }}
                    title={`${part} ${gigabytes(bytes)} GB, ${percentOf(bytes, memory.capacity)}`}
                  >
                    {key !== 'unused' && bytes / 1e9 / axis.max >= LEAST_SHARE && <b>{gigabytes(bytes)}</b>}
                  </span>
                ))}
                <span className="memory-map__capacity" style={{ left: at(memory.capacity) }} />
              </div>
              <span className="memory-map__all">
                <b>{gigabytes(memory.capacity)}</b> <span className="unit">GB</span>
              </span>
            </div>
          ))}
        </div>
        <div className="memory-map__axis" aria-hidden="true">
          {axis.ticks.map((tick) => (
            <span key={tick} style={{ left: `${(tick / axis.max) * 100}%` }}>
              {tick}
            </span>
          ))}
        </div>
      </div>
    </FigureFrame>
  );
};
