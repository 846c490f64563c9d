/** Distances that can wait at once: the greatest weight ahead of the current distance, and the current one. */
const RING = 32;

/**
 * Dial's queue for small whole weights: entities wait in the bucket of their distance, the last come first. An entity
 * may wait in several; the searcher skips those that have been bettered.
 */
export interface Buckets {
  /** Entities waiting, including bettered ones. */
  readonly size: number;
  /** Entities waiting at a distance. */
  sizeAt(distance: number): number;
  push(distance: number, entity: number): void;
  /** Takes the entity that came last to that bucket. Only where `sizeAt` is above 0. */
  pop(distance: number): number;
  clear(): void;
}

export function createBuckets(): Buckets {
  const stacks = Array.from({ length: RING }, () => new Int32Array(64));
  const heights = new Int32Array(RING);
  let size = 0;
  return {
    get size() {
      return size;
    },
    sizeAt: (distance) => heights[distance & (RING - 1)]!,
    push(distance, entity) {
      const slot = distance & (RING - 1);
      const height = heights[slot]!;
      let stack = stacks[slot]!;
      if (height === stack.length) {
        const grown = new Int32Array(2 * height);
        grown.set(stack);
        stacks[slot] = grown;
        stack = grown;
      }
      stack[height] = entity;
      heights[slot] = height + 1;
      size++;
    },
    pop(distance) {
      const slot = distance & (RING - 1);
      const height = heights[slot]! - 1;
      heights[slot] = height;
      size--;
      return stacks[slot]![height]!;
    },
    clear() {
      heights.fill(0);
      size = 0;
    },
  };
}
