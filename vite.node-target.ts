import { builtinModules } from 'node:module';
import path from 'node:path';
import type { UserConfig } from 'vite';

const ROOT = import.meta.dirname;
/** Where every build lands: `main.cjs`, `preload.cjs`, `engine/`, `renderer/`. The shell finds its parts beside itself. */
export const BUILD_FOLDER = path.join(ROOT, '.build');

interface NodeTarget {
  /** Output name without extension → source file. */
  readonly entries: Readonly<Record<string, string>>;
  readonly format: 'cjs' | 'es';
  /** Folder below the build folder. */
  readonly folder: string;
  /** Packages left to be required at run time. */
  readonly external: readonly string[];
}

/** A build for Node or Electron's main side: everything in one place but Node's own modules and `external`. */
export function nodeTarget({ entries, format, folder, external }: NodeTarget): UserConfig {
  const extension = format === 'cjs' ? 'cjs' : 'mjs';
  return {
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: [...external], target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: path.join(BUILD_FOLDER, folder),
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      lib: {
        entry: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, path.join(ROOT, file)]),
        ),
        formats: [format],
      },
      rollupOptions: {
        external: [...external, ...builtinModules.flatMap((name) => [name, `node:${name}`])],
        output: {
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunks/[name]-[hash].${extension}`,
        },
      },
    },
  };
}
