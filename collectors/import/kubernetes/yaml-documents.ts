import { LineCounter, parseDocument, type Tags } from 'yaml';
import type { Json } from '../../../schema/json.ts';
import { redactText } from '../../redact.ts';
import { refused } from '../read-json.ts';

/** One document of a YAML file, parsed. */
export interface YamlDocument {
  readonly value: Json;
  /** From 1. */
  readonly number: number;
  readonly line: number;
}

/** Characters of one document. */
const MAX_DOCUMENT = 16 * 1024 * 1024;
/** Times that aliases may be resolved in a document, counted as the parser does: those in what they refer to as well. */
const MAX_ALIASES = 100;

/**
 * The documents of a YAML file, one at a time, read as `kubectl` reads them: `yes` and `on` are true, `0644` is octal,
 * `<<` merges, dates and `1:30` are text. Documents without content are left out.
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

/** YAML 1.1 as the Go library reads it, which knows neither dates nor numbers of base 60. */
const UNREAD = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);
const customTags = (tags: Tags): Tags =>
  tags.filter(
    (tag) => typeof tag === 'string' || (!UNREAD.has(tag.tag) && !('format' in tag && tag.format === 'TIME')),
  );

function parse(text: string, name: string, number: number, line: number): Json {
  const lineCounter = new LineCounter();
  const at = (offset: number) =>
    `document ${number}, line ${line + Math.max(0, lineCounter.linePos(offset).line - 1)}`;
  const document = parseDocument(text, {
    version: '1.1',
    customTags,
    lineCounter,
    // The parser's own message would quote the text, which may hold a secret.
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [fault] = document.errors;
  if (fault !== undefined)
    throw refused(
      name,
      `${at(fault.pos[0])}: not YAML: ${redactText(fault.message.replace(/\s+/g, ' ').slice(0, 200)).replace(/\.$/, '')}`,
    );
  try {
    return plain(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (error) {
    const reason =
      error instanceof RangeError && /too large/.test(error.message)
        ? error.message
        : /alias/i.test(String(error))
          ? 'its aliases expand too far'
          : 'its content is no plain data';
    throw refused(name, `${at(0)}: ${reason}`);
  }
}

/** JSON has no NaN, no infinity and no dates. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}

/** Lines without content before the first that has some; null where there is none. Directives are no content. */
function linesBeforeContent(text: string): number | null {
  const at = text.split('\n').findIndex((line) => /^[^#%]/.test(line.trim()));
  return at < 0 ? null : at;
}
