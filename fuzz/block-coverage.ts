import { Session } from 'node:inspector/promises';
import { pathToFileURL } from 'node:url';

/** Tells whether a run went where none went before, by V8's own count of the blocks of code that were entered. */
export interface BlockCoverage {
  /** Blocks of the project's code that were entered since the last time and never before. */
  newBlocks(): Promise<number>;
  total(): number;
}

/** https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#method-startPreciseCoverage */
export async function startBlockCoverage(root: string): Promise<BlockCoverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  const own = pathToFileURL(root).href;
  const seen = new Set<string>();
  return {
    total: () => seen.size,
    async newBlocks() {
      const before = seen.size;
      const { result } = await session.post('Profiler.takePreciseCoverage');
      for (const { url, scriptId, functions } of result) {
        if (!url.startsWith(own) || url.includes('/node_modules/@')) continue;
        for (const { ranges } of functions)
          for (const { count, startOffset, endOffset } of ranges)
            if (count > 0) seen.add(`${scriptId}:${startOffset}-${endOffset}`);
      }
      return seen.size - before;
    },
  };
}
