/** Gathers the offset of the local clock from the servers' `Date` headers. */
export interface Clock {
  now(): Date;
  /** Notes one answer's `Date` header, which has a resolution of one second. */
  note(dateHeader: string | undefined): void;
  /** Local minus server, in milliseconds, as the median of what was noted; null where nothing was. */
  offsetMs(): number | null;
}

const MAX_SAMPLES = 101;

export function createClock(now: () => Date): Clock {
  const samples: number[] = [];
  return {
    now,
    note(dateHeader) {
      const server = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
      // A header names the second that has begun: on average half a second has passed since.
      if (Number.isFinite(server) && samples.length < MAX_SAMPLES)
        samples.push(now().getTime() - (server + 500));
    },
    offsetMs() {
      if (samples.length === 0) return null;
      const sorted = [...samples].sort((a, b) => a - b);
      return Math.round(sorted[sorted.length >> 1] ?? 0);
    },
  };
}
