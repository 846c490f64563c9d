import type { JsonObject } from '../../schema/json.ts';

/** What was put into a generated trail on purpose: who, what kind, under which name, in how many events. */
export interface Planted {
  readonly subject: string;
  readonly kind: string;
  readonly name: string;
  readonly count: number;
}

export interface GeneratedTrail {
  readonly events: readonly JsonObject[];
  readonly planted: readonly Planted[];
  /** What a planted deed brings about besides, with the same one or with another: true, and not counted as found. */
  readonly entailed: readonly Pick<Planted, 'subject' | 'kind'>[];
  /** How often in the last seven days somebody did something unusual for a good reason. */
  readonly excused: number;
  readonly subjects: readonly string[];
}

const ACCOUNT = '111122223333';
const MS_PER_DAY = 86_400_000;
const START = Date.parse('2026-09-22T00:00:00Z');
export const TRAIL_DAYS = 60;
const WINDOW = TRAIL_DAYS - 7;
const EACH_KIND = 3;

interface Who {
  readonly arn: string;
  readonly habit: 'office' | 'nightly' | 'always' | 'roaming' | 'sleeper';
  readonly number: number;
}

const HABITS: readonly (readonly [Who['habit'], number])[] = [
  ['office', 24],
  ['nightly', 18],
  ['always', 8],
  ['roaming', 6],
  ['sleeper', EACH_KIND],
];
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const AUDIENCE = 'sts.amazonaws.com';
const EVERYDAY = ['s3:GetObject', 's3:PutObject', 'ecr:GetAuthorizationToken', 'logs:PutLogEvents'] as const;
const HARMLESS = ['s3:ListBuckets', 'ec2:DescribeInstances', 'sqs:ReceiveMessage', 'sns:Publish'] as const;
const GRAVE = ['iam:CreateAccessKey', 'cloudtrail:StopLogging', 'secretsmanager:GetSecretValue'] as const;

/**
 * Sixty days of a fictional account: people's tools in office hours, nightly jobs, services round the clock, runners that
 * come from everywhere. Nothing of that repeats exactly, and rarely somebody does something new for a good reason: moves to
 * another office, works a long night, reads a parameter for the first time. In the last seven days deviations are planted.
 */
export function generatedTrail(random: () => number): GeneratedTrail {
  const events: JsonObject[] = [];
  const planted: Planted[] = [];
  let excused = 0;
  const whole = (below: number) => Math.floor(random() * below);
  const pick = <T>(list: readonly T[]): T => list[whole(list.length)] as T;
  const people = HABITS.flatMap(([habit, count]) =>
    Array.from(
      { length: count },
      (_, number): Who => ({
        arn: `arn:aws:iam::${ACCOUNT}:${habit === 'office' || habit === 'sleeper' ? 'user' : 'role'}/${habit}-${number}`,
        habit,
        number,
      }),
    ),
  );
  const home = (who: Who) => `10.${who.habit.length}.${who.number}`;

  function emit(who: Who, day: number, hour: number, action: string, more: JsonObject = {}): void {
    const [service = '', name = ''] = action.split(':');
    const time = START + day * MS_PER_DAY + hour * 3_600_000 + whole(3_600) * 1_000;
    const isUser = who.arn.includes(':user/');
    events.push({
      eventVersion: '1.09',
      userIdentity: isUser
        ? { type: 'IAMUser', arn: who.arn, accountId: ACCOUNT, userName: who.arn.split('/')[1] ?? '' }
        : {
            type: 'AssumedRole',
            arn: `${who.arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/run`,
            accountId: ACCOUNT,
            sessionContext: { sessionIssuer: { type: 'Role', arn: who.arn, accountId: ACCOUNT } },
          },
      eventTime: new Date(time).toISOString().replace('.000', ''),
      eventSource: `${service}.amazonaws.com`,
      eventName: name,
      awsRegion: 'eu-central-1',
      sourceIPAddress: `${home(who)}.${1 + whole(250)}`,
      userAgent: 'aws-cli/2.17.9',
      requestParameters: null,
      responseElements: null,
      eventID: `event-${events.length}`,
      recipientAccountId: ACCOUNT,
      ...more,
    });
  }
  const assume = (caller: Who, role: Who, day: number, hour: number) =>
    emit(caller, day, hour, 'sts:AssumeRole', {
      requestParameters: { roleArn: role.arn, roleSessionName: 'run' },
    });

  /** As a runner does with a token of its platform. Half of the events tell the audience in the caller's id alone. */
  const assumeByToken = (role: Who, day: number, hour: number, audience: string) => {
    const subject = 'repo:example/app:ref:refs/heads/main';
    emit(role, day, hour, 'sts:AssumeRoleWithWebIdentity', {
      userIdentity: {
        type: 'WebIdentityUser',
        principalId: `${PROVIDER}:${audience}:${subject}`,
        userName: subject,
        identityProvider: PROVIDER,
      },
      requestParameters: { roleArn: role.arn, roleSessionName: 'run' },
      responseElements:
        random() < 0.5 ? null : { subjectFromWebIdentityToken: subject, audience, provider: PROVIDER },
    });
  };

  for (const who of people) for (let day = 0; day < TRAIL_DAYS; day++) ordinary(who, day);

  function ordinary(who: Who, day: number): void {
    const weekend = [0, 6].includes(new Date(START + day * MS_PER_DAY).getUTCDay());
    if (who.habit === 'office' && !weekend) {
      for (let left = 4 + whole(6); left > 0; left--) emit(who, day, 7 + whole(10), pick(EVERYDAY));
      if (random() < 0.05) for (let left = 3; left > 0; left--) emit(who, day, 20, pick(EVERYDAY));
      if (random() < 0.05) emit(who, day, 9 + whole(6), pick(HARMLESS));
      unusualForGoodReason(who, day);
    }
    if (who.habit === 'nightly') {
      assume(callerOf(who), who, day, 9);
      for (let left = 5; left > 0; left--) emit(who, day, 2 + whole(2), pick(EVERYDAY));
    }
    if (who.habit === 'always')
      for (let hour = whole(3); hour < 24; hour += 3) emit(who, day, hour, pick(EVERYDAY));
    if (who.habit === 'roaming' && !weekend) {
      assumeByToken(who, day, 8 + whole(8), AUDIENCE);
      for (let left = 4; left > 0; left--)
        emit(who, day, 8 + whole(8), pick(EVERYDAY), {
          sourceIPAddress: `100.${64 + whole(60)}.${whole(250)}.${1 + whole(250)}`,
        });
    }
    if (who.habit === 'sleeper' && day < 14) emit(who, day, 10 + whole(3), pick(EVERYDAY));
  }

  /** The nightly roles are asked for by the last users of the office. */
  function callerOf(role: Who): Who {
    return people.filter(({ habit }) => habit === 'office')[role.number % 4] as Who;
  }

  /** Rare, at any time, and nothing planted: what of it falls into the window may be reported all the same. */
  function unusualForGoodReason(who: Who, day: number): void {
    const chance = random();
    if (chance < 0.04 && day >= WINDOW) excused++;
    const elsewhere = `10.200.${whole(250)}.9`;
    if (chance < 0.01)
      for (let left = 3; left > 0; left--) emit(who, day, 10, pick(EVERYDAY), { sourceIPAddress: elsewhere });
    else if (chance < 0.02)
      for (let left = 14; left > 0; left--) emit(who, day, 21 + whole(2), pick(EVERYDAY));
    else if (chance < 0.03) emit(who, day, 11, 'ssm:GetParameter');
    else if (chance < 0.04) emit(who, day, 11, pick(EVERYDAY), { awsRegion: 'eu-west-1' });
  }

  const office = people.filter(({ habit }) => habit === 'office').slice(4);
  const nightly = people.filter(({ habit }) => habit === 'nightly');
  const victims = [...office, ...nightly];
  const plant = (who: Who, kind: string, name: string, count: number, one: (day: number) => void) => {
    const day = WINDOW + whole(7);
    for (let left = count; left > 0; left--) one(day);
    planted.push({ subject: who.arn, kind, name, count });
  };
  const hourOf = ({ habit }: Who) => (habit === 'office' ? 10 : 2);
  for (let number = 0; number < EACH_KIND; number++) {
    const next = (): Who => victims.splice(whole(victims.length), 1)[0] as Who;
    const [network, region, action] = [next(), next(), next()];
    plant(network, 'new-network', `203.0.${number}.0/24`, 2, (day) =>
      emit(network, day, hourOf(network), 's3:GetObject', { sourceIPAddress: `203.0.${number}.66` }),
    );
    plant(region, 'new-region', 'sa-east-1', 2, (day) =>
      emit(region, day, hourOf(region), 's3:GetObject', { awsRegion: 'sa-east-1' }),
    );
    const grave = GRAVE[number] ?? GRAVE[0];
    plant(action, 'new-sensitive-action', grave, 1, (day) => emit(action, day, hourOf(action), grave));
  }
  for (let number = 0; number < EACH_KIND; number++) {
    const late = victims.splice(whole(victims.length), 1)[0] as Who;
    const day = WINDOW + whole(7);
    for (let left = 60; left > 0; left--) emit(late, day, late.habit === 'office' ? 1 : 14, 's3:GetObject');
    const name = new Date(START + day * MS_PER_DAY).toISOString().slice(0, 10);
    planted.push({ subject: late.arn, kind: 'off-hours', name, count: 60 });
    const role = victims.splice(
      victims.findIndex(({ habit }) => habit === 'nightly'),
      1,
    )[0] as Who;
    const caller = people.find(({ habit }) => habit === 'always') as Who;
    plant(role, 'new-caller', caller.arn, 1, (when) => assume(caller, role, when, 3));
    const runner = people.filter(({ habit }) => habit === 'roaming')[number + 1] as Who;
    plant(runner, 'unexpected-audience', 'https://ci.example.org', 2, (when) =>
      assumeByToken(runner, when, 9, 'https://ci.example.org'),
    );
    const sleeper = people.filter(({ habit }) => habit === 'sleeper')[number] as Who;
    const woke = WINDOW + whole(7);
    emit(sleeper, woke, 11, 's3:GetObject');
    const back = new Date(START + woke * MS_PER_DAY).toISOString().slice(0, 10);
    planted.push({ subject: sleeper.arn, kind: 'after-sleep', name: back, count: 1 });
  }
  return {
    events: events.sort((a, b) => (String(a.eventTime) < String(b.eventTime) ? -1 : 1)),
    planted,
    entailed: [],
    excused,
    subjects: people.map(({ arn }) => arn),
  };
}
