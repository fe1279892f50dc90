/**
 * A curve of hours or months that a person draws: every point is a slider, dragged with the pointer or moved with the arrow keys.
 * One drag, or one stay on a point with the keyboard, is one undo step.
 */
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Axis } from '../../ui/charts/axis.ts';
import { Hatch } from '../../ui/charts/hatch.tsx';
import { innerHeight, plotOf, yAt, type Plot } from '../../ui/charts/plot.ts';
import { useSize } from '../../ui/charts/use-size.ts';
import { useScenarioStore } from '../../state/scenario-store.ts';
import { CurveGround, type CurveTick, type CurveTone, type OtherCurve } from './curve-ground.tsx';
import { afterKey, curveAxis, edgeAt, middleAt, stepOf, valueAt } from './curve-scale.ts';
import { CurveValue } from './curve-value.tsx';
import './curve.css';

export interface CurveEditorProps {
  /** What the points are: "Sessions by hour of a weekday". */
  readonly label: string;
  readonly values: readonly number[];
  /** Name of each point: "14:00", "March". */
  readonly names: readonly string[];
  readonly ticks: readonly CurveTick[];
  /** Unit of the field below the curve. */
  readonly unit: string;
  /** A value with its unit, and more where there is more to say. */
  readonly say: (value: number) => string;
  /** A value on the axis and on the drawing. */
  readonly mark: (value: number) => string;
  readonly tone: CurveTone;
  /** Another curve on the same axis, not edited. */
  readonly other?: OtherCurve;
  /** A value every point had before: drawn as a dashed line. */
  readonly rest?: number;
  /** What stands before the name of a point: "At 14:00". */
  readonly before?: 'At' | 'In';
  readonly onSet: (index: number, value: number, gesture: string) => void;
}

const HEIGHT = 118;
const MARGINS = { left: 34, right: 2, top: 14, bottom: 18 };
/** px the pointer moves before a press becomes a drag. */
const SLACK = 3;

let gestures = 0;
const newGesture = (): string => `curve ${(gestures += 1)}`;

interface Drag {
  readonly index: number;
  readonly fromY: number;
  readonly gesture: string;
  /** As it was when the point was taken: the ground must not move under the hand. */
  readonly axis: Axis;
  readonly moved: boolean;
}

export const CurveEditor = (props: CurveEditorProps) => {
  const { label, values, names, ticks, unit, say, mark, tone, other, rest, before = 'At', onSet } = props;
  const [box, { width }] = useSize<HTMLDivElement>();
  const [chosen, setChosen] = useState<number | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const keys = useRef(newGesture());
  const undo = useScenarioStore((state) => state.undo);
  const id = useId();
  const plot = plotOf(Math.max(width, 1), HEIGHT, MARGINS);
  const axis = drag?.axis ?? curveAxis([...values, ...(other?.values ?? [])], rest);
  const { max } = axis;
  const step = stepOf(max);
  const current = Math.min(values.length - 1, chosen ?? values.indexOf(Math.max(...values)));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.key === 'Escape' && drag) {
      event.stopPropagation();
      event.preventDefault();
      // A drag whose every value was refused is no step.
      if (useScenarioStore.getState().history?.past.at(-1)?.gesture === drag.gesture) undo();
      setDrag(null);
      return;
    }
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : afterKey(event.key, index, values, step);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    if (next.index !== index) {
      setChosen(next.index);
      box.current?.querySelector<HTMLElement>(`[data-point="${next.index}"]`)?.focus();
    } else if (next.value !== values[index]) onSet(index, next.value, keys.current);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>, index: number) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    event.preventDefault();
    setChosen(index);
    setDrag({ index, fromY: event.clientY, gesture: newGesture(), axis, moved: false });
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drag || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (!drag.moved && Math.abs(event.clientY - drag.fromY) < SLACK) return;
    const top = box.current?.getBoundingClientRect().top ?? 0;
    const value = valueAt(plot, max, event.clientY - top);
    if (!drag.moved) setDrag({ ...drag, moved: true });
    if (value !== values[drag.index]) onSet(drag.index, value, drag.gesture);
  };

  return (
    <div className="curve">
      <div ref={box} className="curve__box" role="group" aria-label={label} aria-describedby={`${id}-keys`}>
        <svg className="curve__drawing" width={plot.width} height={plot.height} aria-hidden="true">
          <defs>
            <Hatch id={`${id}-hatch`} ground="var(--class-offline)" line="var(--class-offline-edge)" gap={5} />
          </defs>
          <CurveGround
            plot={plot}
            values={values}
            axis={axis}
            ticks={ticks}
            tone={tone}
            hatch={`${id}-hatch`}
            mark={mark}
            {...(other ? { other } : {})}
            {...(rest === undefined ? {} : { rest })}
          />
        </svg>
        {values.map((value, index) => (
          <div
            key={names[index]}
            data-point={index}
            className="curve__point"
            role="slider"
            aria-orientation="vertical"
            aria-label={names[index]}
            aria-valuenow={value}
            aria-valuemin={0}
            aria-valuemax={Math.max(max, value)}
            aria-valuetext={say(value)}
            tabIndex={index === current ? 0 : -1}
            data-held={drag?.index === index}
            style={pointStyle(plot, index, values.length)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onFocus={() => {
              keys.current = newGesture();
              setChosen(index);
            }}
            onPointerDown={(event) => onPointerDown(event, index)}
            onPointerMove={onPointerMove}
            onLostPointerCapture={() => setDrag(null)}
          >
            <span className="curve__handle" style={{ top: yAt(plot, Math.min(value, max), max) - plot.top }} />
          </div>
        ))}
        <span
          className="curve__note"
          aria-hidden="true"
          style={noteStyle(plot, current, values.length, yAt(plot, Math.min(values[current] ?? 0, max), max))}
        >
          {mark(values[current] ?? 0)}
        </span>
      </div>
      <p id={`${id}-keys`} className="visually-hidden">
        Left and right choose a point, up and down change it.
      </p>
      <CurveValue
        label={`${before} ${names[current] ?? ''}`}
        value={values[current] ?? 0}
        unit={unit}
        said={say(values[current] ?? 0)}
        onSet={(value) => onSet(current, value, newGesture())}
      />
    </div>
  );
};

const pointStyle = (plot: Plot, index: number, count: number) => ({
  left: edgeAt(plot, index, count),
  width: edgeAt(plot, 1, count) - edgeAt(plot, 0, count),
  top: plot.top,
  height: innerHeight(plot),
});

/** Over the point, inside the drawing. */
const noteStyle = (plot: Plot, index: number, count: number, y: number) => {
  const x = middleAt(plot, index, count);
  const share = (x - plot.left) / Math.max(1, plot.width - plot.left);
  return { left: x, top: Math.max(0, y - 19), transform: `translateX(${(-share * 100).toFixed(0)}%)` };
};
