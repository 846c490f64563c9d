import path from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { settingsFile } from './settings-file.ts';

const whole = z.number().int().min(-100_000).max(100_000);
const schema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole.min(400), height: whole.min(300) }).nullable(),
  maximized: z.boolean(),
});
type Remembered = z.output<typeof schema>;

function file() {
  return settingsFile(path.join(app.getPath('userData'), 'window.json'), schema, {
    bounds: null,
    maximized: false,
  });
}

/** Where the window was, if a screen still shows that place. */
export function rememberedBounds(): { bounds: Partial<Rectangle>; maximized: boolean } {
  const { bounds, maximized } = file().read();
  if (bounds === null || !isVisible(bounds)) return { bounds: { width: 1440, height: 900 }, maximized };
  return { bounds, maximized };
}

function isVisible(bounds: NonNullable<Remembered['bounds']>): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const down =
      Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
    return across >= 100 && down >= 100;
  });
}

export function rememberBounds(window: BrowserWindow): void {
  window.on('close', () => {
    try {
      file().write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    } catch (error) {
      // Only the place on the screen is lost.
      console.error('The window place could not be kept:', (error as Error).message);
    }
  });
}
