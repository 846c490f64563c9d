import type { EntityRow, StoredText } from '../../schema/snapshot/types.ts';
import { NOWHERE, type Side } from './side.ts';

/** Entities read from a file at a time. */
const CHUNK = 1_000;

/**
 * What two snapshots have of the entities that were collected, in the order of kind and id. What only a policy mentions
 * comes and goes with the relations to it.
 */
export interface EntityPairs {
  /** Collected on both sides, and stored in other words. Most are the same, and nothing more of them is read. */
  readonly reworded: readonly { readonly before: EntityRow; readonly after: EntityRow }[];
  /** Collected on the earlier side alone. */
  readonly onlyBefore: readonly EntityRow[];
  /** Collected on the later side alone. */
  readonly onlyAfter: readonly EntityRow[];
}

export function pairEntities(before: Side, after: Side): EntityPairs {
  const reworded: { before: EntityRow; after: EntityRow }[] = [];
  const onlyBefore: EntityRow[] = [];
  const onlyAfter: EntityRow[] = [];
  const paired = new Uint8Array(after.ids.length);
  for (const old of storedTexts(before, before.reader.entityOrder())) {
    const known = old.filter(({ index }) => before.elsewhere[index] !== NOWHERE);
    const now = new Map(
      after.reader
        .storedTexts(known.map(({ index }) => before.elsewhere[index]!))
        .map((each, at) => [known[at]!.index, each]),
    );
    for (const was of old) {
      if (!was.collected) continue;
      const is = now.get(was.index);
      if (!is?.collected) {
        onlyBefore.push(before.reader.entity(was.index));
        continue;
      }
      paired[is.index] = 1;
      if (!sameWords(was, is))
        reworded.push({ before: before.reader.entity(was.index), after: after.reader.entity(is.index) });
    }
  }
  const rest = after.reader.entityOrder().filter((entity) => paired[entity] === 0);
  for (const texts of storedTexts(after, rest))
    for (const { index, collected } of texts) if (collected) onlyAfter.push(after.reader.entity(index));
  return { reworded, onlyBefore, onlyAfter };
}

function* storedTexts({ reader }: Side, entities: readonly number[]): Generator<readonly StoredText[]> {
  for (let at = 0; at < entities.length; at += CHUNK)
    yield reader.storedTexts(entities.slice(at, at + CHUNK));
}

function sameWords(was: StoredText, is: StoredText): boolean {
  return was.attributes === is.attributes && was.name === is.name && was.tier === is.tier;
}
