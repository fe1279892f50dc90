/**
 * The elevation of a rack as SVG at 1, 2, 3 or 8 px per U. Decorative: whoever places it gives the name.
 * Drawings are kept per system, count and scale, because a hall may hold hundreds of one kind.
 */
import { memo } from 'react';
import type { DrawnSystem } from '../../../src/catalogue/front-catalogue.ts';
import { draw, drawLit, type Drawing } from './draw.ts';
import { elevationOf } from './elevation.ts';
import { frameOf, type Scale } from './geometry.ts';
import type { Layer } from './layer.ts';
import type { Elevation } from './parts.ts';
import './rack-elevation.css';

export type LitHue = 'prefill' | 'decode' | 'kv' | 'host' | 'power';

export interface RackElevationProps {
  readonly system: DrawnSystem;
  readonly scale: Scale;
  /** Systems in the position; absent: as many as it holds. */
  readonly count?: number;
  /** Share of SLA capacity, 0..1; null or absent: unlit. */
  readonly lit?: number | null;
  readonly hue?: LitHue;
  readonly stale?: boolean;
}

interface Kept {
  readonly system: DrawnSystem;
  readonly elevation: Elevation;
  readonly drawing: Drawing;
}

const kept = new Map<string, Kept>();

const drawingOf = (system: DrawnSystem, count: number | undefined, scale: Scale): Kept => {
  const key = `${system.id}|${count ?? ''}|${scale}`;
  const found = kept.get(key);
  if (found && found.system === system) return found;
  const elevation = elevationOf(system, count);
  const made: Kept = { system, elevation, drawing: draw(elevation, scale) };
  kept.set(key, made);
  return made;
};

const Painted = ({ layer }: { readonly layer: Layer }) => (
  <path
    d={layer.d}
    className={layer.stroke ? `rack-line rack-line-${layer.ink}` : `rack-fill-${layer.ink}`}
    strokeWidth={layer.stroke?.width}
    strokeDasharray={layer.stroke?.dash}
    opacity={layer.opacity}
  />
);

export const RackElevation = memo(
  ({ system, scale, count, lit = null, hue = 'decode', stale = false }: RackElevationProps) => {
    const frame = frameOf(scale);
    const { elevation, drawing } = drawingOf(system, count, scale);
    const light = lit === null ? '' : drawLit(elevation, scale, lit);
    return (
      <svg
        className={stale ? 'rack-elevation rack-stale' : 'rack-elevation'}
        width={frame.width}
        height={frame.height}
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        shapeRendering={scale === 8 ? undefined : 'crispEdges'}
        aria-hidden="true"
      >
        {drawing.under.map((layer, i) => (
          <Painted key={i} layer={layer} />
        ))}
        {light !== '' && <path d={light} className={`rack-lit rack-lit-${hue}`} />}
        {drawing.over.map((layer, i) => (
          <Painted key={i} layer={layer} />
        ))}
      </svg>
    );
  },
);
RackElevation.displayName = 'RackElevation';
