import type { EntityRecord, Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { EntityQuery, EntityRow } from '../../schema/snapshot/types.ts';
import { hopOf } from '../hops.ts';
import { withObserved } from '../observed.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { unknownsFor } from '../unknowns.ts';

const DEFAULT_LIMIT = 200;
const DEFAULT_NEIGHBOURS = 200;

export function entityRecord(session: Session, row: EntityRow): EntityRecord {
  return {
    ...row,
    tier: session.tierOf(row),
    attributes: row.attributes as EntityRecord['attributes'],
    evidence: row.evidence ? { ...row.evidence } : null,
  };
}

export function listEntities(
  input: ParsedInput<'entities.list'>,
  context: RequestContext,
): Output<'entities.list'> {
  const session = context.sessions.get(input.handle);
  const { reader } = session;
  const query: EntityQuery = {
    ...(input.kind && { kind: input.kind }),
    ...(input.match && { match: input.match }),
  };
  const rows = reader.entities({ ...query, limit: input.limit ?? DEFAULT_LIMIT, offset: input.offset ?? 0 });
  return { total: reader.countEntities(query), entities: [...rows].map((row) => entityRecord(session, row)) };
}

export function getEntities(
  input: ParsedInput<'entities.get'>,
  context: RequestContext,
): Output<'entities.get'> {
  const session = context.sessions.get(input.handle);
  const { reader } = session;
  const count = reader.entityCount();
  const entities = input.indices.map((index) => {
    if (index < 0 || index >= count) throw new TrustpathError('usage', `There is no entity number ${index}.`);
    return entityRecord(session, reader.entity(index));
  });
  return { entities };
}

export function inspectEntity(
  input: ParsedInput<'entity.inspect'>,
  context: RequestContext,
): Output<'entity.inspect'> {
  const session = context.sessions.get(input.handle);
  const { reader } = session;
  const row = resolveEntity(reader, input.entity);
  const limit = input.limit ?? DEFAULT_NEIGHBOURS;
  const mark = withObserved(session);
  const outgoing = reader.relationsFrom(row.index, limit);
  const incoming = reader.relationsTo(row.index, limit);
  return {
    entity: entityRecord(session, row),
    outgoing: outgoing.relations.map((index) => mark(hopOf(reader.relation(index)))),
    incoming: incoming.relations.map((index) => mark(hopOf(reader.relation(index)))),
    outgoingCount: outgoing.total,
    incomingCount: incoming.total,
    unknowns: unknownsFor(session, row.id, null),
  };
}
