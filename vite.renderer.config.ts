import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { BUILD_FOLDER } from './vite.node-target.ts';

export default defineConfig({
  root: path.join(import.meta.dirname, 'renderer'),
  base: './',
  logLevel: 'warn',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: path.join(BUILD_FOLDER, 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy allows no data: address, so nothing is inlined as one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
  },
});
