import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Learned } from './learn.ts';
import type { Redactor } from './redactor.ts';

export interface RedactionPreview {
  /** Names that are replaced, with an example of each kind of entity first. */
  readonly replaced: readonly { readonly kind: string; readonly before: string; readonly after: string }[];
  readonly replacedTotal: number;
  /** Entities whose id stays as it is, because nothing but public words is in it. */
  readonly readable: readonly { readonly kind: string; readonly id: string }[];
  readonly readableTotal: number;
  /** Different words of the snapshot: those that are replaced, and those that stay. */
  readonly words: { readonly replaced: number; readonly stay: number };
}

/** What a redaction would do to the names of a snapshot. Pseudonyms are the real ones only where the key is kept. */
export function previewRedaction(
  reader: SnapshotReader,
  redactor: Redactor,
  learned: Learned,
  most: number,
): RedactionPreview {
  const first: RedactionPreview['replaced'][number][] = [];
  const more: RedactionPreview['replaced'][number][] = [];
  const readable: RedactionPreview['readable'][number][] = [];
  const kinds = new Set<string>();
  let [replacedTotal, readableTotal] = [0, 0];
  for (const { kind, id } of reader.entities()) {
    const after = redactor.text(id);
    if (after === id) {
      if (++readableTotal <= most) readable.push({ kind, id });
      continue;
    }
    replacedTotal++;
    if (!kinds.has(kind)) first.push({ kind, before: id, after });
    else if (more.length < most) more.push({ kind, before: id, after });
    kinds.add(kind);
  }
  let stay = 0;
  for (const word of learned.words) if (learned.stays(word)) stay++;
  return {
    replaced: [...first, ...more].slice(0, most),
    replacedTotal,
    readable,
    readableTotal,
    words: { replaced: learned.words.size - stay, stay },
  };
}
