import type { InventoryRow } from '../../schema/inventory.ts';
import type { Source } from '../../schema/records.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { asOf, daysBefore } from '../aws/read/as-of.ts';
import type { Estates } from '../estates.ts';
import type { Lookup } from './lookup.ts';

type Times = Pick<InventoryRow, 'created' | 'ageDays' | 'lastUsed' | 'expires'>;

/** When an identity was made, was used last and ends, as far as its provider told. */
export function timesOf(
  entity: EntityRow,
  estates: Estates,
  lookup: Lookup,
  sources: ReadonlyMap<string, Source>,
): Times {
  const created = textOf(entity.attributes.created);
  return {
    created,
    ageDays: daysBefore(created, momentOf(entity, estates, sources)),
    lastUsed: lastUse(entity, estates, lookup),
    expires: expiry(entity),
  };
}

/** The moment that the entity's source is of, in milliseconds. */
export function momentOf(
  entity: Pick<EntityRow, 'kind' | 'source'>,
  { aws }: Estates,
  sources: ReadonlyMap<string, Source>,
): number | null {
  const source = entity.source === null ? undefined : sources.get(entity.source);
  if (!source) return null;
  if (entity.kind.startsWith('aws-')) return asOf(aws.facts, source.id);
  // Of files nobody knows when they were written.
  return source.kind.endsWith('-files') ? null : Date.parse(source.endedAt ?? source.startedAt);
}

function lastUse({ id, kind, attributes }: EntityRow, { aws }: Estates, lookup: Lookup): string | null {
  switch (kind) {
    case 'aws-role': {
      const used = lookup.roles.get(id)?.lastUsed;
      return used ? (used.at ?? 'never') : null;
    }
    case 'aws-access-key': {
      const used = lookup.keys.get(id)?.lastUsed;
      return used ? (used.at ?? 'never') : null;
    }
    case 'aws-user': {
      const user = lookup.users.get(id);
      if (!user) return null;
      const credentials = aws.facts.credentials.get(user.arn);
      const keys = lookup.keysOf(user).map(({ lastUsed }) => lastUsed);
      const password = user.passwordLastUsed ?? timeOf(credentials?.reported.password_last_used);
      const known = [password, ...keys.map((used) => used?.at ?? null)].flatMap((time) => time ?? []);
      if (known.length > 0) return known.sort().at(-1) ?? null;
      const { loginProfile, keys: counted, reported } = credentials ?? {};
      const passwordKnown =
        loginProfile?.state === 'absent' ||
        /^(?:no_information|N\/A)$/.test(reported?.password_last_used ?? '');
      return passwordKnown && counted?.max === keys.length && !keys.includes(null) ? 'never' : null;
    }
    case 'aws-login-profile':
      return timeOf(textOf(attributes.password_last_used) ?? undefined);
    case 'github-deploy-key':
      return textOf(attributes.lastUsed) ?? (attributes.enabled === undefined ? null : 'never');
    default:
      return textOf(attributes.lastUsed);
  }
}

function expiry({ kind, attributes }: EntityRow): string | null {
  switch (kind) {
    case 'aws-access-key':
    case 'aws-login-profile':
    case 'aws-user':
    case 'github-deploy-key':
    case 'github-app':
    case 'k8s-secret':
      return 'never';
    case 'github-token-grant':
      return attributes.expired === true ? 'expired' : textOf(attributes.expires);
    case 'github-runner':
    case 'github-runner-group':
      return null;
    default:
      return 'session';
  }
}

/** A time of a credential report, which has words where there is none. */
function timeOf(text: string | undefined): string | null {
  return text === undefined || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
