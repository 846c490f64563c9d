import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { BUILD_FOLDER } from '../vite.node-target.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

interface Target {
  readonly config: string;
  /** What the result depends on, besides the configuration and the lock file. */
  readonly sources: readonly string[];
  /** A file whose absence means that the build is not there. */
  readonly result: string;
}

const TARGETS: Readonly<Record<string, Target>> = {
  main: { config: 'vite.main.config.ts', sources: ['electron', 'schema'], result: 'main.cjs' },
  preload: { config: 'vite.preload.config.ts', sources: ['electron', 'schema'], result: 'preload.cjs' },
  renderer: {
    config: 'vite.renderer.config.ts',
    sources: ['renderer', 'schema'],
    result: 'renderer/index.html',
  },
  engine: {
    config: 'vite.engine.config.ts',
    sources: ['engine', 'electron', 'schema', 'collectors', 'analysis', 'evidence', 'sample', 'package.json'],
    result: 'engine/process.mjs',
  },
};

interface BuildOptions {
  /** Builds what is unchanged as well. */
  readonly force?: boolean;
  /** Names of targets; all where none is given. */
  readonly only?: readonly string[];
}

/** Builds what has changed since the last build; returns the names of the targets built. */
export async function buildApp({ force = false, only = [] }: BuildOptions = {}): Promise<string[]> {
  const built: string[] = [];
  await mkdir(path.join(BUILD_FOLDER, 'stamps'), { recursive: true });
  for (const [name, target] of Object.entries(TARGETS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const stampFile = path.join(BUILD_FOLDER, 'stamps', name);
    const stamp = await fingerprint([
      ...target.sources,
      target.config,
      'vite.node-target.ts',
      'package-lock.json',
    ]);
    const before = await readFile(stampFile, 'utf8').catch(() => '');
    if (!force && before === stamp && existsSync(path.join(BUILD_FOLDER, target.result))) continue;
    await rm(stampFile, { force: true });
    await build({ configFile: path.join(ROOT, target.config), mode: 'production' });
    await writeFile(stampFile, stamp);
    built.push(name);
  }
  return built;
}

/** A hash over names, sizes and times of change of all files below the given places. */
async function fingerprint(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of await filesOf(path.join(ROOT, place))) {
      const { mtimeMs, size } = await stat(file);
      hash.update(`${file}\0${mtimeMs}\0${size}\n`);
    }
  }
  return hash.digest('hex');
}

async function filesOf(place: string): Promise<string[]> {
  if (!existsSync(place)) return [];
  if ((await stat(place)).isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.main) {
  const started = performance.now();
  const names = process.argv.slice(2).filter((argument) => argument !== '--force');
  const wrong = names.find((name) => !Object.hasOwn(TARGETS, name));
  if (wrong === undefined) {
    const built = await buildApp({ force: process.argv.includes('--force'), only: names });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(built.length === 0 ? 'Built already.' : `Built ${built.join(', ')} in ${seconds} s.`);
  } else {
    console.error(`There is no build ${wrong}; there are ${Object.keys(TARGETS).join(', ')}.`);
    process.exitCode = 2;
  }
}
