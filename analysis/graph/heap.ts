/** A binary heap: takes the least first by `compare`. */
export interface Heap<T> {
  readonly size: number;
  push(item: T): void;
  /** The least, left where it is; undefined when empty. */
  peek(): T | undefined;
  /** Undefined when empty. */
  pop(): T | undefined;
}

export function createHeap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const items: T[] = [];
  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push(item) {
      let at = items.length;
      items.push(item);
      while (at > 0) {
        const above = (at - 1) >> 1;
        if (compare(items[above]!, item) <= 0) break;
        items[at] = items[above]!;
        at = above;
      }
      items[at] = item;
    },
    pop() {
      const least = items[0];
      const last = items.pop();
      if (least === undefined || last === undefined || items.length === 0) return least;
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= items.length) break;
        if (below + 1 < items.length && compare(items[below + 1]!, items[below]!) < 0) below++;
        if (compare(last, items[below]!) <= 0) break;
        items[at] = items[below]!;
        at = below;
      }
      items[at] = last;
      return least;
    },
  };
}
