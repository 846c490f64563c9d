import {
  functionArn,
  type MonthTruth,
  PARTIAL,
  ROOT,
  roleArn,
  sealedAt,
  type UserTruth,
  userArn,
} from './estate-year.ts';

/** What a measure is, told from how the estate was made. `of` is left out where it is no count of some of a whole. */
export interface Expected {
  readonly value: number | null;
  readonly of?: readonly [number, number];
  /** Whether something is left out. */
  readonly unknown: boolean;
  readonly entities?: readonly string[];
  readonly also?: Readonly<Record<string, number>>;
}

const DAY = 86_400_000;

/** One machine identity of a month as the measures should see it. */
interface Identity {
  readonly id: string;
  readonly kind: 'user' | 'role' | 'function' | 'key';
  /** Whether it surely becomes an administrator, or does so under a condition at least. */
  readonly administers: boolean;
  readonly mayAdminister: boolean;
  readonly readsSecret: boolean;
  readonly mayReadSecret: boolean;
  /** Whether it is an administrator itself. */
  readonly isJewel: boolean;
}

export function identitiesOf({ month, users, roles }: MonthTruth): Identity[] {
  const role = (name: string | null) => roles.find((each) => each.name === name);
  const powersOf = (cans: readonly (string | undefined)[]) => ({
    administers: cans.includes('everything'),
    mayAdminister: cans.some((can) => can?.startsWith('everything')),
    readsSecret: cans.some((can) => can === 'everything' || can === 'secret'),
    mayReadSecret: cans.some((can) => can !== undefined && can !== 'none'),
  });
  const ofUser = ({ can, assumes }: UserTruth) => powersOf([can, role(assumes)?.can]);
  return [
    ...users.flatMap((user): Identity[] => [
      {
        id: userArn(user.name),
        kind: 'user',
        ...ofUser(user),
        isJewel: user.can === 'everything',
      },
      ...(month === PARTIAL ? [] : user.keys).map(
        ({ id }): Identity => ({ id, kind: 'key', ...ofUser(user), isJewel: false }),
      ),
    ]),
    ...roles.flatMap(({ name, can, functions }): Identity[] => [
      { id: roleArn(name), kind: 'role', ...powersOf([can]), isJewel: can === 'everything' },
      ...Array.from(
        { length: functions },
        (_, n): Identity => ({
          id: functionArn(name, n),
          kind: 'function',
          ...powersOf([can]),
          isJewel: false,
        }),
      ),
    ]),
  ];
}

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
const mean = (counts: readonly number[]) => (counts.length === 0 ? null : sum(counts) / counts.length);

/** What every measure of a month's snapshot should be, by its id. */
export function expectedOf(truth: MonthTruth): Record<string, Expected> {
  const { month, users, roles } = truth;
  const all = identitiesOf(truth);
  const keysSeen = month !== PARTIAL;
  const keys = keysSeen ? users.flatMap((user) => user.keys.map((key) => ({ ...key, user }))) : [];
  const jewels = 1 + all.filter(({ isJewel }) => isJewel).length;
  const others = ({ isJewel }: Identity, reaches: boolean) => (reaches ? jewels - (isJewel ? 1 : 0) : 0);
  const surePaths = sum(all.map((each) => others(each, each.administers)));
  const mostPaths = sum(all.map((each) => others(each, each.mayAdminister)));

  const running = roles.filter(({ functions }) => functions > 0);
  const scores = running.map(({ can }) => (can === 'everything' ? jewels : 0));
  const most = running.map(({ can }) => (can.startsWith('everything') ? jewels : 0));

  const holders = users.filter((user) => keysSeen && user.keys.length > 0);
  const untold = users.filter((user) => !holders.includes(user));
  const authenticating = all.filter(({ kind }) => kind !== 'key');
  const isUntold = ({ id }: Identity) => untold.some(({ name }) => userArn(name) === id);
  const isStatic = ({ id }: Identity) => holders.some(({ name }) => userArn(name) === id);
  const onPath = authenticating.filter(({ administers, readsSecret }) => administers || readsSecret);
  const perhaps = authenticating.filter(({ mayReadSecret }) => mayReadSecret).length - onPath.length;
  const knownOnPath = onPath.filter((each) => !isUntold(each));
  const staticOnPath = onPath.filter(isStatic);

  const owned = [
    ...users.filter((user) => user.owned).map(({ name }) => userArn(name)),
    ...keys.filter(({ user }) => user.owned).map(({ id }) => id),
    ...roles.filter((role) => role.owned).map(({ name }) => roleArn(name)),
  ];

  const daysAgo = (time: string) => (Date.parse(sealedAt(month)) - Date.parse(time)) / DAY;
  const ages = keys.map(({ id, made }) => ({ id, age: Math.floor(daysAgo(made)) }));
  const tierOf = (id: string) => {
    const each = all.find((identity) => identity.id === id);
    return each?.administers ? 0 : each?.readsSecret ? 1 : 2;
  };
  const tiers = [0, 1, 2].flatMap((tier) => {
    const own = middle(ages.filter(({ id }) => tierOf(id) === tier).map(({ age }) => age));
    return own === null ? [] : [[`tier ${tier}, days`, own] as const];
  });
  const halfLife = middle(ages.map(({ age }) => age));

  /** When each identity of which that is known was last of use. */
  const uses = [
    ...keys.map(({ id, used, made }) => [id, used === 'never' ? made : used] as const),
    ...users.flatMap((user) => {
      const times = keysSeen ? user.keys.map(({ used }) => used).filter((used) => used !== 'never') : [];
      return times.length === 0 ? [] : [[userArn(user.name), times.sort().at(-1) ?? ''] as const];
    }),
    ...roles.flatMap(({ name, used, made }) =>
      used === null ? [] : [[roleArn(name), used === 'never' ? made : used] as const],
    ),
  ];
  const unused = uses.filter(([, time]) => daysAgo(time) > 90).map(([id]) => id);

  const services = roles.flatMap((role) => (role.services ? [{ ...role.services, name: role.name }] : []));
  const granted = sum(services.map((each) => each.granted));
  const used = sum(services.map((each) => each.used));
  const important = [...users, ...roles].filter(({ name }) => {
    const id = users.some((user) => user.name === name) ? userArn(name) : roleArn(name);
    return tierOf(id) <= 1;
  });
  const wild = important.filter(({ can }) => can.startsWith('everything'));
  const federated = roles.filter(({ issuer }) => issuer !== null);
  const shared = roles.filter(({ functions }) => functions > 1);
  const known = authenticating.filter((each) => !isUntold(each)).length;

  return {
    'production-paths': {
      value: surePaths,
      unknown: true,
      entities: all.filter((each) => others(each, each.administers) > 0).map(({ id }) => id),
      also: {
        'identities that reach production': all.filter((each) => others(each, each.administers) > 0).length,
        'crown jewels in production': jewels,
        'with conditional and unknown relations': mostPaths,
      },
    },
    'blast-radius': {
      value: mean(scores),
      unknown: running.length === 0 || scores.some((score, at) => score !== most[at]),
      ...(running.length > 0 && {
        also: {
          largest: Math.max(...scores),
          'mean with conditional and unknown relations': mean(most) ?? 0,
        },
      }),
    },
    'static-credentials': share(holders.length, known, untold.length > 0),
    'static-on-paths': share(
      staticOnPath.length,
      knownOnPath.length,
      perhaps > 0 || onPath.length > knownOnPath.length,
    ),
    'half-life': {
      value: halfLife,
      unknown: untold.length > 0 || halfLife === null,
      entities: ages.filter(({ age }) => halfLife !== null && age >= halfLife).map(({ id }) => id),
      also: Object.fromEntries(tiers),
    },
    'keys-without-expiry': {
      ...number(
        keys.map(({ id }) => id),
        keys.length,
        untold.length > 0,
      ),
    },
    federated: {
      ...number(
        federated.map(({ name }) => roleArn(name)),
        known,
        untold.length > 0,
      ),
      also: Object.fromEntries(
        [...new Set(federated.map(({ issuer }) => issuer ?? ''))].map((issuer) => [
          issuer,
          federated.filter((role) => role.issuer === issuer).length,
        ]),
      ),
    },
    ownership: { ...share(owned.length, all.length, false), entities: owned },
    orphaned: number(
      all.filter(({ id }) => !owned.includes(id)).map(({ id }) => id),
      all.length,
      false,
    ),
    shared: number(
      shared.map(({ name }) => roleArn(name)),
      all.length,
      false,
    ),
    unused: number(unused, uses.length, uses.length < all.length),
    'right-sizing': {
      ...share(used, granted, services.length < users.length + roles.length),
      entities: services.filter((each) => each.used < each.granted).map(({ name }) => roleArn(name)),
    },
    wildcards: number(
      wild.map(({ name }) => (users.some((user) => user.name === name) ? userArn(name) : roleArn(name))),
      important.length,
      false,
    ),
  };
}

function share(part: number, whole: number, unknown: boolean): Expected {
  return whole === 0 ? { value: null, unknown: true } : { value: part / whole, of: [part, whole], unknown };
}

function number(entities: readonly string[], whole: number, unknown: boolean): Expected {
  return whole === 0
    ? { value: null, unknown: true, entities: [] }
    : { value: entities.length, of: [entities.length, whole], unknown, entities };
}

function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Whether a principal surely is or becomes the account's administrator, may, or does not. */
export function pathToRoot(truth: MonthTruth, from: string): 'holds' | 'perhaps' | 'absent' {
  const each = identitiesOf(truth).find(({ id }) => id === from);
  if (from === ROOT || !each) return 'absent';
  return each.administers ? 'holds' : each.mayAdminister ? 'perhaps' : 'absent';
}
