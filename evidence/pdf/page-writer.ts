import PDFDocument from 'pdfkit';
import type { Words } from '../../schema/report.ts';
import { type Line, type Look, layOut, type Measure, type Run } from './lay-out.ts';
import { FACES, type Face, faceBytes } from './pdf-fonts.ts';

export const MARGIN = { side: 54, top: 56, bottom: 60 } as const;
const A4 = { width: 595.28, height: 841.89 } as const;
export const TEXT_WIDTH = A4.width - 2 * MARGIN.side;
const BOTTOM = A4.height - MARGIN.bottom;

export interface PdfInfo {
  readonly title: string;
  /** What the document is about, in the document's own information. */
  readonly subject: string;
  /** The date that the document bears, ISO 8601. The time of writing stands nowhere in it. */
  readonly date: string;
}

/** Where a structure element is put. */
type Parent = ReturnType<PDFKit.PDFDocument['struct']>;

/** A tagged PDF being written from top to bottom. */
export interface PageWriter {
  readonly measure: Measure;
  readonly root: Parent;
  readonly document: PDFKit.PDFDocument;
  /** Adds an element with text in it; the drawing may run over pages. */
  element(parent: Parent, tag: string, draw: () => void): void;
  group(parent: Parent, tag: string, fill: (group: Parent) => void): void;
  lay(words: Words, width: number, look?: Partial<Look>): Line[];
  /** Draws lines one below the other, on a new page where the page is full. */
  lines(lines: readonly Line[], left: number): void;
  line(line: Line, left: number, top: number): void;
  gap(points: number): void;
  /** Begins a new page unless so many points are left. */
  need(points: number): void;
  /** Where the next line begins, from the top of the page. */
  y(): number;
  moveTo(y: number): void;
}

/**
 * Begins an A4 document. Nothing in it depends on the clock, the machine or its zlib: the date is given, the file's id
 * follows from the information, and streams are stored as they are.
 */
export function beginPages({ title, subject, date }: PdfInfo): PageWriter {
  const document = new PDFDocument({
    size: [A4.width, A4.height],
    margins: { top: MARGIN.top, bottom: 0, left: MARGIN.side, right: MARGIN.side },
    bufferPages: true,
    compress: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // Without a face of its own, none of the reader's fonts is used.
    font: null as unknown as string,
    info: {
      Title: title,
      Subject: subject,
      Producer: 'Trustpath',
      Creator: 'Trustpath',
      CreationDate: new Date(date),
      ModDate: new Date(date),
    },
  });
  for (const face of Object.keys(FACES) as Face[]) document.registerFont(face, faceBytes(face));
  const measure = measureOf(document);
  const root = document.struct('Document', { title });
  document.addStructure(root);
  let top: number = MARGIN.top;

  const nextPage = () => {
    document.continueOnNewPage();
    top = MARGIN.top;
  };
  const writer: PageWriter = {
    measure,
    root,
    document,
    element(parent, tag, draw) {
      parent.add(document.struct(tag as 'P', {}, [draw]));
    },
    group(parent, tag, fill) {
      const group = document.struct(tag as 'Sect');
      parent.add(group);
      fill(group);
      group.end();
    },
    lay: (words, width, look = {}) => layOut(words, width, measure, look),
    lines(lines, left) {
      for (const line of lines) {
        writer.need(line.height);
        writer.line(line, left, top);
        top += line.height;
      }
    },
    line(line, left, at) {
      for (const run of line.runs) drawRun(document, run, left, at, line.height);
    },
    gap(points) {
      top += points;
    },
    need(points) {
      if (top + points > BOTTOM) nextPage();
    },
    y: () => top,
    moveTo(y) {
      top = y;
    },
  };
  return writer;
}

function drawRun(
  document: PDFKit.PDFDocument,
  { text, look, x, width }: Run,
  left: number,
  top: number,
  height: number,
): void {
  const at = top + (height - look.size * 1.2) / 2;
  if (look.boxed)
    document
      .lineWidth(0.5)
      .strokeColor(look.colour)
      .roundedRect(left + x - 2, at - 0.5, width + 4, look.size * 1.2 + 1, 2)
      .stroke();
  document
    .font(look.face)
    .fontSize(look.size)
    .fillColor(look.colour)
    .text(text, left + x, at, { lineBreak: false });
}

function measureOf(document: PDFKit.PDFDocument): Measure {
  const widths = new Map<string, number>();
  const glyphs = new Map<string, boolean>();
  return {
    width(text, face, size) {
      const key = `${face} ${size} ${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        width = document.font(face).fontSize(size).widthOfString(text);
        widths.set(key, width);
      }
      return width;
    },
    has(codePoint, face) {
      const key = `${face} ${codePoint}`;
      let has = glyphs.get(key);
      if (has === undefined) {
        document.font(face);
        const { _font } = document as unknown as {
          _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
        };
        has = _font.font.hasGlyphForCodePoint(codePoint);
        glyphs.set(key, has);
      }
      return has;
    },
  };
}

/** Numbers the pages, and ends the document: its bytes. */
export async function endPages({ document, root }: PageWriter, footer: string): Promise<Uint8Array> {
  root.end();
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    document.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    const at = A4.height - MARGIN.bottom / 2;
    document.font('text').fontSize(7.5).fillColor('#555d66');
    document.text(footer, MARGIN.side, at, { lineBreak: false });
    const number = `${page + 1} / ${count}`;
    document.text(number, A4.width - MARGIN.side - document.widthOfString(number), at, { lineBreak: false });
    document.endMarkedContent();
  }
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.once('end', resolve).once('error', reject));
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
