/** The estate: one line of sums, the row of workload cards, and the sites as rooms. */
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { RackAnswer } from '../../src/evaluate/evaluation.ts';
import { useEvaluation, useResultsStore } from '../state/results-store.ts';
import { useScenario, useScenarioStore } from '../state/scenario-store.ts';
import { useSessionStore } from '../state/session-store.ts';
import { EstateBar } from './estate-bar.tsx';
import { Room } from './room.tsx';
import { positionsPerRow, roomGeometry } from './room-geometry.ts';
import { standingOf, type SiteStanding } from './standing.ts';
import { useFloorScale } from './use-floor-scale.ts';
import './estate.css';

/** From this many sites on, those without racks are folded. */
const FOLD_FROM = 3;
const NO_RACKS: ReadonlyMap<number, RackAnswer> = new Map();
const EMPTY: SiteStanding = { at: new Map() };

interface EstateProps {
  /** The workloads, above the rooms. */
  readonly cards: ReactNode;
  readonly onAddWorkload: () => void;
}

export const Estate = ({ cards, onAddWorkload }: EstateProps) => {
  const scenario = useScenario();
  const evaluation = useEvaluation();
  const geometry = roomGeometry(useFloorScale());
  const [width, measure] = useWidth();
  const hourUtc = useSessionStore((session) => session.shownHourUtc);
  const selection = useSessionStore((session) => session.selection);
  const revision = useScenarioStore((state) => state.revision);
  const stale = useResultsStore((state) => state.evaluation !== null && state.revision !== revision);
  const standing = useMemo(() => (scenario ? standingOf(defaultCatalogue, scenario) : null), [scenario]);
  const answers = useMemo(() => new Map(evaluation?.sites.map((site) => [site.siteId, site])), [evaluation]);
  const pools = useMemo(() => new Map(evaluation?.deployments.map((pool) => [pool.deploymentId, pool])), [evaluation]);
  const racks = useMemo(() => racksBySite(evaluation?.racks ?? []), [evaluation]);
  if (!scenario || !standing) return null;

  const perRow = positionsPerRow(width, geometry);
  const selectedPool =
    selection?.kind === 'deployment'
      ? selection.deploymentId
      : selection?.kind === 'workload'
        ? (scenario.deployments.find((pool) => pool.workloadIds.includes(selection.workloadId))?.id ?? null)
        : null;
  return (
    <section className="estate" aria-label="Estate">
      <EstateBar scenario={scenario} onAddWorkload={onAddWorkload} />
      <div className="estate-ground scrolls" data-drag-scroll="">
        {cards}
        <div ref={measure} className="rooms" data-scale={geometry.scale}>
          {scenario.sites.length === 0 && <p className="estate-empty">No site yet. Add one to stand racks in.</p>}
          {width > 0 &&
            scenario.sites.map((site, siteIndex) => (
              <Room
                key={site.id}
                catalogue={defaultCatalogue}
                site={site}
                siteIndex={siteIndex}
                geometry={geometry}
                perRow={perRow}
                standing={standing.get(site.id) ?? EMPTY}
                answer={answers.get(site.id) ?? null}
                racks={racks.get(site.id) ?? NO_RACKS}
                pools={pools}
                tier={evaluation?.totals.tier ?? null}
                hourUtc={hourUtc}
                stale={stale}
                selected={selection?.kind === 'site' && selection.siteId === site.id}
                selectedPosition={
                  selection?.kind === 'rack' && selection.siteId === site.id ? selection.position : null
                }
                selectedPool={selectedPool}
                foldable={scenario.sites.length >= FOLD_FROM}
              />
            ))}
        </div>
      </div>
    </section>
  );
};

const racksBySite = (racks: readonly RackAnswer[]): ReadonlyMap<string, ReadonlyMap<number, RackAnswer>> => {
  const sites = new Map<string, Map<number, RackAnswer>>();
  for (const rack of racks) {
    const site = sites.get(rack.siteId) ?? new Map<number, RackAnswer>();
    sites.set(rack.siteId, site.set(rack.position, rack));
  }
  return sites;
};

/** Width of an element, followed while it changes. */
const useWidth = (): [number, (element: HTMLElement | null) => (() => void) | undefined] => {
  const [width, setWidth] = useState(0);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, measure];
};
