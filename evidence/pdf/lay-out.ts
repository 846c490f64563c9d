import type { SpanStyle, Words } from '../../schema/report.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Face } from './pdf-fonts.ts';

/** How a run of text looks. Colours have a contrast of at least 4.5 to 1 on white. */
export interface Look {
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  /** Drawn in a box, so that colour is not the only sign. */
  readonly boxed: boolean;
}

export interface Run {
  readonly text: string;
  readonly look: Look;
  /** From the left edge of the block, in points. */
  readonly x: number;
  readonly width: number;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly height: number;
}

/** What laying out needs to know of the fonts. */
export interface Measure {
  width(text: string, face: Face, size: number): number;
  has(codePoint: number, face: Face): boolean;
}

export const SIZE = 9.5;
const LEADING = 1.42;
const BOX_ROOM = 3;

const LOOKS: Readonly<Record<SpanStyle | 'plain', Partial<Look>>> = {
  plain: {},
  code: { face: 'mono', size: SIZE - 1 },
  soft: { colour: '#555d66' },
  strong: { face: 'bold' },
  verb: { face: 'bold' },
  jewel: { face: 'bold', colour: '#8a5a00' },
  foothold: { colour: '#b3261e' },
  allow: { colour: '#1d5f2f', boxed: true },
  conditional: { colour: '#8a5a00', boxed: true },
  unknown: { colour: '#555d66', boxed: true },
};

function lookOf(style: SpanStyle | 'plain', base: Partial<Look>): Look {
  return { face: 'text', size: SIZE, colour: '#1a1d21', boxed: false, ...base, ...LOOKS[style] };
}

/** What the font cannot show, and what is not to be seen, as `\u{…}`. */
export function showable(text: string, face: Face, measure: Measure): string {
  return [...visibleText(text)]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      if (character === '\n') return character;
      if (character === '\t') return '  ';
      return measure.has(codePoint, face) ? character : `\\u{${codePoint.toString(16)}}`;
    })
    .join('');
}

/** Breaks words into lines of at most `width` points: between words, and inside identifiers. */
export function layOut(words: Words, width: number, measure: Measure, base: Partial<Look> = {}): Line[] {
  const lines: Line[] = [];
  let runs: Run[] = [];
  let x = 0;
  const end = () => {
    const size = Math.max(base.size ?? SIZE, ...runs.map((run) => run.look.size));
    lines.push({ runs, height: size * LEADING });
    runs = [];
    x = 0;
  };
  const place = (text: string, look: Look, wide: number) => {
    const last = runs.at(-1);
    if (last && last.look === look && !look.boxed) {
      runs[runs.length - 1] = { ...last, text: last.text + text, width: x + wide - last.x };
    } else runs.push({ text, look, x: x + (look.boxed ? BOX_ROOM : 0), width: wide });
    x += wide + (look.boxed ? 2 * BOX_ROOM : 0);
  };
  for (const span of words) {
    const [text, style] = typeof span === 'string' ? [span, 'plain' as const] : [span.text, span.as];
    const look = lookOf(style, base);
    const widthOf = (part: string) => measure.width(part, look.face, look.size);
    // Identifiers break after their separators, where they can.
    const pieces = showable(text, look.face, measure).split(/(\n| +)|(?<=[/:#])/);
    for (const piece of pieces) {
      if (piece === undefined || piece === '') continue;
      if (piece === '\n') {
        end();
        continue;
      }
      let rest = piece;
      let wide = widthOf(rest);
      if (x > 0 && x + wide > width) {
        if (/^ +$/.test(rest)) continue;
        // A long identifier begins where it is and goes on below, unless little of it would fit.
        if (wide <= width || x > width * 0.7) end();
      }
      while (x + wide > width) {
        const head = fitting(rest, width - x, widthOf);
        place(head, look, widthOf(head));
        end();
        rest = rest.slice(head.length);
        wide = widthOf(rest);
      }
      if (rest !== '') place(rest, look, wide);
    }
  }
  if (runs.length > 0 || lines.length === 0) end();
  return lines;
}

/** The longest beginning that fits, of at least one character. */
function fitting(text: string, room: number, widthOf: (text: string) => number): string {
  const characters = [...text];
  let low = 1;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(characters.slice(0, middle).join('')) <= room) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
