/**
 * A card that opens when its button is pointed at, reached by keyboard or pressed; pressed, it stays. It lies in the top layer, so no
 * panel clips it, and closes on Escape, on a click elsewhere or when focus leaves it.
 */
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import './peek.css';

interface PeekProps {
  /** What the button shows; its text is the button's name. */
  readonly face: ReactNode;
  /** Name of the card. */
  readonly label: string;
  readonly className?: string;
  /** Called only while the card is open. */
  readonly children: () => ReactNode;
}

/** Long enough to cross a button without opening it, and to reach the card from it. */
const OPEN_AFTER_MS = 150;
const CLOSE_AFTER_MS = 220;
const EDGE = 8;

const place = (root: HTMLElement, card: HTMLElement): void => {
  const anchor = root.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = anchor.bottom + height + EDGE <= window.innerHeight;
  const top = below ? anchor.bottom : Math.max(EDGE, anchor.top - height);
  card.style.left = `${Math.max(EDGE, anchor.right - width)}px`;
  card.style.top = `${Math.min(top, Math.max(EDGE, window.innerHeight - height - EDGE))}px`;
};

export const Peek = ({ face, label, className, children }: PeekProps) => {
  const [open, setOpen] = useState<'no' | 'shown' | 'pinned'>('no');
  const root = useRef<HTMLSpanElement>(null);
  const timer = useRef(0);
  const id = useId();
  const later = (next: 'no' | 'shown', ms: number): void => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen((now) => (now === 'pinned' ? now : next)), ms);
  };
  const close = useCallback(() => {
    window.clearTimeout(timer.current);
    setOpen('no');
  }, []);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (open === 'no') return undefined;
    const inside = (target: EventTarget | null): boolean =>
      target instanceof Node && root.current?.contains(target) === true;
    const leave = (event: Event) => {
      if (!inside(event.target)) close();
    };
    // Reaching a button by keyboard may scroll it into view, so the card follows; out of sight it closes.
    const follow = (event: Event) => {
      const card = root.current?.querySelector<HTMLElement>('.peek-card');
      if (!root.current || !card || card === event.target) return;
      const { top, bottom } = root.current.getBoundingClientRect();
      if (bottom < 0 || top > window.innerHeight) close();
      else place(root.current, card);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      if (inside(document.activeElement)) root.current?.querySelector('button')?.focus();
      close();
    };
    window.addEventListener('pointerdown', leave);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    window.addEventListener('keydown', escape, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', leave);
      window.removeEventListener('scroll', follow, { capture: true });
      window.removeEventListener('keydown', escape, { capture: true });
    };
  }, [open, close]);
  const card = useCallback((element: HTMLDivElement | null) => {
    if (!element) return undefined;
    element.showPopover();
    // Its size changes when the source arrives.
    const observer = new ResizeObserver(() => root.current && place(root.current, element));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const blur = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && !root.current?.contains(event.relatedTarget)) close();
  };
  const mouse = ({ pointerType }: PointerEvent): boolean => pointerType === 'mouse';
  return (
    <span
      ref={root}
      className={className ? `peek ${className}` : 'peek'}
      onPointerEnter={(event) => mouse(event) && later('shown', OPEN_AFTER_MS)}
      onPointerLeave={(event) => mouse(event) && later('no', CLOSE_AFTER_MS)}
      onBlur={blur}
    >
      <button
        type="button"
        className="peek-face"
        aria-expanded={open !== 'no'}
        aria-haspopup="dialog"
        aria-controls={open === 'no' ? undefined : id}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && later('shown', 0)}
        onClick={() => {
          window.clearTimeout(timer.current);
          setOpen(open === 'pinned' ? 'no' : 'pinned');
        }}
      >
        {face}
      </button>
      {open !== 'no' && (
        <div ref={card} id={id} popover="manual" role="dialog" aria-label={label} className="peek-card">
          {children()}
        </div>
      )}
    </span>
  );
};
