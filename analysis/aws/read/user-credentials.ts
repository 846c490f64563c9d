import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import type { AccessKeyFact, RootFact, UserCredentialFact } from './facts.ts';

/** Collects what several operations say about users' credentials; `finish` gives the bounds they leave. */
export interface CredentialReader {
  accessKeys(document: Cursor, source: string, account: string, userName: string | null): void;
  lastUsed(document: Cursor, keyId: string | null): void;
  report(document: Cursor, source: string): void;
  summary(document: Cursor, account: string): void;
  loginProfile(document: Cursor, account: string, userName: string | null): void;
  mfaDevices(document: Cursor, account: string, userName: string | null): void;
  finish(): {
    readonly keys: AccessKeyFact[];
    /** By account and user name. */
    readonly byUser: ReadonlyMap<string, UserCredentialFact>;
    readonly roots: ReadonlyMap<string, RootFact>;
    readonly reportedAt: ReadonlyMap<string, string>;
  };
}

export function userKey(account: string, name: string): string {
  return `${account}/${name}`;
}

const MOST_KEYS = 2; // "each user can have a maximum of two access keys", IAM User Guide, "IAM quotas".

interface Gathered {
  listed: { ids: Set<string>; ref: EvidenceRef } | null;
  reportedActive: number | null;
  reportedPassword: boolean | null;
  reportRef: EvidenceRef | null;
  profile: { state: 'exists' | 'absent'; ref: EvidenceRef } | null;
  mfa: boolean | null;
  reported: Record<string, string>;
}

export function credentialReader(): CredentialReader {
  const users = new Map<string, Gathered>();
  const keys = new Map<string, AccessKeyFact>();
  const used = new Map<string, AccessKeyFact['lastUsed']>();
  const rootKeys: AccessKeyFact[] = [];
  const reportKeys = new Map<string, AccessKeyFact[]>();
  const roots = new Map<string, RootFact>();
  const reportedAt = new Map<string, string>();

  function of(account: string, name: string): Gathered {
    const key = userKey(account, name);
    let gathered = users.get(key);
    if (!gathered) {
      gathered = {
        listed: null,
        reportedActive: null,
        reportedPassword: null,
        reportRef: null,
        profile: null,
        mfa: null,
        reported: {},
      };
      users.set(key, gathered);
    }
    return gathered;
  }

  return {
    accessKeys(document, source, account, userName) {
      const list = field(document, 'AccessKeyMetadata');
      if (!Array.isArray(list.value)) return;
      // An answer with no keys names its user only in the parameters.
      if (userName !== null) of(account, userName).listed ??= { ids: new Set(), ref: refOf(list) };
      for (const at of items(list)) {
        const id = text(at, 'AccessKeyId');
        const user = text(at, 'UserName') ?? userName;
        if (id === null || user === null) continue;
        const gathered = of(account, user);
        gathered.listed ??= { ids: new Set(), ref: refOf(list) };
        gathered.listed.ids.add(id);
        const status = text(at, 'Status');
        keys.set(id, {
          id,
          user,
          account,
          source,
          status: status === 'Active' || status === 'Inactive' ? status : null,
          createdAt: text(at, 'CreateDate'),
          lastUsed: null,
          seenAt: null,
          ref: refOf(at),
        });
      }
    },

    lastUsed(document, keyId) {
      const at = field(document, 'AccessKeyLastUsed');
      if (keyId === null || at.value === undefined) return;
      used.set(keyId, {
        at: text(at, 'LastUsedDate'),
        service: text(at, 'ServiceName'),
        region: text(at, 'Region'),
      });
    },

    report(document, source) {
      const content = field(document, 'Content');
      if (typeof content.value !== 'string') return;
      const generated = text(document, 'GeneratedTime');
      if (generated !== null) reportedAt.set(source, generated);
      for (const row of csvRows(content.value)) {
        const arn = row.arn ?? '';
        const account = /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1];
        if (account === undefined || row.user === undefined) continue;
        const active = [1, 2].filter((n) => row[`access_key_${n}_active`] === 'true');
        if (row.user === '<root_account>') {
          for (const n of active)
            rootKeys.push(reportKey(account, null, source, generated, n, row, refOf(content)));
          roots.set(account, { mfa: yesOrNo(row.mfa_active), ref: refOf(content) });
          continue;
        }
        reportKeys.set(
          userKey(account, row.user),
          active.map((n) => reportKey(account, row.user ?? '', source, generated, n, row, refOf(content))),
        );
        const gathered = of(account, row.user);
        gathered.reportedActive = active.length;
        gathered.reportRef = refOf(content);
        gathered.reportedPassword = yesOrNo(row.password_enabled);
        gathered.mfa = yesOrNo(row.mfa_active) ?? gathered.mfa;
        for (const name of ['password_last_used', 'password_last_changed', 'password_next_rotation']) {
          const value = row[name];
          if (value !== undefined && /^\d{4}-/.test(value)) gathered.reported[name] = value;
        }
      }
    },

    summary(document, account) {
      const enabled = field(field(document, 'SummaryMap'), 'AccountMFAEnabled');
      if (typeof enabled.value === 'number' && !roots.has(account))
        roots.set(account, { mfa: enabled.value > 0, ref: refOf(enabled) });
    },

    loginProfile(document, account, userName) {
      const at = field(document, 'LoginProfile');
      const user = text(at, 'UserName') ?? userName;
      if (at.value === undefined || user === null) return;
      of(account, user).profile = { state: at.value === null ? 'absent' : 'exists', ref: refOf(at) };
    },

    mfaDevices(document, account, userName) {
      const list = field(document, 'MFADevices');
      if (!Array.isArray(list.value) || userName === null) return;
      of(account, userName).mfa = list.value.length > 0;
    },

    finish() {
      const byUser = new Map<string, UserCredentialFact>();
      for (const [key, gathered] of users) byUser.set(key, bounds(gathered));
      const listed = [...keys.values()].map((key) => ({ ...key, lastUsed: used.get(key.id) ?? null }));
      // A key that was listed is known better than by its row in the report, which has no id.
      const reported = [...reportKeys].flatMap(([user, found]) => (users.get(user)?.listed ? [] : found));
      return { keys: [...listed, ...rootKeys, ...reported], byUser, roots, reportedAt };
    },
  };
}

function bounds(gathered: Gathered): UserCredentialFact {
  const { listed, reportedActive, reportedPassword, reportRef, profile } = gathered;
  // The report says nothing about inactive keys, so it bounds the number only from below.
  const keys = listed
    ? { min: listed.ids.size, max: listed.ids.size, ref: listed.ref }
    : { min: reportedActive ?? 0, max: MOST_KEYS, ref: reportRef };
  const loginProfile =
    profile ??
    (reportedPassword === null
      ? ({ state: 'unknown', ref: null } as const)
      : ({ state: reportedPassword ? 'exists' : 'absent', ref: reportRef } as const));
  return { keys, loginProfile, mfa: gathered.mfa, reported: gathered.reported };
}

function yesOrNo(value: string | undefined): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** A key of the report, which does not give its id. The root's keys are in no other list; `user` is null for them. */
function reportKey(
  account: string,
  user: string | null,
  source: string,
  seenAt: string | null,
  n: number,
  row: Readonly<Record<string, string>>,
  ref: EvidenceRef,
): AccessKeyFact {
  const date = (name: string): string | null => {
    const value = row[`access_key_${n}_${name}`];
    return value !== undefined && value !== '' && value !== 'N/A' && value !== 'no_information'
      ? value
      : null;
  };
  return {
    id: `${row.arn}/access-key/${n}`,
    user,
    account,
    source,
    status: 'Active',
    createdAt: date('last_rotated'),
    lastUsed: {
      at: date('last_used_date'),
      service: date('last_used_service'),
      region: date('last_used_region'),
    },
    seenAt,
    ref,
  };
}

/** The rows of a credential report by column name. No field of it holds a comma, a quote or a line break. */
function csvRows(content: string): Record<string, string>[] {
  const [header, ...lines] = content.split(/\r?\n/);
  const names = (header ?? '').split(',');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const values = line.split(',');
      return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
    });
}
