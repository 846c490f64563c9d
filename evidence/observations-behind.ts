import { isJsonObject, type Json } from '../schema/json.ts';
import type { ObservationId } from '../schema/records.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Answer } from './answer.ts';
import { type Rederived, rederive, relationsOfNow, withDocuments } from './rederive.ts';
import type { ToldEntity } from './told.ts';

/** Which documents a bundle carries, and what they are enough for. */
export interface Behind {
  /** `proofs`: those that proofs point into; `sources`: all of the sources these are from; `all`: all there are. */
  readonly extent: 'proofs' | 'sources' | 'all';
  readonly observations: readonly ObservationId[];
  /** How many the snapshot has. */
  readonly of: number;
  /** What came of deriving the answer again from these documents alone. */
  readonly rederived: Rederived;
}

/**
 * The fewest documents from which the answer can be derived again, with the names of its entities: those that its proofs point into where they are
 * enough, else all of their sources, else all. Sorted by id.
 */
export function observationsBehind(
  reader: SnapshotReader,
  answer: Answer,
  entities: readonly ToldEntity[],
  signal?: AbortSignal,
): Behind {
  const sourcesByDocument = new Map<ObservationId, Set<string>>();
  for (const { observation, source } of reader.calls()) {
    if (observation === null) continue;
    const known = sourcesByDocument.get(observation);
    if (known) known.add(source);
    else sourcesByDocument.set(observation, new Set([source]));
  }
  const pointedAt = new Set([...observationsNamed(answer)].filter((id) => sourcesByDocument.has(id)));
  const all = new Set(sourcesByDocument.keys());
  const involved = new Set([...pointedAt].flatMap((id) => [...(sourcesByDocument.get(id) ?? [])]));
  const ofSources = new Set(
    [...all].filter((id) => [...(sourcesByDocument.get(id) ?? [])].some((source) => involved.has(source))),
  );
  const steps = [
    ['proofs', pointedAt],
    ['sources', ofSources],
    ['all', all],
  ] as const;
  let found: Behind | null = null;
  let tried = -1;
  for (const [extent, documents] of steps) {
    if (documents.size === tried) continue;
    tried = documents.size;
    const rederived = rederive(
      withDocuments(reader, (id) => documents.has(id)),
      answer,
      entities,
      signal,
    );
    const behind: Behind = { extent, observations: [...documents].sort(), of: all.size, rederived };
    if (rederived.problems.length === 0) return behind;
    if (found === null || rederived.problems.length < found.rederived.problems.length) found = behind;
  }
  // Nothing gives all of the answer again: other rules derived it, or somebody altered the snapshot. What gives most of it
  // tells best which part does not follow.
  return found!;
}

/** Every observation that is named anywhere in the answer: by proofs, by places of changes, by changed documents. */
function observationsNamed(answer: Answer): Set<ObservationId> {
  const found = new Set<ObservationId>();
  const { paths, findings, activity, whatif, comparison } = answer;
  collect([paths, findings, activity, whatif, comparison] as unknown as Json, found);
  for (const hop of relationsOfNow(answer)) for (const step of hop.proof) found.add(step.observation);
  return found;
}

function collect(value: Json | undefined, found: Set<ObservationId>): void {
  if (Array.isArray(value)) for (const member of value) collect(member, found);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if ((name === 'observation' || name === 'was') && typeof member === 'string') {
        if (/^sha256:[0-9a-f]{64}$/.test(member)) found.add(member as ObservationId);
      } else collect(member, found);
    }
  }
}
