import { escapeText } from './escape-text.ts';

/** Text from outside as inline code, in which nothing is markup. */
export function markdownCode(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${escapeText(text)}${pad}${fence}`;
}

/** Text from outside as words of a sentence: no character of it is markup, and it stays on one line. */
export function markdownText(text: string): string {
  return escapeText(text)
    .replaceAll('\n', ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`);
}
