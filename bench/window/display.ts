import { startVirtualDisplay } from '../../scripts/virtual-display.ts';

/**
 * A display to open windows on: the one that is there, else a virtual one that `end` takes down. Null where neither is to
 * be had.
 */
export async function display(): Promise<{ end(): void } | null> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return { end: () => undefined };
  const started = await startVirtualDisplay('1600x1000');
  if (started === null) return null;
  process.env.DISPLAY = started.name;
  return {
    end: () => {
      delete process.env.DISPLAY;
      started.end();
    },
  };
}
