import { place } from './json-text.ts';

/** What a parser of YAML says is wrong, in its `code` and at its place alone: its message may quote the text. */
export function whyNotYaml(
  text: string,
  { code, pos }: { readonly code: string; readonly pos: readonly [number, number] },
): string {
  return `${place(text, pos[0])}: not YAML (${code.toLowerCase().replaceAll('_', ' ')})`;
}
