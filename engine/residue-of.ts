import { readFileSync } from 'node:fs';
import { replaceable } from '../evidence/redaction/data-keys.ts';
import type { Learned } from '../evidence/redaction/learn.ts';
import type { Redactor } from '../evidence/redaction/redactor.ts';
import { type Residue, residueScan } from '../evidence/redaction/residue.ts';
import { throwIfCancelled } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';

/** Shorter words are met by chance. */
export const SHORTEST_RESIDUE = 5;

/**
 * Looks through a redacted snapshot for anything of the original that was to be replaced: every document after
 * decompression, every row of evidence, and the bytes of the file. Entities and relations are derived from those documents
 * alone; their sentences hold words of Trustpath's own, so in the bytes only whole names of the original are looked for.
 */
export function residueOf(
  original: SnapshotReader,
  redacted: SnapshotReader,
  file: string,
  { redactor, learned }: { readonly redactor: Redactor; readonly learned: Learned },
  signal: AbortSignal,
): readonly Residue[] {
  const explained = (run: string) => learned.stays(run) || redactor.isPseudonym(run);
  const replaced = (text: string) => redactor.text(text).toLowerCase() !== text.toLowerCase();
  const words = residueScan({
    originals: [...learned.words, ...learned.ids].filter(replaced),
    shortest: SHORTEST_RESIDUE,
    explained,
  });
  const lookInto = (document: Json, place: string) => {
    for (const { value } of replaceable(document)) words.look(value, place);
  };
  for (const source of redacted.sources()) {
    const { id, principal, account } = source;
    lookInto([id, principal, account], `source ${id}`);
  }
  for (const coverage of redacted.coverage())
    words.look(`${coverage.operation} ${coverage.reason}`, `coverage of ${coverage.operation}`);
  const seen = new Set<string>();
  for (const call of redacted.calls()) {
    throwIfCancelled(signal);
    const { endpoint, parameters, requestId, region, observation, operation } = call;
    const place = `call of ${operation}`;
    lookInto([operation, endpoint, parameters, requestId, region], place);
    if (observation === null || seen.has(observation)) continue;
    seen.add(observation);
    lookInto(redacted.document(observation), `${observation}, ${place}`);
  }

  const names = new Set<string>();
  for (const { id, name } of original.entities()) {
    for (const text of [id, name]) if (/[^a-z]/i.test(text) && replaced(text)) names.add(text.toLowerCase());
  }
  const bytes = residueScan({ originals: names, shortest: 8, explained: () => false });
  bytes.look(readFileSync(file, 'latin1'), 'bytes of the file');
  return [...words.found(), ...bytes.found()];
}
