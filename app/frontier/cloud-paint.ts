/** Puts the cloud on its canvas, at the density of the screen. */
import type { Marks } from './cloud.ts';
import { rasterOf, type Rgb } from './cloud-raster.ts';

/** CSS colours. */
export interface CssInks {
  readonly within: string;
  readonly broken: string;
}

/** The canvas is sized to `width` by `height` px of the page. */
export const paintCloud = (
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  marks: Marks | null,
  inks: CssInks,
): void => {
  const density = window.devicePixelRatio;
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  canvas.width = across;
  canvas.height = down;
  const context = canvas.getContext('2d');
  if (!context || !marks || across === 0 || down === 0) return;
  const colours = { within: rgbOf(context, inks.within), broken: rgbOf(context, inks.broken) };
  context.putImageData(new ImageData(rasterOf(marks, across, down, density, colours), across, down), 0, 0);
};

/** However the browser writes a colour: one pixel of it says what it is. */
const rgbOf = (context: CanvasRenderingContext2D, colour: string): Rgb => {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
};
