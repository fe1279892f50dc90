/** The top edge of the dock: drag it, or move it with the arrow keys; a double click expands the dock. */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useSessionStore } from '../state/session-store.ts';

const LEAST_PX = 160;
const MOST_SHARE = 0.7;
const STEP_PX = 24;

const bounded = (height: number): number =>
  Math.round(Math.min(window.innerHeight * MOST_SHARE, Math.max(LEAST_PX, height)));

interface DockGripProps {
  /** px; null while the layout decides. */
  readonly height: number | null;
  readonly onHeight: (height: number) => void;
}

export const DockGrip = ({ height: set, onHeight }: DockGripProps) => {
  const expandDock = useSessionStore((state) => state.expandDock);
  const grip = useRef<HTMLDivElement>(null);
  const height = (): number => grip.current?.parentElement?.clientHeight ?? LEAST_PX;

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onHeight(bounded(window.innerHeight - event.clientY));
  };
  const steer = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? STEP_PX : event.key === 'ArrowDown' ? -STEP_PX : 0;
    if (event.key === 'Enter') expandDock(true);
    if (step === 0) return;
    event.preventDefault();
    onHeight(bounded(height() + step));
  };

  return (
    <div
      ref={grip}
      className="dock-grip"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the answers"
      aria-valuemin={LEAST_PX}
      aria-valuemax={Math.round(window.innerHeight * MOST_SHARE)}
      aria-valuenow={set ?? height()}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => expandDock(true)}
      onKeyDown={steer}
    />
  );
};
