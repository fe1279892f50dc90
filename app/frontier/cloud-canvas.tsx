/** The canvas of the cloud, painted again when its points, its size, the theme or the screen change. */
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSessionStore } from '../state/session-store.ts';
import type { Marks } from './cloud.ts';
import { paintCloud } from './cloud-paint.ts';

interface CloudCanvasProps {
  readonly width: number;
  readonly height: number;
  readonly marks: Marks | null;
}

/** Counts the changes of what the page looks like. */
const useAppearance = (): number => {
  const theme = useSessionStore((state) => state.theme);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => setChanges((count) => count + 1);
    // The theme is put on the page after this view has heard of it.
    const frame = requestAnimationFrame(changed);
    query.addEventListener('change', changed);
    return () => {
      cancelAnimationFrame(frame);
      query.removeEventListener('change', changed);
    };
  }, [theme]);
  return changes;
};

export const CloudCanvas = memo(({ width, height, marks }: CloudCanvasProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const within = useRef<HTMLSpanElement>(null);
  const broken = useRef<HTMLSpanElement>(null);
  const appearance = useAppearance();
  useLayoutEffect(() => {
    if (!canvas.current || !within.current || !broken.current) return;
    // Tokens are expressions of both themes: an element says what they come to.
    const inks = {
      within: getComputedStyle(within.current).color,
      broken: getComputedStyle(broken.current).color,
    };
    paintCloud(canvas.current, width, height, marks, inks);
  }, [width, height, marks, appearance]);
  return (
    <>
      <canvas ref={canvas} className="cloud" style={{ width, height }} aria-hidden="true" />
      <span ref={within} className="cloud__within" hidden />
      <span ref={broken} className="cloud__broken" hidden />
    </>
  );
});
