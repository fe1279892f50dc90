/** The ground of the map: three tints of the device and model in view, ridges and capacity lines, axes. */
import { memo } from 'react';
import type { DeviceLine, WallMapModel } from '../../src/evaluate/wall-map-answer.ts';
import { xOf, yOf, type Box, type MapScale } from './map-scale.ts';
import { shortSystem } from '../ui/group-name.ts';
import { FORMAT_WORDS, intensity, requests, size } from './words.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface GroundProps {
  readonly box: Box;
  readonly scale: MapScale;
  readonly model: WallMapModel;
  /** Where the points stand: names keep away from them. */
  readonly places: readonly Place[];
  /** Too low a map for words beside every line. */
  readonly low: boolean;
}

interface LineProps {
  readonly box: Box;
  readonly scale: MapScale;
  readonly line: DeviceLine;
  /** Of the device in view; the others are dashed. */
  readonly own: boolean;
  /** Empty where there is no room for them. */
  readonly words: string;
}

interface RidgeProps extends LineProps {
  readonly places: readonly Place[];
  readonly low: boolean;
}

const Ridge = ({ box, scale, line, own, words, places, low }: RidgeProps) => {
  const x = xOf(box, scale.x, line.ridge);
  const bottom = box.top + box.height;
  // At the foot of the line unless points stand there.
  const near = places.filter((place) => Math.abs(place.x - x) < 20);
  const atTop = near.some(({ y }) => y > bottom - 150) && !near.some(({ y }) => y < box.top + 150);
  const turned = atTop
    ? `translate(${x - 4} ${box.top + 30}) rotate(-90)`
    : `translate(${x - 4} ${bottom - 8}) rotate(-90)`;
  return (
    <>
      <line className={own ? 'map__own' : 'map__other'} x1={x} x2={x} y1={box.top} y2={bottom} />
      <text
        className={own ? 'map__name map__name--own' : 'map__name'}
        transform={low ? `translate(${x + 5} ${box.top + 11})` : turned}
        textAnchor={atTop && !low ? 'end' : 'start'}
      >
        {words}
      </text>
    </>
  );
};

const Capacity = ({ box, scale, line, own, words }: LineProps) => {
  const y = yOf(box, scale.y, line.bytesPerRequest);
  const below = own && y + 16 < box.top + box.height;
  return (
    <>
      <line className={own ? 'map__own' : 'map__other'} x1={box.left} x2={box.left + box.width} y1={y} y2={y} />
      <text className={own ? 'map__name map__name--own' : 'map__name'} x={box.left + 8} y={below ? y + 14 : y - 5}>
        {words}
      </text>
    </>
  );
};

/** "GB200 NVL72, 12,076 in flight: 174 MB each". */
const capacityWords = (line: DeviceLine): string =>
  `${shortSystem(line.name)}, ${requests(line.ridgeBatch)} in flight: ${size(line.bytesPerRequest)} each`;

export const Ground = memo(({ box, scale, model, places, low }: GroundProps) => {
  const [own, ...others] = model.lines;
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  if (!own) return null;
  const x = Math.min(right, Math.max(box.left, xOf(box, scale.x, own.ridge)));
  const y = Math.min(bottom, Math.max(box.top, yOf(box, scale.y, own.bytesPerRequest)));
  const format = FORMAT_WORDS[model.format] ?? model.format;
  const shared = { box, scale };
  return (
    <>
      <rect className="map__capacity" x={box.left} y={box.top} width={box.width} height={y - box.top} />
      <rect className="map__bandwidth" x={box.left} y={y} width={x - box.left} height={bottom - y} />
      <rect className="map__compute" x={x} y={y} width={right - x} height={bottom - y} />
      {scale.y.ticks.map((tick) => (
        <g key={tick}>
          <line
            className="map__grid"
            x1={box.left}
            x2={right}
            y1={yOf(box, scale.y, tick)}
            y2={yOf(box, scale.y, tick)}
          />
          <text className="map__tick" x={box.left - 7} y={yOf(box, scale.y, tick) + 4} textAnchor="end">
            {size(tick)}
          </text>
        </g>
      ))}
      {scale.x.ticks.map((tick) => (
        <g key={tick}>
          <line
            className="map__grid"
            x1={xOf(box, scale.x, tick)}
            x2={xOf(box, scale.x, tick)}
            y1={box.top}
            y2={bottom}
          />
          <text className="map__tick" x={xOf(box, scale.x, tick)} y={bottom + 15} textAnchor="middle">
            {intensity(tick)}
          </text>
        </g>
      ))}
      <path className="map__axes" d={`M${box.left} ${box.top}V${bottom}H${right}`} />
      {others.map((line) => (
        <g key={line.systemId}>
          <Ridge
            {...shared}
            places={places}
            low={low}
            line={line}
            own={false}
            words={low ? '' : `${shortSystem(line.name)}: ${intensity(line.ridge)}`}
          />
          <Capacity {...shared} line={line} own={false} words={low ? '' : capacityWords(line)} />
        </g>
      ))}
      <Ridge
        {...shared}
        places={places}
        low={low}
        line={own}
        own
        words={
          low
            ? `ridge ${intensity(own.ridge)} FLOP/B`
            : `${shortSystem(own.name)}: ${intensity(own.ridge)} FLOP/B at ${format}`
        }
      />
      <Capacity {...shared} line={own} own words={low ? `${size(own.bytesPerRequest)} each` : capacityWords(own)} />
    </>
  );
});
