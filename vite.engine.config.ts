import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';
import { digestOfCounting } from './engine/code-digest.ts';
import { FACES } from './evidence/pdf/pdf-fonts.ts';
import { nodeTarget } from './vite.node-target.ts';

/** The engine's own process, and the processes that it starts. Each is a file of its own beside `process.mjs`. */
const ENTRIES: Readonly<Record<string, string>> = {
  process: 'engine/process.ts',
  'snapshot-check-entry': 'schema/snapshot/snapshot-check-entry.ts',
  'bundle-check-entry': 'evidence/verify/bundle-check-entry.ts',
};

/** Puts the fonts of reports beside the engine, and the licence that they are given under. */
function fonts(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'fonts-of-reports',
    generateBundle() {
      const files = Object.values(FACES).map((name) => [name, `ttf/${name}`] as const);
      for (const [name, file] of [...files, ['LICENSE', 'LICENSE'] as const]) {
        const source = readFileSync(resolve(`dejavu-fonts-ttf/${file}`));
        this.emitFile({ type: 'asset', fileName: `fonts/${name}`, source });
      }
    },
  };
}

export default defineConfig({
  ...nodeTarget({
    entries: ENTRIES,
    format: 'es',
    folder: 'engine',
    // Native: its compiled part is found relative to its own files.
    external: ['better-sqlite3'],
  }),
  define: { TRUSTPATH_CODE_DIGEST: JSON.stringify(digestOfCounting()) },
  plugins: [fonts()],
});
