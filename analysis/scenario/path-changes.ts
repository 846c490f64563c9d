import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { Entity, Relation } from '../../schema/records.ts';
import { reachOfMany } from '../graph/reach.ts';
import { waysTo } from '../graph/ways-to.ts';
import { crownJewels, type Derivation } from './derivation.ts';
import type { RelationChanges } from './relation-changes.ts';

export type Path = readonly Relation[];

export interface PathChanges {
  /** Ways to crown jewels of starts that have none any more; the lightest each had. */
  readonly lost: readonly Path[];
  /** Ways to crown jewels of starts that had none. */
  readonly gained: readonly Path[];
  /** Of the same starts, the ways that are left. */
  readonly left: readonly Path[];
}

/**
 * Compares who reaches which crown jewel. The starts are those given or, where none are, whatever an attacker may begin
 * with (credentials, anyone) and the starts of the relations that changed.
 */
export function pathChanges(
  before: Derivation,
  after: Derivation,
  relations: RelationChanges,
  from: readonly string[],
): PathChanges {
  const jewels = new Set([before, after].flatMap(jewelIds));
  const lost: Path[] = [];
  const gained: Path[] = [];
  const left: Path[] = [];
  // Only what a changed relation can lead to can have changed; with starts given, everything is looked at.
  const touched = from.length > 0 ? jewels : jewelsBehind(before, after, relations, jewels);
  if (touched.size === 0) return { lost, gained, left };
  const starts = (from.length > 0 ? from : likelyStarts(before, after, relations)).map((id) => ({
    id,
    old: before.numbers.get(id) ?? -1,
    now: after.numbers.get(id) ?? -1,
  }));
  for (const jewel of touched) {
    const old = waysToId(before, jewel);
    const now = waysToId(after, jewel);
    for (const start of starts) {
      if (start.id === jewel) continue;
      const was = old.leadFrom(start.old);
      if (now.leadFrom(start.now)) (was ? left : gained).push(now.lightest(start.now));
      else if (was) lost.push(old.lightest(start.old));
    }
  }
  return { lost, gained, left };
}

function likelyStarts(before: Derivation, after: Derivation, relations: RelationChanges): readonly string[] {
  const starts = new Set([before, after].flatMap(credentialIds));
  for (const { from } of [...relations.lost, ...relations.gained]) starts.add(from);
  for (const { after: relation } of relations.changed) starts.add(relation.from);
  return [...starts];
}

const credentials = new WeakMap<readonly Entity[], readonly string[]>();
const CREDENTIAL_KINDS: ReadonlySet<string> = new Set(
  Object.entries(ENTITY_KINDS).flatMap(([kind, { colour }]) => (colour === 'credential' ? kind : [])),
);

/** What an attacker may begin with: credentials, and being anyone. */
function credentialIds({ entities }: Derivation): readonly string[] {
  let known = credentials.get(entities);
  if (!known) {
    const ids: string[] = [];
    for (const { id, kind } of entities) if (kind === 'internet' || CREDENTIAL_KINDS.has(kind)) ids.push(id);
    known = ids;
    credentials.set(entities, known);
  }
  return known;
}

const ofFirstTier = new WeakMap<readonly Entity[], readonly string[]>();

function jewelIds(derivation: Derivation): readonly string[] {
  const { entities } = derivation;
  let known = ofFirstTier.get(entities);
  if (!known) {
    known = crownJewels(derivation).map((number) => entities[number]!.id);
    ofFirstTier.set(entities, known);
  }
  return known;
}

function jewelsBehind(
  before: Derivation,
  after: Derivation,
  { lost, gained, changed }: RelationChanges,
  jewels: ReadonlySet<string>,
): ReadonlySet<string> {
  const behind = new Set<string>();
  const note = (derivation: Derivation, relations: readonly Relation[]) => {
    const ends = new Set(relations.flatMap(({ to }) => derivation.numbers.get(to) ?? []));
    for (const number of [...ends, ...reachOfMany(derivation.graph, ends).index]) {
      const { id } = derivation.entities[number]!;
      if (jewels.has(id)) behind.add(id);
    }
  };
  note(before, [...lost, ...changed.map((each) => each.before)]);
  note(after, [...gained, ...changed.map((each) => each.after)]);
  return behind;
}

/** The ways that lead to an entity, as paths. */
interface Ways {
  leadFrom(start: number): boolean;
  /** The lightest of them; there must be one. */
  lightest(start: number): Path;
}

const NO_WAYS: Ways = { leadFrom: () => false, lightest: () => [] };

function waysToId({ graph, numbers, relations }: Derivation, id: string): Ways {
  const goal = numbers.get(id);
  if (goal === undefined) return NO_WAYS;
  const { leadFrom, lightest } = waysTo(graph, goal);
  return { leadFrom, lightest: (start) => lightest(start).map((relation) => relations[relation]!) };
}
