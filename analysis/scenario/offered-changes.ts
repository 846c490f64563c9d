import type { Entity, Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import { placeChange } from './place-change.ts';

/** A change as a person is offered it. */
export interface OfferedChange {
  readonly title: string;
  readonly change: Change;
}

/** The changes each of which takes away something that the relation is proven by, in the order of the proof. */
export function changesAgainst(relation: Relation, source: ObservationSource): readonly OfferedChange[] {
  const offered = new Map<string, OfferedChange>();
  for (const ref of relation.proof) {
    const found = placeChange(source.document(ref.observation), ref, relation);
    if (found && !offered.has(found.title))
      offered.set(found.title, { title: found.title, change: found.change });
  }
  return [...offered.values()];
}

/** What can be done about an entity as a whole. `now` is an ISO 8601 time in UTC, for what ends sessions. */
export function changesTo(
  { id, kind, name, collected, evidence }: Pick<Entity, 'id' | 'kind' | 'name' | 'collected' | 'evidence'>,
  now: string,
): readonly OfferedChange[] {
  const offered: OfferedChange[] = [];
  if (kind === 'aws-access-key')
    offered.push(
      { title: `Disable access key ${id}`, change: { change: 'disable-credential', credential: id } },
      { title: `Delete access key ${id}`, change: { change: 'delete-credential', credential: id } },
    );
  if (kind === 'aws-login-profile')
    offered.push({
      title: `Delete ${name}`,
      change: { change: 'delete-credential', credential: id },
    });
  if (kind === 'aws-user' || kind === 'aws-role')
    offered.push({ title: `Deny ${name} everything`, change: { change: 'quarantine', principal: id } });
  if (kind === 'aws-role')
    offered.push({
      title: `End the sessions of ${name}`,
      change: { change: 'revoke-sessions', role: id, before: now },
    });
  const described = collected && evidence !== null && evidence.pointer !== '';
  if (described && kind !== 'aws-account' && !kind.endsWith('access-key') && kind !== 'aws-login-profile')
    offered.push({ title: `Remove ${name}`, change: { change: 'remove-entity', entity: id } });
  return offered;
}
