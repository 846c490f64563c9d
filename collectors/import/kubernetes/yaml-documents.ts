import { LineCounter } from 'yaml';
import type { Json } from '../../../schema/json.ts';
import { refused } from '../refused.ts';
import { parseYaml, YamlFault } from './parse-yaml.ts';

/** One document of a YAML file, parsed. */
export interface YamlDocument {
  readonly value: Json;
  /** From 1. */
  readonly number: number;
  readonly line: number;
}

/** Characters of one document. */
const MAX_DOCUMENT = 16 * 1024 * 1024;

/**
 * The documents of a YAML file, one at a time. Documents without content are left out.
 * @throws TrustpathError `input-refused`: `FILE: document 3, line 40: reason`
 */
export async function* yamlDocuments(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncGenerator<YamlDocument> {
  let number = 0;
  for await (const { text, line } of documentTexts(chunks, name)) {
    const leading = linesBeforeContent(text);
    if (leading === null) continue;
    number++;
    yield { value: parse(text, name, number, line), number, line: line + leading };
  }
}

/** `---` and `...` at the start of a line end a document wherever they stand, even in a block of text (YAML 1.2, 9.1). */
async function* documentTexts(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncGenerator<{ text: string; line: number }> {
  let lines: string[] = [];
  let size = 0;
  let line = 1;
  let startLine = 1;
  let partial = '';
  const take = (whole: string): { text: string; line: number } | null => {
    const ends = /^(?:---|\.\.\.)(?=\s|$)/.test(whole);
    const done = ends ? { text: lines.join('\n'), line: startLine } : null;
    if (ends) {
      // Whatever stands behind the mark on its line belongs to the document that begins.
      lines = [whole.slice(3)];
      size = 0;
      startLine = line;
    } else lines.push(whole);
    size += whole.length + 1;
    line++;
    if (size > MAX_DOCUMENT)
      throw refused(name, `line ${startLine}: a document has more than ${MAX_DOCUMENT / 1024 / 1024} MB`);
    return done;
  };
  for await (const chunk of chunks) {
    const parts = (partial + chunk).split('\n');
    partial = parts.pop() ?? '';
    if (partial.length > MAX_DOCUMENT)
      throw refused(name, `line ${line}: a line has more than ${MAX_DOCUMENT / 1024 / 1024} MB`);
    for (const part of parts) {
      const done = take(part);
      if (done !== null) yield done;
    }
  }
  const last = take(partial);
  if (last !== null) yield last;
  yield { text: lines.join('\n'), line: startLine };
}

function parse(text: string, name: string, number: number, line: number): Json {
  const lines = new LineCounter();
  try {
    return parseYaml(text, lines);
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const at = line + Math.max(0, lines.linePos(error.offset).line - 1);
    throw refused(name, `document ${number}, line ${at}: ${error.message}`);
  }
}

/** Lines without content before the first that has some; null where there is none. Directives are no content. */
function linesBeforeContent(text: string): number | null {
  const at = text.split('\n').findIndex((line) => /^[^#%]/.test(line.trim()));
  return at < 0 ? null : at;
}
