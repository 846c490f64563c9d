import type { Progress } from '../schema/contract.ts';

const PLAIN_INTERVAL_MS = 3_000;
const BAR_INTERVAL_MS = 80;
const BAR_WIDTH = 24;

/** A bar on a terminal, a line every few seconds otherwise. `finish` leaves the terminal clean. */
export function progressPrinter(
  stream: NodeJS.WriteStream,
  quiet: boolean,
): { readonly onProgress: (progress: Progress) => void; readonly finish: () => void } {
  if (quiet) return { onProgress: () => undefined, finish: () => undefined };
  let last = 0;
  let drawn = false;
  const interval = stream.isTTY ? BAR_INTERVAL_MS : PLAIN_INTERVAL_MS;
  return {
    onProgress(progress) {
      // What is not complete is told at the end, by operation.
      if (progress.coverage) return;
      const now = Date.now();
      if (now - last < interval) return;
      last = now;
      const line = progressLine(progress);
      if (stream.isTTY) stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, stream.columns - 1))}`);
      else stream.write(`${line}\n`);
      drawn = true;
    },
    finish() {
      if (drawn && stream.isTTY) stream.write('\r\u001b[2K');
    },
  };
}

function progressLine(progress: Progress): string {
  const { done, total } = progress;
  const share = total && total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = total
    ? `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${total} `
    : done > 0
      ? `${done} `
      : '';
  const gaps = progress.gaps > 0 ? ` (${progress.gaps} gaps)` : '';
  return `${bar}${progress.source ? `${progress.source}: ` : ''}${progress.detail}${gaps}`;
}
