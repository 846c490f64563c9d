import { SOURCE_KINDS } from '../../schema/kinds/source-kinds.ts';
import type { EvidenceRef, ObservationId, Source } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Graph } from '../graph/graph.ts';

/** One of the two snapshots that are compared, with what is asked of it again and again. */
export interface Side {
  readonly reader: SnapshotReader;
  readonly graph: Graph;
  /** Entity ids by number, and the other way round. */
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly ends: ReturnType<SnapshotReader['relationEnds']>;
  /** What the sources describe: an account is the same one whether it was collected or imported. */
  readonly subjects: ReadonlySet<string>;
  /** Why an operation on a subject cannot tell that something is not there; null where it can. */
  gap(subject: string, operation: string): string | null;
  /** The operations, with their subjects, that an observation answered. */
  askedFor(observation: ObservationId): readonly Asked[];
}

export interface Asked {
  readonly subject: string;
  readonly operation: string;
}

/** The earlier and the later side of a comparison. */
export function createSides(
  before: { readonly reader: SnapshotReader; readonly graph: Graph },
  after: { readonly reader: SnapshotReader; readonly graph: Graph },
): readonly [Side, Side] {
  const names = subjectNames(before.reader.sources(), after.reader.sources());
  return [createSide(before.reader, before.graph, names), createSide(after.reader, after.graph, names)];
}

function createSide(reader: SnapshotReader, graph: Graph, nameOf: (source: Source) => string): Side {
  const subjectOf = new Map(reader.sources().map((source) => [source.id, nameOf(source)]));
  const ids: string[] = [];
  for (const entity of reader.entities()) ids[entity.index] = entity.id;
  const coverage = Map.groupBy(
    reader.coverage(),
    (each) => `${subjectOf.get(each.source)}\n${each.operation}`,
  );
  const answered = new Set<string>();
  for (const call of reader.calls())
    if (call.status === 'ok') answered.add(`${subjectOf.get(call.source)}\n${call.operation}`);
  const subjects = new Set(subjectOf.values());
  const asked = new Map<ObservationId, readonly Asked[]>();
  return {
    reader,
    graph,
    ids,
    numbers: new Map(ids.map((id, number) => [id, number])),
    ends: reader.relationEnds(),
    subjects,
    gap(subject, operation) {
      if (!subjects.has(subject)) return `${subject} was not collected`;
      const records = coverage.get(`${subject}\n${operation}`) ?? [];
      const bad = records.find((each) => each.status !== 'complete');
      if (bad) return `${operation} was ${bad.status}${bad.reason === '' ? '' : `: ${bad.reason}`}`;
      if (records.length > 0 || answered.has(`${subject}\n${operation}`)) return null;
      return `${operation} was not asked`;
    },
    askedFor(observation) {
      let known = asked.get(observation);
      if (!known) {
        known = reader
          .callsOf(observation)
          .map(({ source, operation }) => ({ subject: subjectOf.get(source) ?? source, operation }));
        asked.set(observation, known);
      }
      return known;
    },
  };
}

/**
 * What a source describes, by account, cluster or organisation. Files do not always say: where each snapshot has one
 * source of a provider, and one of the two does not name its account, they are taken for the same.
 */
function subjectNames(before: readonly Source[], after: readonly Source[]): (source: Source) => string {
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
 * Why `other` could not have seen what these places in `side` say, so that its absence there means nothing; null where
 * it would have been seen.
 */
export function hiddenFrom(side: Side, refs: readonly EvidenceRef[], other: Side): string | null {
  for (const observation of new Set(refs.map((ref) => ref.observation))) {
    for (const { subject, operation } of side.askedFor(observation)) {
      const gap = other.gap(subject, operation);
      if (gap !== null) return gap;
    }
  }
  return null;
}
