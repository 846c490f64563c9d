import { elideMiddle } from './elide.ts';

/** The longest form of a text, its middle left out as needed, that `measure` finds no wider than `width`. */
export function fitText(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let [fits, tooLong] = [1, text.length];
  while (tooLong - fits > 1) {
    const length = Math.floor((fits + tooLong) / 2);
    if (measure(elideMiddle(text, length)) <= width) fits = length;
    else tooLong = length;
  }
  return elideMiddle(text, fits);
}

let context: CanvasRenderingContext2D | null | undefined;

/** Measures in CSS pixels with a font in CSS notation. Names are at most a few hundred characters here. */
export function textWidth(font: string): (text: string) => number {
  context ??= document.createElement('canvas').getContext('2d');
  return (text) => {
    if (!context) return text.length * 7;
    context.font = font;
    return context.measureText(text).width;
  };
}
