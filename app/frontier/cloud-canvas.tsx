/** The canvas of the cloud, painted again when its points, its size, the theme or the screen change. */
import { memo, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Marks } from './cloud.ts';
import { paintCloud, type CssInks } from './cloud-paint.ts';

interface CloudCanvasProps {
  readonly width: number;
  readonly height: number;
  readonly marks: Marks | null;
}

/** Tokens are expressions of both themes: elements that wear them say what they come to, again after the theme changes. */
const useInks = (): readonly [CssInks | null, RefObject<HTMLSpanElement | null>, RefObject<HTMLSpanElement | null>] => {
  const [inks, setInks] = useState<CssInks | null>(null);
  const within = useRef<HTMLSpanElement>(null);
  const broken = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const read = (): void => {
      if (!within.current || !broken.current) return;
      const next = { within: getComputedStyle(within.current).color, broken: getComputedStyle(broken.current).color };
      setInks((last) => (last && last.within === next.within && last.broken === next.broken ? last : next));
    };
    read();
    const page = new MutationObserver(read);
    page.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const query = window.matchMedia('(prefers-color-scheme: dark)');
    query.addEventListener('change', read);
    return () => {
      page.disconnect();
      query.removeEventListener('change', read);
    };
  }, []);
  return [inks, within, broken];
};

export const CloudCanvas = memo(({ width, height, marks }: CloudCanvasProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [inks, within, broken] = useInks();
  useLayoutEffect(() => {
    if (canvas.current && inks) paintCloud(canvas.current, width, height, marks, inks);
  }, [width, height, marks, inks]);
  return (
    <>
      <canvas ref={canvas} className="cloud" style={{ width, height }} aria-hidden="true" />
      <span ref={within} className="cloud__within" hidden />
      <span ref={broken} className="cloud__broken" hidden />
    </>
  );
});
