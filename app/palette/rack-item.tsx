/** One system of the palette: drawing, name, size, power with its cooling, price, and how its figures are known. 52 px high. */
import { memo, useMemo } from 'react';
import { defaultCatalogue } from '../../src/catalogue/default-catalogue.ts';
import type { Confidence, System } from '../../src/catalogue/figures.ts';
import { dollars, orWord, text, watts } from '../../src/units/format.ts';
import { useSessionStore } from '../state/session-store.ts';
import { useDragSource } from '../ui/drag/drag-area.tsx';
import { Icon } from '../ui/icon.tsx';
import { RackElevation } from '../ui/rack-elevation/rack-elevation.tsx';
import { ConfidenceMark, confidenceWord } from '../ui/trust-mark.tsx';
import { AddToSite } from './add-to-site.tsx';
import { priceParts, shortName, sizeText } from './rack-list.ts';
import './rack-item.css';

const COOLING: Readonly<Record<System['cooling'], string>> = {
  air: 'cooled by air',
  liquid: 'cooled by liquid',
  hybrid: 'cooled by liquid and air',
  unknown: 'cooling not stated',
};

const WEAKEST: readonly (Confidence | null)[] = ['measured', 'datasheet', 'reported', 'estimate', null];

/** What the speed of an answer rests on: the weakest of memory, bandwidth and compute. */
const performanceConfidence = (system: System): Confidence | null => {
  const accelerator = system.acceleratorId ? defaultCatalogue.accelerators[system.acceleratorId] : undefined;
  if (!accelerator) return null;
  const { memory, bandwidth, compute } = accelerator.confidence;
  const rank = Math.max(...[memory, bandwidth, compute].map((each) => WEAKEST.indexOf(each)));
  return WEAKEST[rank] ?? null;
};

const about = (known: Confidence | null): string => (known === 'estimate' ? '≈' : '');

export const RackItem = memo(({ system }: { readonly system: System }) => {
  const thing = useMemo(() => ({ systemId: system.id, name: system.name, count: 1, from: null }), [system]);
  const drag = useDragSource(`palette ${system.id}`, thing);
  const select = useSessionStore((session) => session.select);
  const selected = useSessionStore(({ selection }) => selection?.kind === 'system' && selection.systemId === system.id);
  const inHand = useSessionStore(({ inHand: held }) => held?.systemId === system.id && held.from === null);
  const price = priceParts(system, dollars);
  const power = text(orWord(system.powerProvisioned, watts, 'kW not stated'));
  const figures = performanceConfidence(system);
  const sources = `${system.name}. Accelerator figures: ${confidenceWord(figures)}. Power: ${confidenceWord(system.confidence.power)}. Price: ${confidenceWord(system.confidence.price)}.`;
  return (
    <li className={selected || inHand ? 'rack-item rack-item-marked' : 'rack-item'}>
      <button
        {...drag.props}
        ref={drag.setSource}
        type="button"
        className="rack-item-body"
        aria-pressed={selected}
        onClick={() => select({ kind: 'system', systemId: system.id })}
        title={sources}
      >
        <span className="rack-item-icon">
          <RackElevation system={system} scale={1} />
        </span>
        <span className="rack-item-text">
          <span className="rack-item-name ellipsis">{shortName(system)}</span>
          <span className="rack-item-line">
            <span className="rack-item-size ellipsis">{sizeText(defaultCatalogue, system)}</span>
            {system.status !== 'shipping' && <span className="rack-item-status">{system.status}</span>}
          </span>
          <span className="rack-item-figures">
            <span className="rack-item-power">
              {system.powerProvisioned !== null && about(system.confidence.power)}
              {power}
              <span className="rack-item-cooling" title={COOLING[system.cooling]}>
                {system.cooling !== 'unknown' && <Icon name={system.cooling === 'air' ? 'air' : 'liquid'} size={13} />}
                <span className="visually-hidden">{COOLING[system.cooling]}</span>
              </span>
            </span>
            <span>
              {system.capex && !system.cloudOnly && about(system.confidence.price)}
              {text(price)}
            </span>
          </span>
        </span>
        <ConfidenceMark confidence={figures} />
      </button>
      <AddToSite system={system} />
    </li>
  );
});
RackItem.displayName = 'RackItem';
