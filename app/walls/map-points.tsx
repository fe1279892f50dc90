/** The points: prefill and decode of one workflow joined by dots, a ring on the chosen one and on the one pointed at. */
import { memo } from 'react';
import type { Spot } from './map-spots.ts';
import { PointShape } from './point-shape.tsx';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface PointsProps {
  readonly spots: readonly Spot[];
  readonly places: readonly Place[];
  readonly chosen: Spot;
  readonly hovered: Spot | null;
}

const RING_PX = 10;

/** The other phase of the same workflow and model stands later in the list. */
const pairsOf = (spots: readonly Spot[], places: readonly Place[]): readonly (readonly [string, Place, Place])[] =>
  spots.flatMap((spot, index) => {
    const partner = spots.findIndex(
      (other, later) => later > index && other.model === spot.model && other.workflow === spot.workflow,
    );
    const [from, to] = [places[index], places[partner]];
    return from && to ? [[spot.key, from, to] as const] : [];
  });

export const Points = memo(({ spots, places, chosen, hovered }: PointsProps) => {
  const ringOf = (spot: Spot | null): Place | undefined => (spot ? places[spots.indexOf(spot)] : undefined);
  const [ring, pointer] = [ringOf(chosen), ringOf(hovered)];
  return (
    <>
      {pairsOf(spots, places).map(([key, from, to]) => (
        <line key={key} className="map__pair" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      {ring && <circle className="map__chosen" cx={ring.x} cy={ring.y} r={RING_PX} />}
      {spots.map(({ key, workflow, model, phase }, index) => {
        const place = places[index];
        return (
          place && (
            <PointShape
              key={key}
              workflowId={workflow.workflowId}
              hollow={!model.own}
              x={place.x}
              y={place.y}
              className={`point-shape--${phase}`}
            />
          )
        );
      })}
      {pointer && hovered !== chosen && <circle className="map__hovered" cx={pointer.x} cy={pointer.y} r={RING_PX} />}
    </>
  );
});
