import { isJsonObject, type Json } from '../../schema/json.ts';
import { pointer, resolvePointer } from '../../schema/json-pointer.ts';

/** One line of a document as it is shown. */
export interface DocumentLine {
  /** JSON pointer of the value this line shows, opens or closes. */
  readonly pointer: string;
  readonly depth: number;
  /** The member's name, or null for an element of an array and for the document itself. */
  readonly name: string | null;
  readonly part: 'value' | 'open' | 'close' | 'closed-up';
  /** Of a `value`: the value itself. */
  readonly value: null | boolean | number | string;
  /** Of the others: the bracket, and what stands inside one that is closed up. */
  readonly bracket: string;
  readonly summary: string;
  readonly comma: boolean;
  /** True inside the value that a proof points at. */
  readonly marked: boolean;
}

type Container = readonly Json[] | { readonly [key: string]: Json | undefined };

function isContainer(value: Json | undefined): value is Container {
  return Array.isArray(value) || isJsonObject(value);
}

function members(value: Container): readonly (readonly [string | null, string, Json])[] {
  if (Array.isArray(value)) return value.map((item: Json, index) => [null, pointer(index), item] as const);
  return Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : [[key, pointer(key), item] as const],
  );
}

/** Every pointer on the way to `target`, the document itself first, `target` last. */
export function ancestors(target: string): readonly string[] {
  const tokens = target.split('/').slice(1);
  return ['', ...tokens.map((_, index) => `/${tokens.slice(0, index + 1).join('/')}`)];
}

/** What is open at first: the way to the marked value and all inside it, up to `most` values; else the first level. */
export function initiallyOpen(document: Json, marked: string | null, most = 400): ReadonlySet<string> {
  const open = new Set<string>(marked === null ? [''] : ancestors(marked));
  const inside = marked === null ? undefined : resolvePointer(document, marked);
  const queue: [string, Json][] = inside === undefined ? [] : [[marked ?? '', inside]];
  for (let next = queue.shift(); next && open.size < most; next = queue.shift()) {
    const [at, value] = next;
    if (!isContainer(value)) continue;
    open.add(at);
    for (const [, step, item] of members(value)) queue.push([at + step, item]);
  }
  return open;
}

const SUMMARY_NAMES = [
  'Sid',
  'Effect',
  'RoleName',
  'UserName',
  'GroupName',
  'PolicyName',
  'Name',
  'name',
  'Arn',
  'Id',
  'id',
];

function summarise(value: Container): string {
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  if (Array.isArray(value)) return count === 1 ? '1 item' : `${count.toLocaleString('en')} items`;
  const object = value as { readonly [key: string]: Json | undefined };
  const known = SUMMARY_NAMES.find((key) => typeof object[key] === 'string');
  const members = count === 1 ? '1 member' : `${count.toLocaleString('en')} members`;
  return known === undefined ? members : `${known} ${JSON.stringify(object[known])}, ${members}`;
}

/** The lines of a document, with what is not in `open` closed up to one line each. */
export function documentLines(
  document: Json,
  open: ReadonlySet<string>,
  marked: string | null,
): readonly DocumentLine[] {
  const lines: DocumentLine[] = [];
  const isMarked = (at: string) => marked !== null && (at === marked || at.startsWith(`${marked}/`));
  const write = (value: Json, at: string, name: string | null, depth: number, comma: boolean): void => {
    const line = {
      pointer: at,
      depth,
      name,
      value: null,
      bracket: '',
      summary: '',
      comma,
      marked: isMarked(at),
    };
    if (!isContainer(value)) {
      lines.push({ ...line, part: 'value', value });
      return;
    }
    const [left, right] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const inside = members(value);
    if (inside.length === 0) {
      lines.push({ ...line, part: 'close', bracket: left + right });
    } else if (!open.has(at)) {
      lines.push({ ...line, part: 'closed-up', bracket: left + right, summary: summarise(value) });
    } else {
      lines.push({ ...line, part: 'open', bracket: left, comma: false });
      inside.forEach(([key, step, item], index) => {
        write(item, at + step, key, depth + 1, index < inside.length - 1);
      });
      lines.push({ ...line, part: 'close', name: null, bracket: right });
    }
  };
  write(document, '', null, 0, false);
  return lines;
}
