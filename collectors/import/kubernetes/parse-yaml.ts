import { Composer, type Document, type LineCounter, Parser, type Tags } from 'yaml';
import { doubledKey } from '../../../schema/doubled-key.ts';
import type { Json } from '../../../schema/json.ts';
import { beyondBounds, boundsReason } from '../../../schema/json-bounds.ts';
import { beyondYamlBounds, type YamlBounds } from '../../../schema/yaml-bounds.ts';
import { redactText } from '../../redact.ts';
import { JSON_BOUNDS } from '../parse-json.ts';

/**
 * Of one document. 16 MB of ordinary manifests have two thirds of the values; a document that is made to need memory takes
 * 1.2 GB at these bounds (docs/threat-model.md).
 */
const YAML_BOUNDS: YamlBounds = { values: 1_000_000, tokens: 5_000_000 };
/** Times that aliases may be resolved in a document, counted as the parser does: those in what they refer to as well. */
const MAX_ALIASES = 100;
/** Characters as JSON: an empty value of YAML is a character or two, and four as `null`. */
const MAX_EXPANDED = 64 * 1024 * 1024;

/** Why a text is not read, and where. Quotes nothing that may be a secret. */
export class YamlFault extends Error {
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

/**
 * One document of YAML as `kubectl` reads it: `yes` and `on` are true, `0644` is octal, `<<` merges, dates and `1:30` are
 * text.
 * @throws YamlFault for the first fault
 */
export function parseYaml(text: string, lineCounter: LineCounter): Json {
  const bound = beyondYamlBounds(text, YAML_BOUNDS);
  if (bound) throw new YamlFault(0, `larger than can be read: more than ${YAML_BOUNDS[bound]} ${bound}`);
  const document = compose(text, lineCounter);
  if (document === null) return null;
  const doubled = doubledKey(document);
  if (doubled !== null) throw fault(doubled, 'Map keys must be unique');
  return plain(toValue(document));
}

/** The parser gathers every fault of a text, which may have millions; the first is told, and ends it. */
function compose(text: string, lineCounter: LineCounter): Document.Parsed | null {
  const composer = new Composer({
    version: '1.1',
    customTags,
    lineCounter,
    logLevel: 'silent',
    uniqueKeys: false,
  });
  let first: YamlFault | null = null;
  (composer as unknown as { onError: OnError }).onError = (source, _code, message, warning) => {
    if (warning) return;
    // What is thrown while a value is resolved is caught there, and comes here as another.
    first ??= fault(typeof source === 'number' ? source : offsetOf(source), message);
    throw first;
  };
  try {
    for (const token of new Parser(lineCounter.addNewLine).parse(text)) {
      if (token.type === 'error') throw fault(token.offset, token.message);
      for (const document of composer.next(token)) return document;
    }
    for (const document of composer.end()) return document;
    return null;
  } catch (error) {
    if (error instanceof RangeError) throw new YamlFault(0, 'nested too deep');
    throw error;
  }
}

type OnError = (
  source: number | readonly [number, number] | { readonly offset: number },
  code: string,
  message: string,
  warning?: boolean,
) => void;

function offsetOf(source: readonly [number, number] | { readonly offset: number }): number {
  return 'offset' in source ? source.offset : source[0];
}

/** The parser's own message would quote the text. */
function fault(offset: number, message: string): YamlFault {
  const told = redactText(message.replace(/\s+/g, ' ').slice(0, 200)).replace(/\.$/, '');
  return new YamlFault(offset, `not YAML: ${told}`);
}

/** The Go library knows neither dates nor numbers of base 60. */
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

function toValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new YamlFault(
      0,
      error instanceof RangeError && /too large/.test(error.message)
        ? error.message
        : /alias/i.test(String(error))
          ? 'its aliases expand too far'
          : 'its content is no plain data',
    );
  }
}

/** JSON has no NaN, no infinity and no dates, and what an alias refers to stands in it each time. */
function plain(value: unknown): Json {
  let json: string;
  try {
    json = JSON.stringify(value ?? null);
  } catch (error) {
    throw new YamlFault(
      0,
      error instanceof RangeError && /string length/.test(error.message)
        ? 'its aliases expand too far'
        : 'its content is no plain data',
    );
  }
  if (json.length > MAX_EXPANDED) throw new YamlFault(0, 'its aliases expand too far');
  const beyond = beyondBounds(json, JSON_BOUNDS);
  if (beyond) throw new YamlFault(0, boundsReason(beyond, JSON_BOUNDS));
  return JSON.parse(json) as Json;
}
