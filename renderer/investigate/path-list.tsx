import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { EntityRecord, TrustPath } from '../../schema/contract.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { ExceptionMark } from '../entity/exception-mark.tsx';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';

/** Heights of a row in pixels: three lines, or four with an exception. */
const PLAIN = 62;
const WITH_EXCEPTION = 80;

/** The paths as a list, surest and shortest first. Up and down choose, and the drawing follows. */
export function PathList(props: {
  readonly paths: readonly TrustPath[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}) {
  const { paths, entities, selected } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: paths.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (paths[index]?.exception ? WITH_EXCEPTION : PLAIN),
    overscan: 4,
  });
  // Paths of the same number may be other ones: an exception was granted or is over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are of the paths
  useEffect(() => virtual.measure(), [paths, virtual]);
  useEffect(() => {
    if (selected < paths.length) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, paths.length, virtual]);
  const keys = (event: KeyboardEvent) => {
    const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, Home: 0, End: paths.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    props.onSelect(Math.min(paths.length - 1, Math.max(0, to)));
  };
  return (
    <div
      ref={scroller}
      className="path-list"
      role="listbox"
      aria-label="Paths"
      aria-activedescendant={paths.length > 0 ? `${id}-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={keys}
      onContextMenu={(event) => {
        // From the keyboard: at the chosen path.
        const box = document.getElementById(`${id}-${selected}`)?.getBoundingClientRect();
        if (!box) return;
        event.preventDefault();
        openContextMenu(box.left + 40, box.bottom, 'path');
      }}
    >
      <div className="path-sheet" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const path = paths[item.index];
          if (!path) return null;
          const end = entities.get(path.to);
          const verbs = path.hops.map((hop) => verbOf(hop.kind));
          const over = path.hops.slice(0, -1).map((hop) => entities.get(hop.to)?.name ?? hop.to);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and handles every key
            <div
              key={item.key}
              id={`${id}-${item.index}`}
              role="option"
              tabIndex={-1}
              aria-selected={item.index === selected}
              className="path-item"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={() => props.onSelect(item.index)}
              onContextMenu={(event) => {
                event.preventDefault();
                event.stopPropagation();
                props.onSelect(item.index);
                openContextMenu(event.clientX, event.clientY, 'path');
              }}
            >
              <span className="path-end">
                {end && <EntityIcon kind={end.kind} size={14} />}
                <strong className="clip">
                  <Name text={end?.name ?? path.to} length={30} />
                </strong>
                <JewelMark tier={end?.tier ?? null} />
              </span>
              <span className="path-how small muted clip" title={verbs.join(', then ')}>
                {over.length === 0 ? verbs.join(', ') : <Name text={`over ${over.join(', ')}`} />}
              </span>
              <span className="row small muted">
                {plural(path.hops.length, 'hop')} <VerdictMark verdict={path.verdict} />
              </span>
              {path.exception && (
                <span className="small clip">
                  <ExceptionMark exception={path.exception} />
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
