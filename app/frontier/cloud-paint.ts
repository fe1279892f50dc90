/** Paints the marks of the cloud: grey dots, and copper crosses where a limit is broken. */
import { BROKEN, WITHIN, type Marks } from './cloud.ts';

export interface Inks {
  readonly within: string;
  readonly broken: string;
}

/** px of a dot across, of a cross across, and of its strokes. */
const DOT = 3;
const CROSS = 4;
const STROKE = 1;
/** Thousands lie on one another: what shows through is how dense they are. */
const DOT_ALPHA = 0.5;
const CROSS_ALPHA = 0.5;
const SPRITE = 6;

/** Draws at the density of the screen; the canvas is sized to `width` by `height` px of the page. */
export const paintCloud = (
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  marks: Marks | null,
  inks: Inks,
): void => {
  const density = window.devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext('2d');
  if (!context || !marks) return;
  const sprites = [dotSprite(inks.within, density), crossSprite(inks.broken, density)];
  // Crosses below dots: what may be chosen stays readable.
  for (const kind of [BROKEN, WITHIN]) {
    const sprite = sprites[kind];
    if (!sprite) continue;
    const half = sprite.width / 2;
    for (let index = 0; index < marks.count; index++) {
      if (marks.kind[index] !== kind) continue;
      context.drawImage(sprite, (marks.x[index] ?? 0) * density - half, (marks.y[index] ?? 0) * density - half);
    }
  }
};

const spriteOf = (density: number, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement => {
  const sprite = document.createElement('canvas');
  sprite.width = sprite.height = Math.ceil(SPRITE * density);
  const context = sprite.getContext('2d');
  if (context) {
    context.scale(density, density);
    draw(context);
  }
  return sprite;
};

const dotSprite = (ink: string, density: number): HTMLCanvasElement =>
  spriteOf(density, (context) => {
    context.globalAlpha = DOT_ALPHA;
    context.fillStyle = ink;
    context.beginPath();
    context.arc(SPRITE / 2, SPRITE / 2, DOT / 2, 0, 2 * Math.PI);
    context.fill();
  });

const crossSprite = (ink: string, density: number): HTMLCanvasElement =>
  spriteOf(density, (context) => {
    const [from, to] = [(SPRITE - CROSS) / 2, (SPRITE + CROSS) / 2];
    context.globalAlpha = CROSS_ALPHA;
    context.strokeStyle = ink;
    context.lineWidth = STROKE;
    context.beginPath();
    context.moveTo(from, from);
    context.lineTo(to, to);
    context.moveTo(to, from);
    context.lineTo(from, to);
    context.stroke();
  });
