import { compareEntities } from '../../analysis/compare/compare-entities.ts';
import { compareRelations } from '../../analysis/compare/compare-relations.ts';
import { credentialChanges } from '../../analysis/compare/credential-changes.ts';
import { openedPaths } from '../../analysis/compare/opened-paths.ts';
import { createSides } from '../../analysis/compare/side.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import { hopOf, trustPath } from '../hops.ts';
import type { RequestContext } from '../request-context.ts';

/** Compares two open, sealed snapshots: what came, what went, what changed, and what cannot be told. */
export function diffRequest(
  input: ParsedInput<'diff'>,
  { sessions, signal }: RequestContext,
): Output<'diff'> {
  const [earlier, later] = [sessions.get(input.before), sessions.get(input.after)];
  const [before, after] = createSides(
    { reader: earlier.reader, graph: earlier.graph() },
    { reader: later.reader, graph: later.graph() },
  );
  throwIfCancelled(signal);
  const entities = compareEntities(before, after);
  const credentials = credentialChanges(before, after, entities);
  throwIfCancelled(signal);
  const relations = compareRelations(before, after);
  throwIfCancelled(signal);
  const old = (relation: number) => hopOf(before.reader.relation(relation));
  const now = (relation: number) => hopOf(after.reader.relation(relation));
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
        path: trustPath(after.reader, path),
      })),
    },
  };
}
