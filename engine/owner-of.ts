import type { EntityRow } from '../schema/snapshot/types.ts';
import type { Session } from './sessions.ts';

/** The principal that a credential entity authenticates as, or the entity itself. */
export function ownerOf(session: Session, start: EntityRow): EntityRow {
  for (const index of session.reader.relationsFrom(start.index, 50).relations) {
    const relation = session.reader.relation(index);
    if (relation.kind !== 'authenticates-as') continue;
    const owner = session.reader.entityById(relation.to);
    if (owner) return owner;
  }
  const declared = start.attributes.owner;
  return (typeof declared === 'string' ? session.reader.entityById(declared) : null) ?? start;
}
