/**
 * The only file that knows @dnd-kit: it starts and ends a drag by mouse (4 px), touch or keyboard; the session does the rest.
 * Nothing here re-renders while the pointer moves, except the source itself.
 */
import {
  DndContext,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { DragStartEvent, KeyboardCoordinateGetter } from '@dnd-kit/core';
import { createContext, useContext, useEffect, useMemo, useState, type HTMLAttributes, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { DragSession, type DragRules, type Step, type ThingInHand } from './drag-session.ts';
import './drag-area.css';

const SENSORS = {
  mouse: { activationConstraint: { distance: 4 } },
  touch: { activationConstraint: { delay: 180, tolerance: 6 } },
} as const;

const KEYS = { start: ['Enter'], cancel: ['Escape', 'Tab'], end: ['Enter', 'Space'] };

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const INSTRUCTIONS = {
  draggable:
    'Enter picks up; arrow keys walk the positions; F goes to one that fits; Enter drops; Escape puts it back. Space selects.',
};

/** The session says everything itself. */
const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** What every source may do without the drag: lets a menu drop a thing on a named target. */
const SourceContext = createContext<DragSession | null>(null);

export interface DragAreaProps {
  readonly rules: DragRules;
  readonly picture: (thing: ThingInHand) => ReactNode;
  readonly children: ReactNode;
}

export const DragArea = ({ rules, picture, children }: DragAreaProps) => {
  const [held, setHeld] = useState<ThingInHand | null>(null);
  const [session] = useState(() => new DragSession(rules));
  // Made once: new options would make new sensors, and every source would render again with each sentence said.
  const [keyboard] = useState(() => keyboardOptions(session));
  const sensors = useSensors(
    useSensor(MouseSensor, SENSORS.mouse),
    useSensor(TouchSensor, SENSORS.touch),
    useSensor(KeyboardSensor, keyboard),
  );
  const accessibility = useMemo(() => ({ announcements: SILENT, screenReaderInstructions: INSTRUCTIONS }), []);
  useFollow(session, held !== null);

  const begin = ({ active, activatorEvent }: DragStartEvent): void => {
    const thing = isThing(active.data.current) ? active.data.current : null;
    if (!thing) return;
    const source =
      activatorEvent.target instanceof Element ? activatorEvent.target.closest('[data-drag-source]') : null;
    session.begin(thing, source, pointOf(activatorEvent));
    setHeld(thing);
  };
  const settle = async (ended: Promise<void>): Promise<void> => {
    await ended;
    setHeld(null);
  };

  return (
    <SourceContext value={session}>
      <DndContext
        sensors={sensors}
        autoScroll={false}
        accessibility={accessibility}
        onDragStart={begin}
        onDragEnd={() => void settle(session.end())}
        onDragCancel={() => void settle(session.cancel())}
      >
        {children}
      </DndContext>
      <div
        ref={(element) => session.speakIn(element)}
        role="status"
        aria-live="assertive"
        className="visually-hidden"
      />
      {held &&
        createPortal(
          <div ref={(element) => session.attach(element)} className="in-hand" aria-hidden="true">
            <div className="in-hand-tilt">{picture(held)}</div>
          </div>,
          document.body,
        )}
    </SourceContext>
  );
};

/** Not a position of its own: the session walks the targets and moves the picture, the sensor only relays the key. */
const keyboardOptions = (session: DragSession) => {
  const coordinateGetter: KeyboardCoordinateGetter = (event) => {
    const step = STEPS[event.code];
    if (!step) return undefined;
    event.preventDefault();
    session.step(step);
    return undefined;
  };
  return { keyboardCodes: KEYS, coordinateGetter, scrollBehavior: 'auto' as const };
};

/** Pointer and keys while something is in hand. */
const useFollow = (session: DragSession, active: boolean): void => {
  useEffect(() => {
    if (!active) return undefined;
    const mouse = (event: MouseEvent) => session.moveTo(event.clientX, event.clientY);
    const touch = (event: TouchEvent) => {
      const [first] = event.touches;
      if (first) session.moveTo(first.clientX, first.clientY);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      session.jump();
    };
    window.addEventListener('mousemove', mouse);
    window.addEventListener('touchmove', touch, { passive: true });
    window.addEventListener('keydown', key);
    return () => {
      window.removeEventListener('mousemove', mouse);
      window.removeEventListener('touchmove', touch);
      window.removeEventListener('keydown', key);
    };
  }, [session, active]);
};

const isThing = (data: unknown): data is ThingInHand => typeof data === 'object' && data !== null && 'systemId' in data;

const pointOf = (event: Event): { x: number; y: number } | null => {
  if (event instanceof MouseEvent) return { x: event.clientX, y: event.clientY };
  if (typeof TouchEvent !== 'undefined' && event instanceof TouchEvent) {
    const [first] = event.touches;
    return first ? { x: first.clientX, y: first.clientY } : null;
  }
  return null;
};

export interface DragSource {
  /** Give it to `ref` of the element. */
  readonly setSource: (element: HTMLElement | null) => void;
  /** Handlers and descriptions to spread onto the element; it must be focusable. */
  readonly props: HTMLAttributes<HTMLElement> & { readonly 'data-drag-source': string };
  readonly dragging: boolean;
}

/** Makes an element the source of a drag. `thing` must keep its identity between renders. */
export const useDragSource = (id: string, thing: ThingInHand): DragSource => {
  const inArea = useContext(SourceContext) !== null;
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({ id, data: { ...thing }, disabled: !inArea });
  return {
    setSource: setNodeRef,
    props: { ...listeners, 'aria-describedby': attributes['aria-describedby'], 'data-drag-source': id },
    dragging: isDragging,
  };
};
