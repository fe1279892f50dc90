/** An example as a card: its racks as they stand in its own plan, and what is in it. */
import { useEffect, useState } from 'react';
import { frontCatalogue, type DrawnSystem } from '../../src/catalogue/front-catalogue.ts';
import type { ReadError } from '../../src/scenario/read-error.ts';
import type { Result } from '../../src/scenario/result.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { whole } from '../../src/units/significant.ts';
import { RackElevation } from '../ui/rack-elevation/rack-elevation.tsx';
import type { Example } from './examples.ts';

interface ExampleCardProps {
  readonly example: Example;
  readonly load: (id: string) => Promise<Result<Scenario, ReadError>>;
  readonly onOpen: (result: Result<Scenario, ReadError>) => void;
}

interface Rack {
  readonly key: string;
  readonly system: DrawnSystem;
  readonly count: number;
  readonly groupStart: boolean;
}

/** Racks a card has room for; the rest is told in words. */
const MOST = 8;

const racksOf = (scenario: Scenario): readonly Rack[] =>
  scenario.rackGroups.flatMap((group) => {
    const system = frontCatalogue.systems[group.systemId];
    if (!system) return [];
    return group.placements.map((placement, index) => ({
      key: `${group.id}-${placement.position}`,
      system,
      count: placement.count,
      groupStart: index === 0,
    }));
  });

const acceleratorsOf = (racks: readonly Rack[]): number =>
  racks.reduce((sum, rack) => sum + rack.system.accelerators * rack.count, 0);

const plural = (count: number, one: string): string => `${whole(count)} ${one}${count === 1 ? '' : 's'}`;

export const ExampleCard = ({ example, load, onOpen }: ExampleCardProps) => {
  const [result, setResult] = useState<Result<Scenario, ReadError> | null>(null);
  useEffect(() => {
    let current = true;
    void load(example.id).then((read) => current && setResult(read));
    return () => {
      current = false;
    };
  }, [example.id, load]);
  // An example that is not shipped with this build has no card.
  if (result && !result.ok) return null;
  const scenario = result?.value ?? null;
  const racks = scenario ? racksOf(scenario) : [];
  const models = new Set(
    scenario?.workloads.map((workload) => frontCatalogue.modelNames[workload.modelId] ?? workload.modelId),
  );
  return (
    <li>
      <button type="button" className="example" disabled={!result} onClick={() => result && onOpen(result)}>
        <span className="example__head">
          <span className="example__name">{scenario?.name ?? example.id}</span>
        </span>
        <span className="example__about">{example.about}</span>
        <span className="example__racks">
          {racks.slice(0, MOST).map((rack) => (
            <span key={rack.key} data-start={rack.groupStart}>
              <RackElevation system={rack.system} count={rack.count} scale={3} />
            </span>
          ))}
        </span>
        <span className="example__foot">
          {scenario && (
            <>
              <span>
                <b>{plural(racks.length, 'rack')}</b> {plural(acceleratorsOf(racks), 'accelerator')}
              </span>
              <span className="ellipsis">{[...models].join(' · ')}</span>
            </>
          )}
        </span>
      </button>
    </li>
  );
};
