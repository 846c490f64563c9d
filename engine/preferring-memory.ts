import { setFlagsFromString } from 'node:v8';

/**
 * Runs work that reads a log. Events are garbage as soon as they are reduced. Left to itself V8 lets much of it gather
 * before it collects; told to prefer memory over speed it needs half as much and hardly longer (docs/benchmarks.md).
 */
export async function preferringMemory<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString('--optimize-for-size');
  try {
    return await work();
  } finally {
    setFlagsFromString('--no-optimize-for-size');
  }
}
