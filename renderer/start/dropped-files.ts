import { IMPORT_KINDS } from '../../schema/import-kinds.ts';

/** A file as the engine recognised it. */
export interface GivenFile {
  readonly path: string;
  readonly kind: string;
}

/** What to do with files that were dropped on the window or given at start, in this order. */
export interface FileIntent {
  readonly snapshot: string | null;
  readonly case: string | null;
  readonly bundle: string | null;
  readonly scenario: string | null;
  readonly imports: readonly GivenFile[];
}

/** The first of each kind that only one of can be open; everything else together is offered for import. */
export function intentOf(files: readonly GivenFile[]): FileIntent {
  const first = (kind: string) => files.find((file) => file.kind === kind)?.path ?? null;
  const importable = new Set(IMPORT_KINDS.map(({ kind }) => kind));
  return {
    snapshot: first('snapshot'),
    case: first('case'),
    bundle: first('bundle'),
    scenario: first('scenario'),
    // What is not recognised is offered too: the person knows what it is.
    imports: files.filter(({ kind }) => importable.has(kind) || kind === 'unknown'),
  };
}
