import { place } from './json-text.ts';

/** Where and why a text is not JSON (RFC 8259), in words that quote nothing of it. */
export interface SyntaxFault {
  readonly offset: number;
  readonly reason: string;
}

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const CUT_OFF = 'the text ends before the document does';

type Expect = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or ]' | ', or }' | 'end';

const SAYS: Readonly<Record<Expect, string>> = {
  value: 'a value was expected',
  'value or ]': 'a value or ] was expected',
  name: 'a member name in double quotes was expected',
  'name or }': 'a member name in double quotes or } was expected',
  ':': 'a colon was expected',
  ', or ]': 'a comma or ] was expected',
  ', or }': 'a comma or } was expected',
  end: 'there is more text after the document',
};

/** `line 3, column 14: a value was expected`, of a text that JSON.parse refused. Quotes nothing of it. */
export function whyNotJson(text: string): string {
  const { offset, reason } = syntaxFault(text);
  return `${place(text, offset)}: ${reason}`;
}

/** The first fault of a text that JSON.parse refused. Walks the tokens without recursion. */
export function syntaxFault(text: string): SyntaxFault {
  const open: ('{' | '[')[] = [];
  let expect: Expect = 'value';
  const afterValue = (): Expect => {
    if (open.length === 0) return 'end';
    return open.at(-1) === '{' ? ', or }' : ', or ]';
  };
  for (let at = skipSpace(text, 0); ; at = skipSpace(text, at)) {
    const mark = text[at];
    if (mark === undefined) return { offset: text.length, reason: expect === 'end' ? 'unknown' : CUT_OFF };
    const unexpected: SyntaxFault = { offset: at, reason: SAYS[expect] };
    const wantsValue = expect === 'value' || expect === 'value or ]';
    if (mark === '"') {
      const name: boolean = expect === 'name' || expect === 'name or }';
      if (!name && !wantsValue) return unexpected;
      const end = stringEnd(text, at);
      if (typeof end !== 'number') return end;
      expect = name ? ':' : afterValue();
      at = end;
    } else if (mark === '}' || mark === ']') {
      const closes =
        mark === '}'
          ? expect === 'name or }' || expect === ', or }'
          : expect === 'value or ]' || expect === ', or ]';
      if (!closes) return unexpected;
      open.pop();
      expect = afterValue();
      at++;
    } else if (mark === ',' && (expect === ', or }' || expect === ', or ]')) {
      expect = expect === ', or }' ? 'name' : 'value';
      at++;
    } else if (mark === ':' && expect === ':') {
      expect = 'value';
      at++;
    } else if (!wantsValue) {
      return unexpected;
    } else if (mark === '{' || mark === '[') {
      open.push(mark);
      expect = mark === '{' ? 'name or }' : 'value or ]';
      at++;
    } else {
      LITERAL.lastIndex = at;
      if (!LITERAL.test(text))
        return isCutLiteral(text.slice(at, at + 400)) ? { offset: text.length, reason: CUT_OFF } : unexpected;
      expect = afterValue();
      at = LITERAL.lastIndex;
    }
  }
}

/** The offset after the string that opens at `start`, or what is wrong with it. */
function stringEnd(text: string, start: number): number | SyntaxFault {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) return i + 1;
    if (code < 0x20) return { offset: i, reason: 'a control character or line break inside a string' };
    if (code !== 0x5c) continue;
    ESCAPE.lastIndex = i;
    if (ESCAPE.test(text)) i = ESCAPE.lastIndex - 1;
    else
      return /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(text.slice(i, i + 6))
        ? { offset: text.length, reason: CUT_OFF }
        : { offset: i, reason: 'an unknown escape in a string' };
  }
  return { offset: text.length, reason: 'the text ends inside a string' };
}

/** The beginning of a literal or number with which a text ends. */
function isCutLiteral(rest: string): boolean {
  return (
    ['true', 'false', 'null'].some((word) => word.startsWith(rest)) ||
    /^-?\d*\.?\d*(?:[eE][+-]?)?$/.test(rest)
  );
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text[at] as string)) at++;
  return at;
}
