import { escapeText } from '../entity/escape-text.ts';
import type { Picture, Shape } from './picture.ts';

/** Pixels of a side, and in all, that a canvas is sure to have. */
const MOST_SIDE = 16_000;
const MOST_PIXELS = 64_000_000;
const SHARP = 2;

/** How many pixels a unit of the picture gets: two, or as many as a canvas has room for. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SHARP, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
}

/** The picture as the bytes of a PNG file. */
export async function picturePng(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const scale = scaleFor(picture.width, picture.height);
  const canvas = new OffscreenCanvas(Math.ceil(picture.width * scale), Math.ceil(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This window has no canvas to draw on.');
  context.scale(scale, scale);
  context.translate(-picture.left, -picture.top);
  context.fillStyle = picture.ground;
  context.fillRect(picture.left, picture.top, picture.width, picture.height);
  context.textBaseline = 'middle';
  for (const shape of picture.shapes) draw(context, shape, picture.font);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function draw(context: OffscreenCanvasRenderingContext2D, shape: Shape, font: string): void {
  context.save();
  if (shape.kind === 'text') {
    const text = escapeText(shape.text);
    context.font = `${shape.bold ? '600 ' : ''}${shape.size}px ${font}`;
    context.textAlign = shape.middle ? 'center' : 'left';
    if (shape.halo !== undefined) {
      context.strokeStyle = shape.halo;
      context.lineWidth = 6;
      context.lineJoin = 'round';
      context.strokeText(text, shape.at.x, shape.at.y);
    }
    context.fillStyle = shape.fill;
    context.fillText(text, shape.at.x, shape.at.y);
  } else {
    if (shape.at) {
      context.translate(shape.at.x, shape.at.y);
      context.scale(shape.scale ?? 1, shape.scale ?? 1);
      context.lineCap = 'round';
      context.lineJoin = 'round';
    }
    const path = new Path2D(shape.d);
    if (shape.fill !== undefined) {
      context.fillStyle = shape.fill;
      context.fill(path);
    }
    if (shape.stroke !== undefined) {
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.width ?? 1;
      context.setLineDash([...(shape.dash ?? [])]);
      context.stroke(path);
    }
  }
  context.restore();
}
