import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Name } from '../entity/name.tsx';
import './document.css';

const LINE = 18;

/** A text as it is written, line by line; of any length. */
export function TextLines({ text, label }: { readonly text: string; readonly label: string }) {
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section ref={scroller} className="document-lines" aria-label={label} tabIndex={0}>
      <div className="document-sheet" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            className="document-line"
            style={{ transform: `translateY(${start}px)`, paddingLeft: 24 }}
          >
            {lines[index] && <Name text={lines[index]} />}
          </div>
        ))}
      </div>
    </section>
  );
}
