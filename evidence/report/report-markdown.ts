import type { Block, Report, Span, Words } from '../../schema/report.ts';
import { visibleText } from '../../schema/visible-text.ts';

/** A report as Markdown (CommonMark, with tables of GitHub's). Text from outside cannot become markup. */
export function reportMarkdown({ title, subtitle, sections }: Report): string {
  return `${[
    `# ${plain(title)}`,
    words(subtitle),
    ...sections.flatMap((section) => [`## ${plain(section.title)}`, ...section.blocks.map(block)]),
  ].join('\n\n')}\n`;
}

function block(part: Block): string {
  switch (part.block) {
    case 'heading':
      return `### ${plain(part.text)}`;
    case 'paragraph':
      return words(part.words);
    case 'hop':
      return `**→** ${words(part.words)}`;
    case 'list':
      return part.items
        .map((item, index) => `${part.ordered ? `${index + 1}.` : '-'} ${words(item)}`)
        .join('\n');
    case 'facts':
      return part.rows.map(([name, value]) => `- **${plain(name)}**: ${words(value)}`).join('\n');
    case 'table': {
      const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
      return [
        row(part.header.map(plain)),
        row(part.header.map(() => '---')),
        ...part.rows.map((cells) => row(cells.map((cell) => words(cell).replaceAll('|', '\\|')))),
      ].join('\n');
    }
    case 'code': {
      const fence = fenceFor(part.text, 3);
      return `${fence}\n${visibleText(part.text)}\n${fence}`;
    }
  }
}

function words(list: Words): string {
  return list.map(span).join('');
}

function span(part: Span): string {
  if (typeof part === 'string') return plain(part);
  const text = visibleText(part.text);
  if (text.trim() === '') return text;
  switch (part.as) {
    case 'code': {
      const fence = fenceFor(text, 1);
      const inside = oneLine(text);
      return fence === '`' ? `\`${inside}\`` : `${fence} ${inside} ${fence}`;
    }
    case 'strong':
    case 'jewel':
    case 'foothold':
      return `**${plain(text)}**`;
    default:
      return plain(text);
  }
}

/** More backticks in a row than the text has, and no fewer than `least`. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  return '`'.repeat(Math.max(least, longest + 1));
}

function plain(text: string): string {
  return oneLine(visibleText(text)).replace(/[\\`*_{}[\]<>#|!~]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
