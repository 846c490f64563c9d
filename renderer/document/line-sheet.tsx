import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import './document.css';

/** The height of a line, as the style sheet has it. */
const LINE = 18;
const MARGIN = 24;
const STEP = 16;

export interface SheetLine {
  /** How many steps it is indented. */
  readonly depth: number;
  readonly marked: boolean;
  readonly content: ReactNode;
}

/** Lines of which only those in sight are drawn, so that there may be any number. `marked` is brought into sight at first. */
export function LineSheet({
  label,
  count,
  line,
  marked,
}: {
  readonly label: string;
  readonly count: number;
  readonly line: (index: number) => SheetLine | undefined;
  /** The first line that is marked, and how many are. */
  readonly marked: { readonly first: number; readonly length: number } | null;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the lines are shown first
  useEffect(() => {
    // A statement of a few lines stands in the middle, a long one begins at the top.
    if (marked && marked.first > 0 && scroller.current) {
      const room = Math.max(LINE * 2, (scroller.current.clientHeight - marked.length * LINE) / 2);
      scroller.current.scrollTop = marked.first * LINE - room;
    }
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section ref={scroller} className="document-lines" aria-label={label} tabIndex={0}>
      <div className="document-sheet" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const shown = line(index);
          return (
            shown && (
              <div
                key={key}
                className={shown.marked ? 'document-line marked' : 'document-line'}
                style={{ transform: `translateY(${start}px)`, paddingLeft: MARGIN + shown.depth * STEP }}
              >
                {shown.content}
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}
