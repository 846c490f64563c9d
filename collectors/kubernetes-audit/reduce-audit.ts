import type { JsonObject } from '../../schema/json.ts';
import { type Activity, activity, activityJson, activityNotes, countAddress } from '../logs/activity.ts';
import { batches } from '../logs/batches.ts';
import { bounded, entryOf, lostWords } from '../logs/bounded.ts';
import { type Counted, counted, countedJson, countNamed } from '../logs/counted.ts';
import { type LogReduction, seenOfLog } from '../logs/reduction.ts';
import {
  note,
  noteNamed,
  type Span,
  spanJson,
  spanOf,
  type Tallied,
  tallied,
  talliedJson,
} from '../logs/tallied.ts';
import type { AuditEvent } from './audit-event.ts';
import { programOf } from './program-of.ts';

const MOST = {
  principals: 20_000,
  pairs: 50_000,
  open: 10_000,
  namespaces: 64,
  programs: 24,
  objects: 64,
  audiences: 24,
} as const;
const ENTRIES_PER_DOCUMENT = { Activity: 8, Assumptions: 100 } as const;
/** Stands for the audiences of the API server itself, which a request may leave out. */
const API_SERVER = '(API server)';

interface Actor extends Activity {
  readonly principal: string;
  readonly namespaces: Tallied;
  readonly programs: Tallied;
  readonly objects: Tallied;
  readonly decisions: Counted;
  readonly authentications: Counted;
}

/** Tokens of an account that somebody asked for, or requests that somebody made as somebody else. */
interface Pair {
  readonly principal: string;
  readonly role: string;
  readonly action: 'TokenRequest' | 'Impersonate';
  readonly span: Span;
  readonly addresses: Counted;
  readonly audiences: Tallied;
  /** Token requests whose event does not carry what was asked for. */
  withoutRequest: number;
}

/**
 * Audit events reduced to who did what: activity by user name, and who asked for tokens of a service account or acted as
 * somebody else.
 */
export function createAuditReduction(): LogReduction<AuditEvent> {
  const actors = bounded<Actor>();
  const pairs = bounded<Pair>();
  /** Requests that were answered but not seen to end: a watch, a shell in a container. */
  const open = new Map<string, AuditEvent>();
  let lostOpen = 0;
  const seen = seenOfLog();
  const intern = seen.interned.text;
  const noteDeed = activityNotes(seen.interned);

  /** Of the events that tell one request, the last one counts. */
  function add(event: AuditEvent): void {
    if (event.stage === 'RequestReceived') return;
    if (event.stage === 'ResponseStarted') {
      if (open.size < MOST.open) open.set(event.id, event);
      else lostOpen++;
      return;
    }
    open.delete(event.id);
    addRequest(event);
  }

  function addRequest(event: AuditEvent): void {
    const { seconds, failed, user, impersonator, token } = event;
    seen.note(seconds, failed);
    addActor(user, event);
    if (impersonator !== null) {
      const action = `impersonate ${user.startsWith('system:serviceaccount:') ? 'serviceaccounts' : 'users'}`;
      addActor(impersonator, {
        ...event,
        user: impersonator,
        action,
        namespace: null,
        object: null,
        failed: false,
      });
      addPair(impersonator, user, 'Impersonate', event);
    }
    if (token !== null) addPair(user, token.account, 'TokenRequest', event);
  }

  function addActor(user: string, event: AuditEvent): void {
    const { seconds, failed, namespace, object, decision, authentication, agent } = event;
    const actor = entryOf(actors, MOST.principals, user, () => ({
      ...activity(seconds),
      principal: intern(user),
      namespaces: tallied(),
      programs: tallied(),
      objects: tallied(),
      decisions: counted(),
      authentications: counted(),
    }));
    if (!actor) return;
    noteDeed(actor, event);
    if (namespace !== null) noteNamed(actor.namespaces, MOST.namespaces, intern(namespace), seconds, failed);
    noteNamed(actor.programs, MOST.programs, intern(programOf(agent)), seconds, failed);
    if (object !== null) noteNamed(actor.objects, MOST.objects, intern(object), seconds, failed);
    if (decision !== null) countNamed(actor.decisions, 4, intern(decision));
    if (authentication !== null) countNamed(actor.authentications, 4, authentication);
  }

  function addPair(principal: string, role: string, action: Pair['action'], event: AuditEvent): void {
    const id = `${principal}\n${role}\n${action}`;
    const { seconds, failed, token } = event;
    const pair = entryOf(pairs, MOST.pairs, id, () => ({
      principal: intern(principal),
      role: intern(role),
      action,
      span: spanOf(seconds),
      addresses: counted(),
      audiences: tallied(),
      withoutRequest: 0,
    }));
    if (!pair) return;
    // Of an impersonation the request that was made may fail all the same: it was made as the other.
    note(pair.span, seconds, action === 'TokenRequest' && failed);
    countAddress(pair.addresses, event.address, intern);
    if (action !== 'TokenRequest') return;
    if (token?.audiences == null) pair.withoutRequest++;
    else
      for (const audience of token.audiences.length === 0 ? [API_SERVER] : token.audiences)
        noteNamed(pair.audiences, MOST.audiences, intern(audience), seconds, failed);
  }

  return {
    add,
    get count() {
      return seen.count;
    },
    get redactions() {
      return seen.interned.redactions;
    },
    overflow: () =>
      lostWords(
        [actors.lost, (lost) => `${lost} requests of users beyond the first ${MOST.principals}`],
        [
          pairs.lost,
          (lost) => `${lost} token requests and impersonations beyond the first ${MOST.pairs} pairs`,
        ],
        [lostOpen, (lost) => `${lost} requests that were not seen to end, beyond ${MOST.open} at once`],
      ),
    *documents() {
      for (const event of open.values()) addRequest(event);
      open.clear();
      yield { Period: seen.periodJson() };
      yield* batches('Activity', ENTRIES_PER_DOCUMENT.Activity, actors.entries, actorJson);
      yield* batches('Assumptions', ENTRIES_PER_DOCUMENT.Assumptions, pairs.entries, pairJson);
    },
  };
}

function actorJson(actor: Actor): JsonObject {
  return {
    Principal: actor.principal,
    ...activityJson(actor),
    Namespaces: talliedJson(actor.namespaces, 'Namespace'),
    Programs: talliedJson(actor.programs, 'Program'),
    Resources: talliedJson(actor.objects, 'Resource'),
    Decisions: countedJson(actor.decisions, 'Decision'),
    Authentications: countedJson(actor.authentications, 'Authentication'),
  };
}

function pairJson(pair: Pair): JsonObject {
  return {
    Principal: pair.principal,
    Role: pair.role,
    Action: pair.action,
    ...spanJson(pair.span),
    Addresses: countedJson(pair.addresses, 'Address'),
    ...(pair.action === 'TokenRequest' && {
      Audiences: [
        ...talliedJson(pair.audiences, 'Audience'),
        ...(pair.withoutRequest > 0 ? [{ Audience: null, Count: pair.withoutRequest }] : []),
      ],
    }),
  };
}
