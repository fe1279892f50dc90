/** Both log axes of the map, and where a point stands. */
import type { WallMap, WallMapModel } from '../../src/evaluate/wall-map-answer.ts';
import { logAxis } from '../ui/charts/axis.ts';

export interface LogAxis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface MapScale {
  readonly x: LogAxis;
  readonly y: LogAxis;
}

/** Room between the outermost thing and the edge, as a factor: labels stand there. */
const MARGIN = 1.35;

const padded = (values: readonly number[], most: number): LogAxis => {
  const axis = logAxis(Math.min(...values) / MARGIN, Math.max(...values) * MARGIN);
  const min = Math.max(axis.min, Math.min(...values) / (MARGIN * 1.6));
  const max = Math.min(axis.max, Math.max(...values) * MARGIN * 1.2);
  const inside = axis.ticks.filter((tick) => tick >= min && tick <= max);
  return { min, max, ticks: inside.length <= most ? inside : inside.filter(isDecade) };
};

const isDecade = (tick: number): boolean => Number.isInteger(Number(Math.log10(tick).toFixed(6)));

/** Axes that hold every point of the map, and the lines of the model they are drawn for. */
export const scaleOf = (map: WallMap, shown: WallMapModel, box: Box): MapScale => {
  const workflows = map.models.flatMap((model) => model.workflows);
  const intensities = workflows.flatMap(({ prefill, decode }) => [prefill.flopPerByte, decode.flopPerByte]);
  const footprints = workflows.map(({ bytesPerRequest }) => bytesPerRequest);
  return {
    x: padded([...intensities, ...shown.lines.map(({ ridge }) => ridge)], Math.max(3, box.width / 70)),
    y: padded([...footprints, ...shown.lines.map((line) => line.bytesPerRequest)], Math.max(2, box.height / 34)),
  };
};

export const shareOf = ({ min, max }: LogAxis, value: number): number => Math.log(value / min) / Math.log(max / min);

export const xOf = (box: Box, axis: LogAxis, value: number): number => box.left + box.width * shareOf(axis, value);

export const yOf = (box: Box, axis: LogAxis, value: number): number =>
  box.top + box.height * (1 - shareOf(axis, value));
