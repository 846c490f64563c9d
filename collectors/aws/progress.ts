import type { Progress } from '../../schema/contract.ts';
import type { Service } from './operation.ts';

/** Puts what all services report into one stream for the source: calls dealt with, of those known so far. */
export interface CollectionProgress {
  readonly planned: (count: number) => void;
  readonly done: (service: Service, operation: string, subject: string) => void;
  readonly gap: () => void;
  readonly gaps: () => number;
  readonly finish: () => void;
}

/** Reports at most every so many milliseconds, besides the first and the last. */
const INTERVAL_MS = 50;

export function createProgress(
  source: string,
  report: ((progress: Progress) => void) | undefined,
): CollectionProgress {
  let done = 0;
  let total = 0;
  let gaps = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const tell = (stage: string, detail: string) => report?.({ stage, source, detail, done, total, gaps });
  return {
    planned(count) {
      total += count;
    },
    done(service, operation, subject) {
      done++;
      const at = performance.now();
      if (at - reportedAt < INTERVAL_MS) return;
      reportedAt = at;
      tell(service.title, subject === '' ? operation : `${operation} ${subject}`);
    },
    gap() {
      gaps++;
    },
    gaps: () => gaps,
    finish() {
      tell('Collected', source);
    },
  };
}
