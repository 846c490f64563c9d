import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { MARKS } from '../../schema/case/action.ts';
import { doubledKey } from '../../schema/doubled-key.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { beyondYamlBounds, type YamlBounds } from '../../schema/yaml-bounds.ts';
import { whyNotYaml } from '../../schema/yaml-fault.ts';
import { DECIDED } from './columns.ts';
import { readCsv } from './read-csv.ts';

type Name = (typeof DECIDED)[number];

/** What a file says of one identity. Undefined: it says nothing; null: what was decided is taken back. */
export interface Decided {
  readonly line: number;
  readonly id: string;
  readonly owner?: string | null;
  readonly environment?: string | null;
  readonly tier?: 0 | 1 | 2 | null;
}

/** In a cell: takes back what the case says. */
const TAKE_BACK = '-';
const MOST_ROWS = 1_000_000;
/** An identity has some ten values, and each takes a kilobyte or two once it is parsed. */
const BOUNDS: YamlBounds = { values: 1_500_000, tokens: 8_000_000 };

/**
 * Owner, environment and tier by id from a file that `writeInventory` wrote and people edited. Other columns are not read.
 * @throws TrustpathError `input-refused` that names file, line and reason
 */
export function readInventory(text: string, file: string): Decided[] {
  const rows = /\.csv$/i.test(file) ? fromCsv(text, file) : fromYaml(text, file);
  const lines = new Map<string, number>();
  for (const { id, line } of rows) {
    const first = lines.get(id);
    if (first !== undefined)
      throw refused(file, line, `${JSON.stringify(id)} stands in line ${first} already`);
    lines.set(id, line);
  }
  return rows;
}

function fromCsv(text: string, file: string): Decided[] {
  const [header, ...records] = readCsv(text, file);
  const id = header?.cells.indexOf('id') ?? -1;
  if (!header || id < 0) throw refused(file, 1, 'there is no column "id"');
  const columns = DECIDED.map((name) => [name, header.cells.indexOf(name)] as const).filter(
    ([, at]) => at >= 0,
  );
  if (columns.length === 0) throw refused(file, 1, `there is no column of ${DECIDED.join(', ')}`);
  return records.map(({ line, cells }) => {
    if (cells.length > header.cells.length)
      throw refused(file, line, `has ${cells.length} cells under ${header.cells.length} columns`);
    return decided(
      file,
      line,
      cells[id] ?? '',
      columns.map(([name, at]) => [name, cells[at] ?? '']),
    );
  });
}

function fromYaml(text: string, file: string): Decided[] {
  const counter = new LineCounter();
  const bound = beyondYamlBounds(text, BOUNDS);
  if (bound)
    throw refused(
      file,
      1,
      `is larger than is read as YAML (more than ${BOUNDS[bound]} ${bound}); write it as CSV`,
    );
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false, prettyErrors: false });
  const fault = document.errors[0];
  if (fault) throw new TrustpathError('input-refused', `${file}: ${whyNotYaml(text, fault)}.`);
  const doubled = doubledKey(document);
  if (doubled !== null) throw refused(file, counter.linePos(doubled).line, 'says one thing twice');
  if (!isSeq(document.contents)) throw refused(file, 1, 'is no list of identities');
  if (document.contents.items.length > MOST_ROWS) throw refused(file, 1, 'has too many identities');
  return document.contents.items.map((item) => {
    const line = isMap(item) && item.range ? counter.linePos(item.range[0]).line : 1;
    if (!isMap(item)) throw refused(file, line, 'an item is no identity');
    const cells: [Name, string][] = [];
    let id = '';
    for (const { key, value } of item.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const wanted = name === 'id' || DECIDED.some((each) => each === name);
      if (!wanted) continue;
      if (!isScalar(value)) throw refused(file, line, `${name} is no plain value`);
      const cell = value.value === null ? '' : String(value.value);
      if (name === 'id') id = cell;
      else cells.push([name as Name, cell]);
    }
    return decided(file, line, id, cells);
  });
}

function decided(
  file: string,
  line: number,
  id: string,
  cells: readonly (readonly [Name, string])[],
): Decided {
  if (id === '') throw refused(file, line, 'has no id');
  const values: Record<string, string | number | null> = {};
  for (const [name, cell] of cells) {
    const text = cell.trim();
    if (text === '') continue;
    if (text === TAKE_BACK) {
      values[name] = null;
      continue;
    }
    const value = name === 'tier' ? Number(text) : text;
    const parsed = MARKS[name].safeParse(value);
    if (!parsed.success)
      throw refused(
        file,
        line,
        `${name} ${JSON.stringify(text)}: ${parsed.error.issues[0]?.message ?? 'does not fit'}`,
      );
    values[name] = parsed.data;
  }
  return { line, id, ...values };
}

function refused(file: string, line: number, reason: string): TrustpathError {
  return new TrustpathError('input-refused', `${file}, line ${line}: ${reason}.`);
}
