import { buildApp } from '../scripts/build.ts';
import { resolveElectron } from '../scripts/electron-runtime.ts';
import { hasDisplay } from '../scripts/start.ts';

/** Before the first test: a display, a current build and an Electron, so that no test waits for them. */
export default async function prepare(): Promise<void> {
  if (!hasDisplay()) {
    throw new Error('These tests open real windows and there is no display: xvfb-run -a npm run test:e2e');
  }
  if (process.env.TRUSTPATH_SKIP_BUILD !== '1') await buildApp();
  const { version, origin, notice } = await resolveElectron();
  console.log(`Electron ${version} (${origin}).`);
  if (notice !== null) console.log(notice);
}
