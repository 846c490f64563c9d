import type { JsonObject } from '../../schema/json.ts';
import type { GeneratedTrail, Planted } from './generated-trail.ts';

const CLUSTER = 'prod';
const MS_PER_DAY = 86_400_000;
const START = Date.parse('2026-09-22T00:00:00Z');
const DAYS = 60;
const WINDOW = DAYS - 7;
const EACH_KIND = 3;

interface Who {
  /** The user name that the API server knows. */
  readonly user: string;
  readonly id: string;
  readonly habit: 'service' | 'nightly' | 'controller' | 'person' | 'sleeper';
  readonly number: number;
  readonly namespace: string;
  readonly name: string;
}

const HABITS: readonly (readonly [Who['habit'], number])[] = [
  ['service', 18],
  ['nightly', 24],
  ['controller', 4],
  ['person', 16],
  ['sleeper', EACH_KIND],
];
const EVERYDAY = [
  ['get', 'configmaps', ''],
  ['watch', 'endpointslices', 'discovery.k8s.io'],
  ['update', 'leases', 'coordination.k8s.io'],
  ['list', 'pods', ''],
] as const;
const GRAVE = [
  ['get', 'secrets', ''],
  ['create', 'pods', ''],
  ['create', 'rolebindings', 'rbac.authorization.k8s.io'],
] as const;
type Request = readonly [verb: string, resource: string, group: string];

const wordOf = ([verb, resource, group]: Request) => `${verb} ${resource}${group === '' ? '' : `.${group}`}`;

/**
 * Sixty days of a fictional cluster: services round the clock, nightly jobs whose pods have their tokens from kubelets,
 * controllers that act in every namespace, people in office hours. Rarely somebody does something new for a good reason:
 * is in another office, works a long night, looks into another namespace or enters a pod for the first time, a job's image
 * is rebuilt with another program. In the last seven days deviations are planted.
 */
export function generatedAuditLog(random: () => number): GeneratedTrail {
  const events: JsonObject[] = [];
  const planted: Planted[] = [];
  const entailed: { subject: string; kind: string }[] = [];
  let excused = 0;
  const whole = (below: number) => Math.floor(random() * below);
  const pick = <T>(list: readonly T[]): T => list[whole(list.length)] as T;
  const everybody = HABITS.flatMap(([habit, count]) =>
    Array.from({ length: count }, (_, number): Who => {
      const [namespace, name] = [`team-${number % 8}`, `${habit}-${number}`];
      const isPerson = habit === 'person';
      return {
        user: isPerson ? `${name}@example.com` : `system:serviceaccount:${namespace}:${name}`,
        id: isPerson
          ? `k8s://${CLUSTER}/user/${name}@example.com`
          : `k8s://${CLUSTER}/serviceaccount/${namespace}/${name}`,
        habit,
        number,
        namespace,
        name,
      };
    }),
  );

  function emit(who: Who, day: number, hour: number, request: Request, more: JsonObject = {}): void {
    const [verb, resource, group] = request;
    const time = new Date(START + day * MS_PER_DAY + hour * 3_600_000 + whole(3_600_000)).toISOString();
    events.push({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'Request',
      auditID: `event-${events.length}`,
      stage: 'ResponseComplete',
      requestURI: '/apis',
      verb,
      user: { username: who.user },
      sourceIPs: [`10.${who.habit.length}.${who.number}.${1 + whole(250)}`],
      userAgent: who.habit === 'person' ? 'kubectl/v1.33.1 (darwin/arm64)' : `${who.name}/v1.${whole(3)}.0`,
      objectRef: {
        resource,
        ...(group !== '' && { apiGroup: group }),
        namespace: who.namespace,
        name: 'one',
      },
      responseStatus: { code: 200 },
      requestReceivedTimestamp: time,
      stageTimestamp: time,
      ...more,
    });
  }
  function askForToken(by: string, who: Who, day: number, hour: number, audience: string): void {
    const asking = { ...who, user: by };
    emit(asking, day, hour, ['create', 'serviceaccounts', ''], {
      userAgent: by.startsWith('system:node:') ? 'kubelet/v1.33.1' : 'kubectl/v1.33.1',
      sourceIPs: ['10.0.0.9'],
      objectRef: {
        resource: 'serviceaccounts',
        subresource: 'token',
        namespace: who.namespace,
        name: who.name,
      },
      requestObject: { spec: { audiences: [audience] } },
    });
  }
  const oncall = (number: number) => everybody.filter(({ habit }) => habit === 'person')[number] as Who;

  function ordinary(who: Who, day: number): void {
    const weekend = [0, 6].includes(new Date(START + day * MS_PER_DAY).getUTCDay());
    if (who.habit === 'service')
      for (let hour = whole(3); hour < 24; hour += 3) emit(who, day, hour, pick(EVERYDAY));
    if (who.habit === 'nightly') {
      // Nodes come and go: rarely twice the same.
      askForToken(`system:node:node-${day}-${whole(9)}`, who, day, 2, 'https://vault.example.com');
      for (let left = 5; left > 0; left--) emit(who, day, 2 + whole(2), pick(EVERYDAY));
      if (random() < 0.003) {
        if (day >= WINDOW) excused++;
        emit(who, day, 2, pick(EVERYDAY), { userAgent: 'Go-http-client/2.0' });
      }
    }
    if (who.habit === 'controller')
      for (let hour = 0; hour < 24; hour += 2)
        emit(who, day, hour, ['patch', 'deployments', 'apps'], {
          objectRef: {
            resource: 'deployments',
            apiGroup: 'apps',
            namespace: `team-${whole(40)}`,
            name: 'one',
          },
        });
    if (who.habit === 'person' && !weekend) {
      for (let left = 4 + whole(6); left > 0; left--) emit(who, day, 7 + whole(10), pick(EVERYDAY));
      unusualForGoodReason(who, day);
    }
    if (who.habit === 'sleeper' && day < 14) emit(who, day, 10 + whole(3), pick(EVERYDAY));
  }

  /** Rare, at any time, and nothing planted: what of it falls into the window may be reported all the same. */
  function unusualForGoodReason(who: Who, day: number): void {
    const chance = random();
    if (chance < 0.04 && day >= WINDOW) excused++;
    const elsewhere = { sourceIPs: [`10.200.${whole(250)}.9`] };
    const inPod = { resource: 'pods', subresource: 'exec', namespace: who.namespace, name: 'web-1' };
    const beside = { resource: 'pods', namespace: `team-${whole(8)}` };
    if (chance < 0.01) for (let left = 3; left > 0; left--) emit(who, day, 10, pick(EVERYDAY), elsewhere);
    else if (chance < 0.02)
      for (let left = 14; left > 0; left--) emit(who, day, 21 + whole(2), pick(EVERYDAY));
    else if (chance < 0.03) emit(who, day, 11, ['create', 'pods', ''], { objectRef: inPod });
    else if (chance < 0.04) emit(who, day, 11, ['list', 'pods', ''], { objectRef: beside });
  }

  for (const who of everybody) for (let day = 0; day < DAYS; day++) ordinary(who, day);

  const victims = everybody.filter(({ habit }) => habit === 'nightly');
  const next = (): Who => victims.splice(whole(victims.length), 1)[0] as Who;
  const plant = (who: Who, kind: string, name: string, count: number, one: (day: number) => void) => {
    const day = WINDOW + whole(7);
    for (let left = count; left > 0; left--) one(day);
    planted.push({ subject: who.id, kind, name, count });
  };
  for (let number = 0; number < EACH_KIND; number++) {
    const [network, namespace, program, action] = [next(), next(), next(), next()];
    const [caller, audience, late] = [next(), next(), next()];
    plant(network, 'new-network', `203.0.${number}.0/24`, 2, (day) =>
      emit(network, day, 2, EVERYDAY[0], { sourceIPs: [`203.0.${number}.66`] }),
    );
    plant(namespace, 'new-namespace', 'payments', 2, (day) =>
      emit(namespace, day, 2, ['list', 'pods', ''], {
        objectRef: { resource: 'pods', namespace: 'payments' },
      }),
    );
    plant(program, 'new-program', 'curl', 3, (day) =>
      emit(program, day, 2, EVERYDAY[0], { userAgent: 'curl/8.7.1' }),
    );
    const grave = GRAVE[number] ?? GRAVE[0];
    plant(action, 'new-sensitive-action', wordOf(grave), 1, (day) => emit(action, day, 2, grave));
    if (number === 0)
      plant(caller, 'new-caller', oncall(0).id, 2, (day) =>
        emit(oncall(0), day, 2, EVERYDAY[0], { impersonatedUser: { username: caller.user } }),
      );
    else
      plant(caller, 'new-caller', oncall(number).id, 1, (day) =>
        askForToken(oncall(number).user, caller, day, 2, 'https://vault.example.com'),
      );
    // Who acts as the account does so from elsewhere, with another program; who asks for a token does it where never before.
    const entail = (subject: string, ...kindsOf: readonly string[]) =>
      entailed.push(...kindsOf.map((kind) => ({ subject, kind })));
    entail(oncall(number).id, 'new-sensitive-action');
    if (number === 0) entail(caller.id, 'new-network', 'new-namespace', 'new-program');
    else entail(oncall(number).id, 'new-network', 'new-namespace');
    plant(audience, 'unexpected-audience', 'sts.amazonaws.com', 1, (day) =>
      askForToken('system:node:node-1', audience, day, 2, 'sts.amazonaws.com'),
    );
    const day = WINDOW + whole(7);
    for (let left = 60; left > 0; left--) emit(late, day, 14, EVERYDAY[0]);
    planted.push({ subject: late.id, kind: 'off-hours', name: dayWord(day), count: 60 });
    const sleeper = everybody.filter(({ habit }) => habit === 'sleeper')[number] as Who;
    const woke = WINDOW + whole(7);
    emit(sleeper, woke, 11, EVERYDAY[0]);
    planted.push({ subject: sleeper.id, kind: 'after-sleep', name: dayWord(woke), count: 1 });
  }
  const at = ({ requestReceivedTimestamp }: JsonObject) => String(requestReceivedTimestamp);
  return {
    events: events.sort((a, b) => (at(a) < at(b) ? -1 : 1)),
    planted,
    entailed,
    excused,
    subjects: everybody.map(({ id }) => id),
  };
}

function dayWord(day: number): string {
  return new Date(START + day * MS_PER_DAY).toISOString().slice(0, 10);
}
