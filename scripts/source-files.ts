import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  /** The top folder, or '' for a file at the top. */
  readonly area: string;
  readonly isTest: boolean;
  readonly text: string;
  /** Relative imports resolved to project paths, others as written. */
  readonly imports: readonly string[];
}

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

/** Every TypeScript file of the given top folders, with what it imports. */
export function sourceFiles(areas: readonly string[]): SourceFile[] {
  return areas.flatMap((area) => {
    let names: string[];
    try {
      names = readdirSync(path.join(ROOT, area), { recursive: true, encoding: 'utf8' });
    } catch {
      return [];
    }
    return names
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => readSource(area, path.posix.join(area, name.split(path.sep).join('/'))));
  });
}

function readSource(area: string, file: string): SourceFile {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return {
    path: file,
    area,
    isTest: /\.(test|spec)\.tsx?$/.test(file),
    text,
    imports: importsOf(file, text),
  };
}

export function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(IMPORT)]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((name) => (name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name));
}
