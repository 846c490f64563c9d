import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Entity } from '../../schema/records.ts';
import type { EntityChanges } from './compare-entities.ts';
import type { EntityPairs } from './pair-entities.ts';
import { NOWHERE, type Side } from './side.ts';

/** A credential that should have ended, and that the later snapshot says still works. */
export interface ExpiredCredential {
  readonly id: string;
  readonly kind: EntityKind;
  /** From when on it should not have worked any more; ISO 8601 UTC. */
  readonly since: string;
  /** Whether it was so in the earlier snapshot already. */
  readonly known: boolean;
  readonly says: string;
}

export interface CredentialChange {
  readonly id: string;
  readonly kind: EntityKind;
  readonly what: 'replaced' | 'renewed' | 'activated' | 'deactivated' | 'came-into-use';
  readonly says: string;
}

export interface CredentialChanges {
  readonly expired: readonly ExpiredCredential[];
  readonly changes: readonly CredentialChange[];
}

/** CIS AWS Foundations Benchmark, "Ensure access keys are rotated every 90 days or less". */
const KEY_DAYS = 90;
const DAY = 24 * 60 * 60 * 1_000;

interface Expiry {
  readonly since: string;
  readonly says: string;
}

type ExpiryOf = (entity: Entity, day: number) => Expiry | null;

/** For kinds that can outlive what was meant for them: since when one does, on a day; null where it does not, or is off. */
const EXPIRIES: { readonly [K in EntityKind]?: ExpiryOf } = {
  'aws-access-key': (key, day) => {
    const created = time(key.attributes.created);
    if (created === null || key.attributes.status === 'Inactive') return null;
    const end = created + KEY_DAYS * DAY;
    if (end >= day) return null;
    return {
      since: iso(end),
      says: `made ${iso(created)}, more than ${KEY_DAYS} days ago, and active${usedWords(key, end)}`,
    };
  },
  'aws-login-profile': (password, day) => {
    const due = time(password.attributes.password_next_rotation);
    if (due === null || due >= day) return null;
    return { since: iso(due), says: `should have been changed by ${iso(due)}, and opens the console still` };
  },
  'github-token-grant': (token, day) => {
    const { expires, expired, lastUsed } = token.attributes;
    const end = time(expires);
    if (expired !== true && (end === null || end >= day)) return null;
    const used = time(lastUsed);
    const late = end !== null && used !== null && used > end ? `; it was used ${iso(used)}, after that` : '';
    return {
      since: end === null ? '' : iso(end),
      says: `${end === null ? 'expired' : `expired ${iso(end)}`}, and its access to the organization was not taken away${late}`,
    };
  },
};

function usedWords({ attributes }: Entity, end: number): string {
  const used = time(attributes.lastUsed);
  if (used === null) return '';
  return used > end ? `; last used ${iso(used)}, after that` : `; last used ${iso(used)}`;
}

/** Attributes that say when a credential's value was last put anew. */
const RENEWED: { readonly [K in EntityKind]?: readonly [attribute: string, words: string] } = {
  'aws-login-profile': ['password_last_changed', 'The password was changed'],
  'aws-secret': ['lastChanged', 'The value was put anew'],
  'github-secret': ['updated', 'The value was put anew'],
  'github-deploy-key': ['fingerprint', 'Another key stands under the same title'],
};

/**
 * What became of credentials between two snapshots, and those that should have ended and work. Kinds that never end by
 * themselves and have no rule for their age (deploy keys, tokens of service accounts that secrets hold) are never expired.
 */
export function credentialChanges(
  before: Side,
  after: Side,
  pairs: EntityPairs,
  entities: EntityChanges,
): CredentialChanges {
  const [then, now] = [daysOf(before), daysOf(after)];
  const expired: ExpiredCredential[] = [];
  for (const [kind, expiryOf] of Object.entries(EXPIRIES) as [EntityKind, ExpiryOf][])
    for (const entity of after.reader.entities({ kind })) {
      const end = entity.collected ? expiryOf(entity, now(entity.source)) : null;
      if (end === null) continue;
      const number = after.elsewhere[entity.index]!;
      const old = number === NOWHERE ? null : before.reader.entity(number);
      const known = old?.collected === true && expiryOf(old, then(old.source)) !== null;
      expired.push({ id: entity.id, kind, since: end.since, known, says: end.says });
    }
  const changes = [...replaced(entities), ...pairs.reworded.flatMap((pair) => [...changesOf(pair)])];
  return {
    expired: expired.sort((a, b) => compare(a.since, b.since) || compare(a.id, b.id)),
    changes: changes.sort((a, b) => compare(a.id, b.id) || compare(a.what, b.what)),
  };
}

/** When each source was read: what had expired by then had expired. */
function daysOf({ reader }: Side): (source: string | null) => number {
  const days = new Map(reader.sources().map((each) => [each.id, Date.parse(each.startedAt)]));
  return (source) => days.get(source ?? '') ?? Number.NEGATIVE_INFINITY;
}

function* changesOf({
  before: old,
  after: now,
}: EntityPairs['reworded'][number]): Generator<CredentialChange> {
  const { id, kind } = now;
  const [was, is] = [activeOf(old), activeOf(now)];
  if (was === true && is === false)
    yield { id, kind, what: 'deactivated', says: `${now.name} was active and is not` };
  if (was === false && is === true)
    yield { id, kind, what: 'activated', says: `${now.name} was inactive and is active` };
  const [attribute, words] = RENEWED[kind] ?? [];
  if (attribute !== undefined) {
    const [first, second] = [old.attributes[attribute], now.attributes[attribute]];
    if (typeof first === 'string' && typeof second === 'string' && first !== second)
      yield { id, kind, what: 'renewed', says: `${words}: ${first} is now ${second}` };
  }
  const used = time(now.attributes.lastUsed);
  if (CREDENTIALS.has(kind) && used !== null && time(old.attributes.lastUsed) === null)
    yield {
      id,
      kind,
      what: 'came-into-use',
      says: `${now.name} was never used before, and was ${iso(used)}`,
    };
}

const CREDENTIALS = new Set<EntityKind>(['aws-access-key', 'github-deploy-key', 'github-token-grant']);

function activeOf({ attributes }: Entity): boolean | null {
  if (attributes.status === 'Active' || attributes.enabled === true) return true;
  if (attributes.status === 'Inactive' || attributes.enabled === false) return false;
  return null;
}

/** Keys of one user, of which some went and others came. Only what surely went and came counts: a gap replaces nothing. */
function replaced({ came, went }: EntityChanges): CredentialChange[] {
  const owner = ({ kind, attributes }: Entity) =>
    kind === 'aws-access-key' ? `${String(attributes.account)} ${String(attributes.user)}` : null;
  const gone = Map.groupBy(went, owner);
  return came.flatMap((entity): CredentialChange[] => {
    const of = owner(entity);
    const old = of === null ? [] : (gone.get(of) ?? []);
    if (old.length === 0) return [];
    return [
      {
        id: entity.id,
        kind: entity.kind,
        what: 'replaced',
        says: `${entity.name} came and ${old.map(({ name }) => name).join(', ')} went, of ${String(entity.attributes.user)}`,
      },
    ];
  });
}

function time(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? null : parsed;
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
