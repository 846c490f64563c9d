import { defineConfig } from 'vite';
import { nodeTarget } from './vite.node-target.ts';

export default defineConfig(
  nodeTarget({ entries: { main: 'electron/main.ts' }, format: 'cjs', folder: '', external: ['electron'] }),
);
