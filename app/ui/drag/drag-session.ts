/**
 * One gesture from pick-up to drop: where the thing in hand is, what it is over, and how it goes home.
 * Targets are elements with `data-drop`; hit-testing asks the document, so hundreds of targets cost nothing while the pointer moves.
 */

/** A system from the palette (`from` null) or everything on one position. */
export interface ThingInHand {
  readonly systemId: string;
  readonly name: string;
  readonly count: number;
  readonly from: { readonly siteId: string; readonly position: number } | null;
}

/** What the feature makes of the gesture. Every sentence returned is read out. */
export interface DragRules {
  pick(thing: ThingInHand): string;
  /** `target` is the `data-drop` of the element under the thing; null is none. */
  over(thing: ThingInHand, target: string | null): string;
  drop(thing: ThingInHand, target: string | null): { readonly landed: boolean; readonly say: string };
  cancel(thing: ThingInHand): string;
  /** The next target where the thing may stand, after the present one; null when there is none. */
  jump(thing: ThingInHand, after: string | null): string | null;
}

export type Step = 'left' | 'right' | 'up' | 'down';

/** Where the pointer holds the thing: 45 % from its left, 55 % from its top. */
const GRIP = { x: 0.45, y: 0.55 } as const;
/** How far the pointer must go to take back what F moved, px. */
const UNPIN = 12;
/** Height of the edge that scrolls, and its speed, px and px per frame. */
const EDGE = { height: 28, speed: 9 } as const;

const targets = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-drop]')];

/** The element that is a target by this name. */
export const targetElement = (target: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-drop="${CSS.escape(target)}"]`);

export class DragSession {
  readonly #rules: DragRules;
  #voice: HTMLElement | null = null;
  #thing: ThingInHand | null = null;
  #source: Element | null = null;
  #picture: HTMLElement | null = null;
  #over: string | null = null;
  #pointer: { x: number; y: number } | null = null;
  /** Where the pointer was when F moved the thing away from it. */
  #pinnedAt: { x: number; y: number } | null = null;
  #frame = 0;

  constructor(rules: DragRules) {
    this.#rules = rules;
  }

  /** The live region that reads out what happens. */
  speakIn(element: HTMLElement | null): void {
    this.#voice = element;
  }

  #say(text: string): void {
    if (this.#voice) this.#voice.textContent = text;
  }

  get thing(): ThingInHand | null {
    return this.#thing;
  }

  /** The floating element, once it is in the document. */
  attach(picture: HTMLElement | null): void {
    this.#picture = picture;
    this.#place();
  }

  /** @param at pointer in client px; null when picked with the keyboard. */
  begin(thing: ThingInHand, source: Element | null, at: { x: number; y: number } | null): void {
    this.#thing = thing;
    this.#source = source;
    this.#pointer = at;
    this.#pinnedAt = null;
    this.#over = null;
    this.#say(this.#rules.pick(thing));
    if (!at)
      this.#goTo(thing.from ? `${thing.from.siteId}/${thing.from.position}` : (targets()[0]?.dataset['drop'] ?? null));
    this.#frame = requestAnimationFrame(this.#scrollAtEdge);
  }

  moveTo(x: number, y: number): void {
    if (!this.#thing) return;
    this.#pointer = { x, y };
    if (this.#pinnedAt && Math.hypot(x - this.#pinnedAt.x, y - this.#pinnedAt.y) < UNPIN) return;
    this.#pinnedAt = null;
    const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]');
    this.#setOver(under?.dataset['drop'] ?? null);
    this.#place();
  }

  /** One step with the arrow keys: along the row, or to the nearest target above or below. Illegal targets are walked alike. */
  step(direction: Step): void {
    const all = targets();
    const present = this.#over === null ? null : targetElement(this.#over);
    const next = present ? neighbour(all, present, direction) : all[0];
    if (next) this.#goTo(next.dataset['drop'] ?? null);
  }

  jump(): void {
    if (!this.#thing) return;
    const target = this.#rules.jump(this.#thing, this.#over);
    if (target === null) return;
    this.#pinnedAt = this.#pointer;
    this.#goTo(target);
  }

  /** Ends the gesture; resolves when the picture is home. */
  async end(): Promise<void> {
    const thing = this.#thing;
    if (!thing) return;
    const target = this.#over;
    const { landed, say } = this.#rules.drop(thing, target);
    this.#say(say);
    await this.#home(landed && target !== null ? targetElement(target) : this.#source);
  }

  async cancel(): Promise<void> {
    const thing = this.#thing;
    if (!thing) return;
    this.#say(this.#rules.cancel(thing));
    await this.#home(this.#source);
  }

  #goTo(target: string | null): void {
    this.#setOver(target);
    if (target !== null) targetElement(target)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#place();
  }

  #setOver(target: string | null): void {
    if (!this.#thing || target === this.#over) return;
    this.#over = target;
    this.#say(this.#rules.over(this.#thing, target));
  }

  #place(): void {
    const picture = this.#picture;
    if (!picture) return;
    const { width, height } = picture.getBoundingClientRect();
    const slot = this.#over === null ? null : targetElement(this.#over);
    if (this.#pointer && !this.#pinnedAt) {
      move(picture, this.#pointer.x - width * GRIP.x, this.#pointer.y - height * GRIP.y);
    } else if (slot) {
      const at = slot.getBoundingClientRect();
      move(picture, at.x + (at.width - width) / 2, at.y + (at.height - height) / 2);
    }
  }

  async #home(destination: Element | null): Promise<void> {
    cancelAnimationFrame(this.#frame);
    const picture = this.#picture;
    this.#thing = null;
    if (!picture || !destination) return;
    const duration = Number.parseFloat(getComputedStyle(picture).getPropertyValue('--move'));
    const to = destination.getBoundingClientRect();
    const size = picture.getBoundingClientRect();
    // A source that is out of sight has no place to fly to.
    if (!(duration > 0) || to.width === 0) return;
    const end = `translate(${to.x + (to.width - size.width) / 2}px, ${to.y + (to.height - size.height) / 2}px)`;
    await picture.animate([{ transform: end }], { duration, easing: 'cubic-bezier(.2, 0, 0, 1)', fill: 'forwards' })
      .finished;
  }

  /** Holding something at the upper or lower edge of the estate scrolls it. */
  readonly #scrollAtEdge = (): void => {
    if (!this.#thing) return;
    this.#frame = requestAnimationFrame(this.#scrollAtEdge);
    const ground = document.querySelector('[data-drag-scroll]');
    if (!ground || !this.#pointer || this.#pinnedAt) return;
    const { x, y } = this.#pointer;
    const area = ground.getBoundingClientRect();
    if (x < area.left || x > area.right || y < area.top || y > area.bottom) return;
    if (y < area.top + EDGE.height) ground.scrollBy(0, -EDGE.speed);
    if (y > area.bottom - EDGE.height) ground.scrollBy(0, EDGE.speed);
  };
}

const move = (picture: HTMLElement, x: number, y: number): void => {
  picture.style.transform = `translate(${x}px, ${y}px)`;
};

const centre = (element: Element): { x: number; y: number } => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
};

const neighbour = (all: readonly HTMLElement[], present: HTMLElement, direction: Step): HTMLElement | undefined => {
  const index = all.indexOf(present);
  if (direction === 'left') return all[index - 1];
  if (direction === 'right') return all[index + 1];
  const from = centre(present);
  const sign = direction === 'down' ? 1 : -1;
  const beyond = all
    .map((element) => ({ element, at: centre(element) }))
    .filter(({ at }) => (at.y - from.y) * sign > 20)
    .toSorted((a, b) => Math.abs(a.at.y - from.y) - Math.abs(b.at.y - from.y));
  const row = beyond[0]?.at.y;
  if (row === undefined) return undefined;
  return beyond
    .filter(({ at }) => Math.abs(at.y - row) < 20)
    .toSorted((a, b) => Math.abs(a.at.x - from.x) - Math.abs(b.at.x - from.x))[0]?.element;
};
