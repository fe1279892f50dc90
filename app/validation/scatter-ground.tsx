/** What the squares stand on: axes, the diagonal, the band of 10 % and the lines of 30 %. */
import { significant } from '../../src/units/significant.ts';
import { factorLine, placeIn, shareOf, type Box, type Square } from './scale.ts';

export const Ground = ({ box, square }: { readonly box: Box; readonly square: Square }) => {
  const at = (measured: number, predicted: number): string => {
    const { x, y } = placeIn(box, square, measured, predicted);
    return `${x} ${y}`;
  };
  const line = (factor: number): string => {
    const { from, to } = factorLine(square, factor);
    return `M${at(from, from * factor)}L${at(to, to * factor)}`;
  };
  const area = (low: number, high: number): string => {
    const [a, b] = [factorLine(square, low), factorLine(square, high)];
    return `M${at(a.from, a.from * low)}L${at(a.to, a.to * low)}L${at(square.max, square.max)}L${at(b.to, b.to * high)}L${at(b.from, b.from * high)}L${at(square.min, square.min)}Z`;
  };
  const bottom = box.top + box.height;
  return (
    <>
      <path className="scatter__band" d={area(0.9, 1.1)} />
      {square.ticks.map((tick) => {
        const share = shareOf(square, tick);
        const [x, y] = [box.left + box.width * share, bottom - box.height * share];
        return (
          <g key={tick}>
            <line className="scatter__grid" x1={box.left} x2={box.left + box.width} y1={y} y2={y} />
            <line className="scatter__tick-mark" x1={x} x2={x} y1={bottom} y2={bottom + 4} />
            <text className="scatter__tick" x={x} y={bottom + 17} textAnchor="middle">
              {significant(tick)}
            </text>
            <text className="scatter__tick" x={box.left - 7} y={y + 4} textAnchor="end">
              {significant(tick)}
            </text>
          </g>
        );
      })}
      <line className="scatter__tick-mark" x1={box.left} x2={box.left + box.width} y1={bottom} y2={bottom} />
      <path className="scatter__thirty" d={line(1.3)} />
      <path className="scatter__thirty" d={line(0.7)} />
      <path className="scatter__same" d={line(1)} />
      <text className="scatter__tick" x={box.left + box.width} y={bottom - 6} textAnchor="end">
        measured
      </text>
      <text className="scatter__tick" x={box.left + 6} y={box.top + 12}>
        predicted
      </text>
      <text className="scatter__line-name" {...endOf(box, square, 1.3)} dy="-4" textAnchor="end">
        +30 %
      </text>
      <text className="scatter__line-name" {...endOf(box, square, 0.7)} dx="5" dy="4">
        −30 %
      </text>
      <text className="scatter__line-name scatter__line-name--same" {...endOf(box, square, 1)} dx="5" dy="4">
        equal
      </text>
    </>
  );
};

const endOf = (box: Box, square: Square, factor: number): { readonly x: number; readonly y: number } => {
  const { to } = factorLine(square, factor);
  return placeIn(box, square, to, to * factor);
};
