import { compareEntities } from '../../analysis/compare/compare-entities.ts';
import { compareRelations } from '../../analysis/compare/compare-relations.ts';
import { credentialChanges } from '../../analysis/compare/credential-changes.ts';
import { openedPaths } from '../../analysis/compare/opened-paths.ts';
import { pairEntities } from '../../analysis/compare/pair-entities.ts';
import { createSides } from '../../analysis/compare/side.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import type { Relation } from '../../schema/records.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import { hopOf, trustPath } from '../hops.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../sessions.ts';

/** Compares two open, sealed snapshots: what came, what went, what changed, and what cannot be told. */
export function diffRequest(
  input: ParsedInput<'diff'>,
  { sessions, signal }: RequestContext,
): Output<'diff'> {
  const [before, after] = createSides(opened(sessions.get(input.before)), opened(sessions.get(input.after)));
  throwIfCancelled(signal);
  const pairs = pairEntities(before, after);
  const entities = compareEntities(before, after, pairs);
  const credentials = credentialChanges(before, after, pairs, entities);
  throwIfCancelled(signal);
  const relations = compareRelations(before, after);
  throwIfCancelled(signal);
  const later = eachRelationOnce(after.reader);
  const old = (relation: number) => hopOf(before.reader.relation(relation));
  const now = (relation: number) => hopOf(later.relation(relation));
  const brief = ({
    id,
    kind,
    name,
  }: {
    id: string;
    kind: (typeof entities.came)[number]['kind'];
    name: string;
  }) => ({
    id,
    kind,
    name,
  });
  return {
    before: { path: before.reader.info().path, digest: before.reader.info().digest },
    after: { path: after.reader.info().path, digest: after.reader.info().digest },
    entities: {
      came: entities.came.map(brief),
      went: entities.went.map(brief),
      changed: entities.changed as Output<'diff'>['entities']['changed'],
      unsure: entities.unsure.map((each) => ({ ...each })),
    },
    credentials: {
      expired: credentials.expired.map((each) => ({ ...each })),
      changes: credentials.changes.map((each) => ({ ...each })),
    },
    relations: {
      came: relations.came.map(now),
      went: relations.went.map(old),
      changed: relations.changed.map((each) => ({ before: old(each.before), after: now(each.after) })),
      unsure: relations.unsure.map((each) => ({
        relation: (each.seen === 'before' ? old : now)(each.relation),
        seen: each.seen,
        reason: each.reason,
      })),
    },
    paths: {
      opened: openedPaths(before, after, relations).map(({ relation, to, path, exposed }) => ({
        change: now(relation),
        to: after.ids[to] ?? '',
        exposed,
        path: trustPath(later, path),
      })),
    },
  };
}

function opened(session: Session) {
  return { reader: session.reader, graph: session.graph() };
}

/** Paths share most of their hops. */
function eachRelationOnce(reader: SnapshotReader): Pick<SnapshotReader, 'relation'> {
  const known = new Map<number, Relation>();
  return {
    relation(index) {
      const relation = known.get(index) ?? reader.relation(index);
      known.set(index, relation);
      return relation;
    },
  };
}
