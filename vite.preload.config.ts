import { defineConfig } from 'vite';
import { nodeTarget } from './vite.node-target.ts';

/** A sandboxed preload script must be one CommonJS file. */
export default defineConfig(
  nodeTarget({
    entries: { preload: 'electron/preload.ts' },
    format: 'cjs',
    folder: '',
    external: ['electron'],
  }),
);
