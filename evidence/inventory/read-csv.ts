import { TrustpathError } from '../../schema/errors.ts';

export interface CsvRecord {
  /** Of its first character in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Records of a CSV file (RFC 4180); line feeds alone end lines too. An apostrophe before what a spreadsheet would run is
 * taken off again.
 * @throws TrustpathError `input-refused` that names file and line
 */
export function readCsv(text: string, file: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let [at, line] = [text.startsWith('\ufeff') ? 1 : 0, 1];
  while (at < text.length) {
    const first = line;
    const cells: string[] = [];
    for (let more = true; more; ) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        for (;;) {
          const end = text.indexOf('"', at);
          if (end < 0)
            throw new TrustpathError('input-refused', `${file}, line ${first}: a quoted cell does not end.`);
          cell += text.slice(at, end);
          at = end + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
        line += cell.split('\n').length - 1;
        if (at < text.length && !/[,\r\n]/.test(text[at] ?? ''))
          throw new TrustpathError('input-refused', `${file}, line ${line}: text follows a quoted cell.`);
      } else {
        const end = text.slice(at).search(/[,\r\n]/);
        cell = end < 0 ? text.slice(at) : text.slice(at, at + end);
        at += cell.length;
      }
      cells.push(/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
      more = text[at] === ',';
      if (more) at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    if (cells.length > 1 || cells[0] !== '') records.push({ line: first, cells });
  }
  return records;
}
