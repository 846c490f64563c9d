import type { Block, Report } from '../../schema/report.ts';
import { SIZE } from './lay-out.ts';
import { beginPages, endPages, MARGIN, type PageWriter, TEXT_WIDTH } from './page-writer.ts';

type Parent = PageWriter['root'];
const INSET = 14;
const CELL_ROOM = 4;

/**
 * `report.pdf`: the report on A4, tagged, with an outline and page numbers, in embedded fonts. The same report and date
 * give the same bytes.
 */
export async function reportPdf(
  { title, subtitle, sections }: Report,
  { id, date }: { readonly id: string; readonly date: string },
): Promise<Uint8Array> {
  const writer = beginPages({ title: visible(title), subject: `Evidence bundle ${id}`, date });
  const { root, document } = writer;
  writer.element(root, 'H1', () =>
    writer.lines(writer.lay([title], TEXT_WIDTH, { face: 'bold', size: 16 }), MARGIN.side),
  );
  writer.gap(4);
  writer.element(root, 'P', () =>
    writer.lines(writer.lay(subtitle, TEXT_WIDTH, { colour: '#555d66', size: 8.5 }), MARGIN.side),
  );
  for (const section of sections) {
    writer.group(root, 'Sect', (group) => {
      writer.gap(16);
      writer.need(60);
      const entry = document.outline.addItem(visible(section.title), { expanded: false });
      writer.element(group, 'H2', () =>
        writer.lines(writer.lay([section.title], TEXT_WIDTH, { face: 'bold', size: 12 }), MARGIN.side),
      );
      rule(writer);
      writer.gap(6);
      let left: number = MARGIN.side;
      for (const block of section.blocks) {
        if (block.block === 'heading') {
          left = MARGIN.side;
          writer.gap(6);
          writer.need(48);
          entry.addItem(visible(block.text));
        } else if (block.block === 'hop') left = MARGIN.side + INSET;
        draw(writer, group, block, left);
      }
    });
  }
  return endPages(writer, visible(title).slice(0, 80));
}

/** The outline is read by programs: invisible characters are shown there too. */
function visible(text: string): string {
  return text.replace(/\p{C}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function rule({ document, y }: PageWriter): void {
  document.markContent('Artifact', { type: 'Layout' });
  document
    .lineWidth(0.5)
    .strokeColor('#d5d9de')
    .moveTo(MARGIN.side, y() + 1)
    .lineTo(MARGIN.side + TEXT_WIDTH, y() + 1)
    .stroke();
  document.endMarkedContent();
}

function draw(writer: PageWriter, parent: Parent, block: Block, left: number): void {
  const width = TEXT_WIDTH - (left - MARGIN.side);
  switch (block.block) {
    case 'heading':
      writer.element(parent, 'H3', () =>
        writer.lines(writer.lay([block.text], width, { face: 'bold', size: 10 }), left),
      );
      writer.gap(3);
      return;
    case 'hop':
      writer.gap(4);
      writer.need(40);
      writer.element(parent, 'P', () => {
        const from = left - INSET;
        writer.lines(writer.lay(['\u2192 ', ...block.words], width + INSET), from);
      });
      writer.gap(3);
      return;
    case 'paragraph':
      writer.element(parent, 'P', () => writer.lines(writer.lay(block.words, width), left));
      writer.gap(5);
      return;
    case 'list':
      writer.group(parent, 'L', (group) => {
        for (const [index, item] of block.items.entries())
          writer.group(group, 'LI', (entry) => {
            const label = block.ordered ? `${index + 1}.` : '\u2022';
            const lines = writer.lay(item, width - INSET);
            writer.need(lines[0]?.height ?? 0);
            writer.element(entry, 'Lbl', () => {
              for (const line of writer.lay([label], INSET)) writer.line(line, left, writer.y());
            });
            writer.element(entry, 'LBody', () => writer.lines(lines, left + INSET));
          });
      });
      writer.gap(5);
      return;
    case 'facts':
      table(
        writer,
        parent,
        block.rows.map(([name, words]) => [[{ text: name, as: 'soft' as const }], words]),
        [0.2, 0.8],
        left,
        width,
      );
      return;
    case 'table':
      table(
        writer,
        parent,
        [block.header.map((name) => [{ text: name, as: 'strong' as const }]), ...block.rows],
        block.shares,
        left,
        width,
        true,
      );
      return;
    case 'code':
      codeBlock(writer, parent, block.text, left, width);
  }
}

type Cell = Parameters<PageWriter['lay']>[0];

/** Rows whose cells are as high as the highest; a row that does not fit begins on the next page. */
function table(
  writer: PageWriter,
  parent: Parent,
  rows: readonly (readonly Cell[])[],
  shares: readonly number[],
  left: number,
  width: number,
  hasHeader = false,
): void {
  const lefts = shares.map((_, index) => left + width * sum(shares.slice(0, index)));
  writer.group(parent, 'Table', (group) => {
    for (const [rowNumber, row] of rows.entries()) {
      const cells = row.map((cell, index) => writer.lay(cell, width * (shares[index] ?? 0) - CELL_ROOM));
      const height = Math.max(...cells.map((lines) => sum(lines.map((line) => line.height))));
      writer.need(Math.min(height, 300));
      const top = writer.y();
      const page = writer.document.bufferedPageRange().count;
      let bottom = top + height;
      writer.group(group, 'TR', (line) => {
        for (const [index, lines] of cells.entries()) {
          if (writer.document.bufferedPageRange().count === page) writer.moveTo(top);
          writer.element(line, hasHeader && rowNumber === 0 ? 'TH' : 'TD', () =>
            writer.lines(lines, lefts[index] ?? left),
          );
          if (writer.document.bufferedPageRange().count === page) bottom = Math.max(top + height, writer.y());
          else bottom = writer.y();
        }
      });
      writer.moveTo(bottom);
      thinRule(writer, left, width);
      writer.gap(3);
    }
  });
  writer.gap(5);
}

function thinRule({ document, y }: PageWriter, left: number, width: number): void {
  document.markContent('Artifact', { type: 'Layout' });
  document
    .lineWidth(0.3)
    .strokeColor('#d5d9de')
    .moveTo(left, y() + 0.5)
    .lineTo(left + width, y() + 0.5)
    .stroke();
  document.endMarkedContent();
}

/** A statement line by line on a ground of its own; long lines are broken. */
function codeBlock(writer: PageWriter, parent: Parent, text: string, left: number, width: number): void {
  const look = { face: 'mono', size: SIZE - 1.5 } as const;
  const lines = text.split('\n').flatMap((line) => writer.lay([line], width - 12, look));
  const { document } = writer;
  writer.element(parent, 'Code', () => {
    for (const line of lines) {
      writer.need(line.height);
      document.rect(left, writer.y(), width, line.height + 0.3).fill('#f5f6f8');
      writer.lines([line], left + 6);
    }
  });
  writer.gap(6);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
