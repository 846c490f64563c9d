/** A small account that changes every month in ways that are known, as a year of it would be collected. */

const ACCOUNT = '111122223333';
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
export const MONTHS = 12;
/** The month, from 0, in which access keys could not be listed. */
export const PARTIAL = 6;
const DAY = 86_400_000;

export const userArn = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const functionArn = (role: string, n: number) =>
  `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${role}-${n}`;
export const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:customers-AbCdEf`;

/** When a month's collection ended and was sealed. */
export const sealedAt = (month: number) => new Date(Date.UTC(2025, month, 28, 12)).toISOString();
export const daysBefore = (month: number, days: number) =>
  new Date(Date.parse(sealedAt(month)) - days * DAY).toISOString();

export type Power = 'everything' | 'everything-from-a-network' | 'secret' | 'none';

export interface KeyTruth {
  readonly id: string;
  readonly made: string;
  used: string | 'never';
}
export interface UserTruth {
  readonly name: string;
  readonly made: string;
  owned: boolean;
  can: Power;
  /** A role that it may assume, and that trusts it. */
  assumes: string | null;
  keys: KeyTruth[];
}
export interface RoleTruth {
  readonly name: string;
  readonly made: string;
  owned: boolean;
  can: Power;
  functions: number;
  issuer: string | null;
  used: string | 'never' | null;
  services: { granted: number; used: number } | null;
}
export interface MonthTruth {
  readonly month: number;
  readonly users: readonly UserTruth[];
  readonly roles: readonly RoleTruth[];
}

/** The same seed makes the same year. */
export function yearOf(seed: number): MonthTruth[] {
  const next = numbers(seed);
  const pick = <T>(some: readonly T[]): T | undefined => some[Math.floor(next() * some.length)];
  let made = 0;
  const key = (month: number): KeyTruth => ({
    id: `AKIA${String(made++).padStart(16, '2')}`,
    made: daysBefore(month, 1 + Math.floor(next() * 20)),
    used: 'never',
  });
  const user = (month: number): UserTruth => ({
    name: `user-${made++}`,
    made: daysBefore(month, 25),
    owned: next() < 0.5,
    can: 'none',
    assumes: null,
    keys: [],
  });
  const role = (month: number): RoleTruth => ({
    name: `role-${made++}`,
    made: daysBefore(month, 25),
    owned: next() < 0.5,
    can: 'none',
    functions: Math.floor(next() * 3),
    issuer: null,
    used: null,
    services: null,
  });
  let users = [user(0), user(0), user(0)];
  let roles = [role(0), role(0), role(0)];
  for (const each of users) each.keys.push(key(0));
  roles[0]!.can = 'everything';

  /** What may happen in a month; one that finds nothing to happen to is no event. */
  const events: readonly ((month: number) => unknown)[] = [
    (month) => pick(users.filter(({ keys }) => keys.length < 2))?.keys.push(key(month)),
    () => pick(users.filter(({ keys }) => keys.length > 0))?.keys.shift(),
    (month) => set(pick(users.flatMap(({ keys }) => keys)), { used: daysBefore(month, 2) }),
    () => set(pick([...users, ...roles].filter(({ owned }) => !owned)), { owned: true }),
    () => set(pick([...users, ...roles].filter(({ owned }) => owned)), { owned: false }),
    (month) => users.push(user(month)),
    (month) => roles.push(role(month)),
    () => {
      const gone = pick(roles.slice(1));
      roles = roles.filter((each) => each !== gone);
      for (const each of users) if (each.assumes === gone?.name) each.assumes = null;
    },
    () => {
      const gone = pick(users.slice(1));
      users = users.filter((each) => each !== gone);
    },
    () => set(pick(users), { can: pick(['everything', 'none', 'secret'] as const) ?? 'none' }),
    () =>
      set(pick(roles), {
        can: pick(['everything', 'everything-from-a-network', 'none', 'secret'] as const) ?? 'none',
      }),
    () => set(pick(users.filter(({ can }) => can === 'none')), { assumes: pick(roles)?.name ?? null }),
    () => set(pick(users), { assumes: null }),
    () => set(pick(roles), { functions: Math.floor(next() * 4) }),
    () => set(pick(roles), { issuer: pick([null, 'issuer.example.com', 'tokens.example.org']) ?? null }),
    (month) => set(pick(roles), { used: daysBefore(month, 3) }),
    () => set(pick(roles.filter(({ used }) => used === null)), { used: 'never' }),
    () => {
      const granted = 1 + Math.floor(next() * 5);
      set(pick(roles), { services: { granted, used: Math.floor(next() * (granted + 1)) } });
    },
  ];
  const year: MonthTruth[] = [];
  for (let month = 0; month < MONTHS; month++) {
    for (let count = month === 0 ? 0 : 7; count > 0; count--) pick(events)?.(month);
    year.push(structuredClone({ month, users, roles }));
  }
  return year;
}

function set<T extends object>(each: T | undefined, changed: Partial<T>): void {
  if (each) Object.assign(each, changed);
}

/** Numbers from 0 to 1 that look random and are not (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
