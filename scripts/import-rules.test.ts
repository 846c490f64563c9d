import { describe, expect, test } from 'vitest';
import { importsOf, type SourceFile, sourceFiles } from './source-files.ts';

/** Which other areas the files of an area may import; a path ending in `.ts` allows that file alone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  collectors: ['schema'],
  analysis: ['schema'],
  evidence: ['schema', 'analysis'],
  sample: ['schema'],
  engine: ['schema', 'collectors', 'analysis', 'evidence', 'sample'],
  electron: ['schema'],
  renderer: ['schema'],
  // The command line runs the engine in its own process, and knows nothing of it but its contract.
  cli: ['schema', 'engine/engine.ts'],
};
const AREAS = Object.keys(MAY_IMPORT);

/** Packages that belong to one area alone. */
const OWN_PACKAGES: readonly { readonly pattern: RegExp; readonly areas: readonly string[] }[] = [
  { pattern: /^electron(\/|$)/, areas: ['electron'] },
  { pattern: /^(react|react-dom|cytoscape|zustand|cmdk|lucide-react)(\/|$)/, areas: ['renderer'] },
  { pattern: /^better-sqlite3$/, areas: ['schema', 'engine'] },
  { pattern: /^@(aws-sdk|smithy|kubernetes)\//, areas: ['collectors'] },
];
/** A sandboxed page has no Node. */
const WITHOUT_NODE = ['renderer'];

function misplacedImports({ path, area, imports }: SourceFile): string[] {
  return imports
    .filter((name) => {
      if (name.startsWith('node:') && WITHOUT_NODE.includes(area)) return true;
      const owner = OWN_PACKAGES.find(({ pattern }) => pattern.test(name));
      if (owner) return !owner.areas.includes(area);
      const target = name.split('/')[0]!;
      if (!AREAS.includes(target) && !['bench', 'e2e', 'scripts', 'fuzz'].includes(target)) return false;
      if (target === area) return false;
      return !(MAY_IMPORT[area] ?? []).some((allowed) => allowed === target || allowed === name);
    })
    .map((name) => `${path} imports ${name}`);
}

describe('imports point one way', () => {
  for (const area of AREAS) {
    test(`${area} imports ${MAY_IMPORT[area]!.join(', ') || 'nothing of ours'}`, () => {
      const wrong = sourceFiles([area])
        .filter(({ isTest }) => !isTest)
        .flatMap(misplacedImports);
      expect(wrong).toEqual([]);
    });
  }

  test('a misplaced import is found however it is written', () => {
    const text = [
      "import { a } from '../analysis/a.ts';",
      "import type { b } from '../../engine/b.ts';",
      "export * from '../analysis/c.ts';",
      "import {\n  d,\n} from '../analysis/d.ts';",
      "import '../analysis/e.ts';",
      "const f = await import('../analysis/f.ts');",
      "import g from 'electron';",
    ].join('\n');
    const imports = importsOf('collectors/aws/x.ts', text);
    expect(imports).toHaveLength(7);
    const file = { path: 'collectors/aws/x.ts', area: 'collectors', isTest: false, text, imports };
    expect(
      misplacedImports({
        ...file,
        imports: imports.map((name) => name.replace('collectors/analysis', 'analysis')),
      }),
    ).toHaveLength(7);
  });
});
