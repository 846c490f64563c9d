/** Rows of a CSV text (RFC 4180) that arrives in pieces. */
export interface CsvRows {
  push(text: string): void;
  end(): void;
}

const MAX_CELL = 4 * 1024 * 1024;

/**
 * Gives each row as it is complete, with its number from 1.
 * @throws Error with the reason where a cell is longer than any event, or a quote is never closed
 */
export function csvRows(emit: (cells: readonly string[], row: number) => void): CsvRows {
  let row: string[] = [];
  let cell = '';
  let number = 0;
  let quoted = false;
  /** A quote was seen inside quotes: it ends the cell unless another follows. */
  let quotePending = false;

  const endCell = () => {
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    number++;
    if (row.length > 1 || row[0] !== '') emit(row, number);
    row = [];
  };

  function push(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quotePending) {
        quotePending = false;
        if (c === '"') {
          cell += '"';
          from = i + 1;
          continue;
        }
        quoted = false;
        from = i;
      }
      if (quoted) {
        if (c !== '"') continue;
        cell += text.slice(from, i);
        quotePending = true;
        from = i + 1;
      } else if (c === '"' && cell === '' && from === i) {
        quoted = true;
        from = i + 1;
      } else if (c === ',') {
        cell += text.slice(from, i);
        endCell();
        from = i + 1;
      } else if (c === '\n') {
        cell += text.slice(from, i);
        if (cell.endsWith('\r')) cell = cell.slice(0, -1);
        endRow();
        from = i + 1;
      }
    }
    if (!quotePending) cell += text.slice(from);
    if (cell.length > MAX_CELL)
      throw new Error(`row ${number + 1}: a cell is longer than ${MAX_CELL / 1024 / 1024} MB`);
  }

  return {
    push,
    end() {
      if (quoted && !quotePending)
        throw new Error(`row ${number + 1}: is cut off: a quoted cell is not closed`);
      if (cell !== '' || row.length > 0) endRow();
    },
  };
}
