import { startVirtualDisplay } from '../scripts/virtual-display.ts';

/** Larger than any window of the tests. */
const SIZE = '2600x1500';
const LIST = 'TRUSTPATH_TEST_DISPLAYS';

/**
 * Starts virtual displays, one for each worker: windows of two tests on one display would take the focus from each other.
 * The workers inherit their names. Resolves with what ends them. Elsewhere than on Linux there are none: windows open on
 * the person's screen.
 */
export async function startDisplays(count: number): Promise<() => void> {
  if (process.platform !== 'linux') return () => {};
  const displays = await Promise.all(Array.from({ length: count }, () => startVirtualDisplay(SIZE)));
  const started = displays.filter((each) => each !== null);
  const end = () => {
    for (const each of started) each.end();
  };
  if (started.length < count) {
    end();
    throw new Error('These tests open real windows, and Xvfb does not start (apt-get install xvfb).');
  }
  process.env[LIST] = started.map(({ name }) => name).join(' ');
  return end;
}

/** Everything that this worker starts from now on opens its windows on the worker's display. */
export function takeDisplay(): void {
  const name = process.env[LIST]?.split(' ')[Number(process.env.TEST_PARALLEL_INDEX)];
  if (name !== undefined) process.env.DISPLAY = name;
}
