import path from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { settingsFile } from './settings-file.ts';

const whole = z.number().int().min(-100_000).max(100_000);
const schema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole.min(400), height: whole.min(300) }).nullable(),
  maximized: z.boolean(),
  /** Chromium's zoom level: 0 is 100 %, each step a fifth more or less. */
  zoom: z.number().min(-8).max(9).default(0),
});
type Remembered = z.output<typeof schema>;

function file() {
  return settingsFile(path.join(app.getPath('userData'), 'window.json'), schema, {
    bounds: null,
    maximized: false,
    zoom: 0,
  });
}

/** Where the window was, if a screen still shows that place, and how large its contents were drawn. */
export function rememberedBounds(): { bounds: Partial<Rectangle>; maximized: boolean; zoom: number } {
  const { bounds, maximized, zoom } = file().read();
  if (bounds === null || !isVisible(bounds)) return { bounds: { width: 1440, height: 900 }, maximized, zoom };
  return { bounds, maximized, zoom };
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
      file().write({
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
        zoom: window.webContents.getZoomLevel(),
      });
    } catch (error) {
      // Only the place on the screen is lost.
      console.error('The window place could not be kept:', (error as Error).message);
    }
  });
}
