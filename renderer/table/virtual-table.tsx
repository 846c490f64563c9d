// biome-ignore-all lint/a11y/useSemanticElements: rows outside the screen do not exist, so no table element can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the row with aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { type Chosen, chooseOne, stretchTo, toggleRow } from './choose-rows.ts';
import './table.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  /** A CSS grid track: `120px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  readonly align?: 'right';
  /** What a click on its header sorts by; not said where it sorts by nothing. */
  readonly sort?: string;
  readonly cell: (row: Row, index: number) => ReactNode;
}

/** The least width of a column: a fixed track, or the first length of a minmax. */
function leastWidth(track: string): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 0);
}

/** Height of the header with its line; it stays on top of the rows, which begin below it. */
const HEAD = 29;

/** How much of the box is no room for rows, so that a row is scrolled to above it: header and horizontal scroll bar. */
function hiddenBelow(box: HTMLElement | null, headless: boolean): number {
  return (headless ? 0 : HEAD) + (box ? box.offsetHeight - box.clientHeight : 0);
}

const GAP = 12;
/** Choosing all of a long list chooses its beginning: what is done with them is done at once. */
const MOST_CHOSEN = 10_000;

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly count: number;
  /** Undefined while a row is still being fetched. */
  readonly row: (index: number) => Row | undefined;
  /** The rows on screen have changed: fetch them. */
  readonly onRange?: (first: number, last: number) => void;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** Where several rows can be chosen: those that are, and what to do when others are. */
  readonly chosen?: Chosen;
  readonly onChoose?: (chosen: Chosen) => void;
  /** Enter or double click. */
  readonly onOpen?: (index: number) => void;
  /** Asked for on the selected row, at this place of the window. */
  readonly onMenu?: (index: number, x: number, y: number) => void;
  /** Takes the focus when it appears, where nothing else has it. */
  readonly takesFocus?: boolean;
  readonly headless?: boolean;
  /** What the rows are sorted by, and what to do when a header asks for another order. */
  readonly sorted?: { readonly by: string; readonly descending: boolean };
  readonly onSort?: (by: string) => void;
  /** The first column stays when the others are scrolled. */
  readonly keepsFirst?: boolean;
  readonly rowHeight?: number;
  readonly rowClass?: (row: Row) => string;
}

/** By keyboard, the view that sorts has a choice of its own: a table of many columns is no row of buttons. */
function Header<Row>({
  column: { header, sort },
  sorted,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorted: Props<Row>['sorted'];
  readonly onSort: Props<Row>['onSort'];
}) {
  if (sort === undefined || onSort === undefined) return header;
  const Icon = sorted?.by !== sort ? null : sorted.descending ? ArrowDown : ArrowUp;
  return (
    <button type="button" className="table-sort clip" tabIndex={-1} onClick={() => onSort(sort)}>
      {header}
      {Icon && <Icon size={12} aria-hidden />}
    </button>
  );
}

/** A table of any length: only the rows on screen exist. Arrow, page, home and end keys move the selection,
 * with Shift they stretch it where several rows can be chosen. */
export function VirtualTable<Row>(props: Props<Row>) {
  const { columns, count, selected, onRange, rowHeight = 28 } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingEnd: hiddenBelow(scroller.current, props.headless === true),
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (count > 0) onRange?.(first, last);
  }, [onRange, first, last, count]);
  useEffect(() => {
    if (selected !== null && selected < count) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, count, virtual]);

  // A pane that opens below takes room away: what was in sight stays in sight.
  const height = virtual.scrollRect?.height ?? 0;
  const wasShown = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the room changes, not when something is chosen
  useEffect(() => {
    if (selected !== null && wasShown.current) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [height]);
  useEffect(() => {
    wasShown.current = selected !== null && first <= selected && selected <= last;
  }, [selected, first, last]);

  const { takesFocus = false } = props;
  useEffect(() => {
    if (takesFocus && (document.activeElement ?? document.body) === document.body) scroller.current?.focus();
  }, [takesFocus]);

  const pick = (index: number, held: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
    const before = props.chosen ?? chooseOne(selected ?? index);
    const many = held.shiftKey ? stretchTo : held.ctrlKey || held.metaKey ? toggleRow : null;
    props.onChoose?.(many ? many(before, index) : chooseOne(index));
    props.onSelect(index);
  };
  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 280) / rowHeight) - 2);
    const at = selected ?? -1;
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    };
    const next = to[event.key];
    if (next !== undefined && count > 0) {
      event.preventDefault();
      pick(Math.min(count - 1, Math.max(0, next)), event);
    } else if (props.onChoose && count > 0 && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.onChoose(stretchTo(chooseOne(0), Math.min(count, MOST_CHOSEN) - 1));
    } else if (event.key === 'Enter' && selected !== null) {
      event.preventDefault();
      props.onOpen?.(selected);
    }
  };
  const template = columns.map((column) => column.width).join(' ');
  const width = columns.reduce((sum, column) => sum + leastWidth(column.width) + GAP, GAP);
  const isChosen = (index: number) => props.chosen?.rows.has(index) ?? index === selected;
  const shows = selected !== null && items.some((item) => item.index === selected);
  return (
    <div
      ref={scroller}
      className={props.keepsFirst ? 'table keeps-first' : 'table'}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-multiselectable={props.onChoose ? true : undefined}
      aria-activedescendant={shows ? `${id}-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={move}
      onContextMenu={(event) => {
        // From the keyboard: at the selected row.
        const box = document.getElementById(`${id}-${selected}`)?.getBoundingClientRect();
        if (!props.onMenu || selected === null || !box) return;
        event.preventDefault();
        props.onMenu(selected, box.left + 40, box.bottom);
      }}
    >
      <div
        role="rowgroup"
        className={props.headless ? 'visually-hidden' : 'table-head'}
        style={{ minWidth: width }}
      >
        <div role="row" aria-rowindex={1} className="table-row" style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              className={`${props.keepsFirst ? 'table-cell' : ''} ${column.align === 'right' ? 'number' : ''}`}
              aria-sort={
                props.sorted === undefined || props.sorted.by !== column.sort
                  ? undefined
                  : props.sorted.descending
                    ? 'descending'
                    : 'ascending'
              }
            >
              <Header column={column} sorted={props.sorted} onSort={props.onSort} />
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize(), minWidth: width }}>
        {items.map((item) => {
          const row = props.row(item.index);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and handles every key
            <div
              key={item.key}
              id={`${id}-${item.index}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={isChosen(item.index)}
              className={`table-row ${row && props.rowClass ? props.rowClass(row) : ''}`}
              style={{
                gridTemplateColumns: template,
                height: item.size,
                transform: `translateY(${item.start}px)`,
              }}
              onClick={(event) => pick(item.index, event)}
              onDoubleClick={() => props.onOpen?.(item.index)}
              onContextMenu={(event) => {
                if (!props.onMenu) return;
                event.preventDefault();
                event.stopPropagation();
                // What is asked for on one of several chosen rows is asked for on all of them.
                if (!isChosen(item.index))
                  pick(item.index, { shiftKey: false, ctrlKey: false, metaKey: false });
                props.onMenu(item.index, event.clientX, event.clientY);
              }}
            >
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  className={column.align === 'right' ? 'table-cell number' : 'table-cell'}
                >
                  {row === undefined ? <span className="muted">…</span> : column.cell(row, item.index)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
