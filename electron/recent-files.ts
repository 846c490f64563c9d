import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { RecentFile } from '../schema/shell-contract.ts';
import { settingsFile } from './settings-file.ts';

const MOST = 12;
const schema = z.array(z.object({ path: z.string().min(1).max(4_096), openedAt: z.string() })).max(100);

function file() {
  return settingsFile(path.join(app.getPath('userData'), 'recent-files.json'), schema, []);
}

/** The files opened lately, newest first, with whether each is still there. */
export function recentFiles(): RecentFile[] {
  return file()
    .read()
    .map((entry) => ({ ...entry, exists: existsSync(entry.path) }));
}

export function addRecentFile(added: string): void {
  const others = file()
    .read()
    .filter((entry) => entry.path !== added);
  file().write([{ path: added, openedAt: new Date().toISOString() }, ...others].slice(0, MOST));
  app.addRecentDocument(added);
}

export function removeRecentFile(removed: string): void {
  file().write(
    file()
      .read()
      .filter((entry) => entry.path !== removed),
  );
}
