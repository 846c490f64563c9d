import { defineConfig } from 'vite';
import { nodeTarget } from './vite.node-target.ts';

/** The engine's own process, and the processes that it starts. Each is a file of its own beside `process.mjs`. */
const ENTRIES: Readonly<Record<string, string>> = {
  process: 'engine/process.ts',
  'snapshot-check-entry': 'schema/snapshot/snapshot-check-entry.ts',
  'check-in-utility': 'electron/check-in-utility.ts',
};

export default defineConfig(
  nodeTarget({
    entries: ENTRIES,
    format: 'es',
    folder: 'engine',
    // Native: its compiled part is found relative to its own files.
    external: ['better-sqlite3'],
  }),
);
