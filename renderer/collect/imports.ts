import { IMPORT_KINDS } from '../../schema/import-kinds.ts';
import { plural } from '../entity/kind.ts';
import type { PlannedSource } from './planned-source.ts';

/** Files of one kind that are to be imported together. */
export interface ImportDraft {
  /** A kind of `IMPORT_KINDS`; `unknown` until the person says what it is. */
  readonly kind: string;
  readonly paths: readonly string[];
  /** What the cluster is called that they describe, where that has to be said. */
  readonly cluster: string;
  /** `OWNER/NAME` that they are about, where they may leave it open. */
  readonly repository: string;
}

type Given = { readonly path: string; readonly kind: string };

/** Files put to those of their kind, each path once. */
export function withFiles(drafts: readonly ImportDraft[], given: readonly Given[]): readonly ImportDraft[] {
  const known = new Set(drafts.flatMap(({ paths }) => paths));
  const added = given.filter(({ path }) => !known.has(path));
  const kinds = [...new Set([...drafts.map(({ kind }) => kind), ...added.map(({ kind }) => kind)])];
  return kinds.map((kind) => {
    const before = drafts.find((draft) => draft.kind === kind) ?? {
      kind,
      paths: [],
      cluster: '',
      repository: '',
    };
    return {
      ...before,
      paths: [...before.paths, ...added.filter((file) => file.kind === kind).map(({ path }) => path)],
    };
  });
}

/** The draft taken for another kind, with those that are of that kind already. */
export function asKind(
  drafts: readonly ImportDraft[],
  draft: ImportDraft,
  kind: string,
): readonly ImportDraft[] {
  const others = drafts.filter((each) => each !== draft);
  return withFiles(
    others,
    draft.paths.map((path) => ({ path, kind })),
  );
}

/** Why a draft cannot be imported as it is; null where it can. */
export function missingIn(draft: ImportDraft): string | null {
  const declared = IMPORT_KINDS.find(({ kind }) => kind === draft.kind);
  if (!declared) return 'Say what these files are.';
  if (declared.cluster === 'needed' && draft.cluster.trim() === '') return 'Name the cluster they describe.';
  return null;
}

/** The draft as a source of the list. */
export function importSource(draft: ImportDraft): PlannedSource {
  const declared = IMPORT_KINDS.find(({ kind }) => kind === draft.kind);
  const label = `${declared?.title ?? 'Files'}: ${plural(draft.paths.length, 'item')}`;
  const paths = [...draft.paths];
  const cluster = draft.cluster.trim();
  const repository = draft.repository.trim();
  switch (declared?.channel) {
    case 'import.kubernetes':
      return { label, channel: 'import.kubernetes', input: { paths, cluster } };
    case 'import.github':
      return {
        label,
        channel: 'import.github',
        input: { paths, ...(repository !== '' && { repositories: [repository] }) },
      };
    case 'import.cloudtrail':
      return { label, channel: 'import.cloudtrail', input: { paths } };
    case 'import.kubernetes-audit':
      return { label, channel: 'import.kubernetes-audit', input: { paths, cluster } };
    case 'import.claims':
      return {
        label,
        channel: 'import.claims',
        input: {
          paths,
          kind: draft.kind as Extract<PlannedSource, { channel: 'import.claims' }>['input']['kind'],
          ...(cluster !== '' && { cluster }),
          ...(repository !== '' && { repository }),
        },
      };
    default:
      return { label, channel: 'import.aws', input: { paths } };
  }
}
