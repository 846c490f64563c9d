const segments = (text: string): string[] => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), (part) => part.segment);
};

/**
 * Shortens to at most `length` characters by leaving out the middle, because identifiers differ at both ends. The end
 * gets the larger half: in an ARN or a path the last part tells most. Whole graphemes are kept.
 */
export function elideMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const parts = segments(text);
  if (parts.length <= length) return text;
  if (length <= 1) return '…';
  const kept = length - 1;
  const head = Math.floor(kept / 2);
  return `${parts.slice(0, head).join('')}…${parts.slice(parts.length - (kept - head)).join('')}`;
}
