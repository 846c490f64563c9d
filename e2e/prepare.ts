import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FullConfig } from '@playwright/test';
import { buildApp } from '../scripts/build.ts';
import { resolveElectron } from '../scripts/electron-runtime.ts';
import { startDisplays } from './displays.ts';

/**
 * Before the first test: displays, a current build and an Electron, so that no test waits for them; and a data folder for
 * what the tests themselves collect, which is neither the person's nor the application's. Returns what removes it.
 */
export default async function prepare({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (process.env.TRUSTPATH_SKIP_BUILD !== '1') await buildApp();
  const { version, origin, notice } = await resolveElectron();
  console.log(`Electron ${version} (${origin}).`);
  if (notice !== null) console.log(notice);
  const endDisplays = await startDisplays(workers);
  const home = await mkdtemp(path.join(tmpdir(), 'trustpath-e2e-home-'));
  process.env.TRUSTPATH_HOME = home;
  return async () => {
    endDisplays();
    await rm(home, { recursive: true, force: true });
  };
}
