import { SOURCE_KINDS } from '../../schema/kinds/source-kinds.ts';
import type { EvidenceRef, ObservationId, Source } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Graph } from '../graph/graph.ts';
import { relationEndsOf } from '../relation-ends.ts';

/** The number, on the other side, of an entity that is not there. */
export const NOWHERE = -1;

/** One of the two snapshots that are compared, with what is asked of it again and again. */
export interface Side {
  readonly reader: SnapshotReader;
  readonly graph: Graph;
  /** Entity ids by number. */
  readonly ids: readonly string[];
  /** By entity number: the number of the entity with the same id on the other side, or `NOWHERE`. */
  readonly elsewhere: Int32Array;
  readonly ends: ReturnType<SnapshotReader['relationEnds']>;
  /** Observations that the other side could not have made, with why: what only they say is not missing there. */
  readonly unseen: ReadonlyMap<ObservationId, string>;
}

interface Opened {
  readonly reader: SnapshotReader;
  readonly graph: Graph;
}

/** What one side was asked for. */
interface Asked {
  /** Why an operation on a subject cannot tell that something is not there; null where it can. */
  gap(subject: string, operation: string): string | null;
}

type NameOf = (source: Source) => string;

/** The earlier and the later side of a comparison. */
export function createSides(before: Opened, after: Opened): readonly [Side, Side] {
  const nameOf = subjectNames(before.reader.sources(), after.reader.sources());
  const ids = [before.reader.entityIds(), after.reader.entityIds()] as const;
  const elsewhere = counterparts(...ids);
  const side = ({ reader, graph }: Opened, at: 0 | 1, other: Opened): Side => ({
    reader,
    graph,
    ids: ids[at],
    elsewhere: elsewhere[at],
    ends: relationEndsOf(reader),
    unseen: unseenBy(askedOf(other.reader, nameOf), reader, nameOf),
  });
  return [side(before, 0, after), side(after, 1, before)];
}

/** For each of two lists of ids: where each stands in the other one. */
function counterparts(
  before: readonly string[],
  after: readonly string[],
): readonly [Int32Array, Int32Array] {
  const there = new Int32Array(before.length).fill(NOWHERE);
  const back = new Int32Array(after.length).fill(NOWHERE);
  const numbers = new Map(before.map((id, number) => [id, number]));
  for (const [number, id] of after.entries()) {
    const old = numbers.get(id);
    if (old === undefined) continue;
    there[old] = number;
    back[number] = old;
  }
  return [there, back];
}

function askedOf(reader: SnapshotReader, nameOf: NameOf): Asked {
  const subjectOf = new Map(reader.sources().map((source) => [source.id, nameOf(source)]));
  const coverage = Map.groupBy(
    reader.coverage(),
    (each) => `${subjectOf.get(each.source)}\n${each.operation}`,
  );
  const answered = new Set<string>();
  for (const { source, operation, status } of reader.operationsCalled())
    if (status === 'ok') answered.add(`${subjectOf.get(source)}\n${operation}`);
  const subjects = new Set(subjectOf.values());
  return {
    gap(subject, operation) {
      if (!subjects.has(subject)) return `${subject} was not collected`;
      const records = coverage.get(`${subject}\n${operation}`) ?? [];
      const bad = records.find((each) => each.status !== 'complete');
      if (bad) return `${operation} was ${bad.status}${bad.reason === '' ? '' : `: ${bad.reason}`}`;
      if (records.length > 0 || answered.has(`${subject}\n${operation}`)) return null;
      return `${operation} was not asked`;
    },
  };
}

/** The observations in `reader` which `other` has a gap for, with the gap of the first call that made each. */
function unseenBy(other: Asked, reader: SnapshotReader, nameOf: NameOf): Map<ObservationId, string> {
  const subjectOf = new Map(reader.sources().map((source) => [source.id, nameOf(source)]));
  const gaps = new Map<string, string>();
  for (const { source, operation } of reader.operationsCalled()) {
    const gap = other.gap(subjectOf.get(source) ?? source, operation);
    if (gap !== null) gaps.set(`${source}\n${operation}`, gap);
  }
  const unseen = new Map<ObservationId, string>();
  // The usual case, in which no call has to be looked at.
  if (gaps.size === 0) return unseen;
  for (const { source, operation, observation } of reader.calls()) {
    const gap = gaps.get(`${source}\n${operation}`);
    if (gap !== undefined && observation !== null && !unseen.has(observation)) unseen.set(observation, gap);
  }
  return unseen;
}

/**
 * What a source describes, by account, cluster or organisation. Files do not always say: where each snapshot has one
 * source of a provider, and one of the two does not name its account, they are taken for the same.
 */
function subjectNames(before: readonly Source[], after: readonly Source[]): NameOf {
  const providerOf = ({ kind }: Source) => SOURCE_KINDS[kind].provider;
  const same = new Set(
    [...before, ...after].map(providerOf).filter((provider) => {
      const [old, ...others] = before.filter((source) => providerOf(source) === provider);
      const [now, ...more] = after.filter((source) => providerOf(source) === provider);
      if (!old || !now || others.length + more.length > 0) return false;
      return old.account === null || now.account === null;
    }),
  );
  return (source) => {
    const provider = providerOf(source);
    if (same.has(provider)) return provider;
    return source.account === null ? source.id : `${provider}:${source.account}`;
  };
}

/**
 * Why the other side could not have seen what these places say, so that its absence there means nothing; null where it
 * would have been seen.
 */
export function hiddenFrom(other: Side['unseen'], refs: readonly EvidenceRef[]): string | null {
  for (const { observation } of refs) {
    const gap = other.get(observation);
    if (gap !== undefined) return gap;
  }
  return null;
}
