import type { JsonObject } from '../../schema/json.ts';
import { batches } from '../logs/batches.ts';
import { type Counted, counted, countedJson, countNamed } from '../logs/counted.ts';
import { type Days, days, daysJson, noteHour } from '../logs/days.ts';
import { interning } from '../logs/interned.ts';
import { networkOf } from '../logs/network-of.ts';
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

/**
 * Audit events reduced to who did what: activity by user name, and who asked for tokens of a service account or acted as
 * somebody else. Bounded: past the limits, what comes new is counted together and said so.
 */
export interface AuditReduction {
  add(event: AuditEvent): void;
  /** Requests seen. */
  readonly count: number;
  /** Texts of which something was taken out: what is stored is redacted. */
  readonly redactions: number;
  /** What did not fit within the limits, in words; empty where all did. */
  overflow(): readonly string[];
  /** The entries, most active first, in documents of a bounded size. Each is let go as it is given: ask once. */
  documents(): Generator<JsonObject>;
}

const MOST = {
  principals: 20_000,
  pairs: 50_000,
  open: 10_000,
  actions: 100,
  addresses: 32,
  networks: 64,
  namespaces: 64,
  programs: 24,
  agents: 16,
  days: 400,
  allDays: 200_000,
  objects: 64,
  audiences: 24,
} as const;
const ENTRIES_PER_DOCUMENT = { Activity: 8, Assumptions: 100 } as const;
const LONGEST_AGENT = 200;
/** Stands for the audiences of the API server itself, which a request may leave out. */
const API_SERVER = '(API server)';

interface Actor {
  readonly principal: string;
  readonly span: Span;
  readonly actions: Tallied;
  readonly addresses: Tallied;
  readonly networks: Tallied;
  readonly namespaces: Tallied;
  readonly programs: Tallied;
  readonly agents: Counted;
  readonly days: Days;
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

export function createAuditReduction(): AuditReduction {
  const actors = new Map<string, Actor>();
  const pairs = new Map<string, Pair>();
  /** Requests that were answered but not seen to end: a watch, a shell in a container. */
  const open = new Map<string, AuditEvent>();
  const interned = interning();
  const intern = interned.text;
  const lost = { principals: 0, pairs: 0, open: 0 };
  let allDays = 0;
  let count = 0;
  let span: Span | null = null;

  /** Of the events that tell one request, the last one counts. */
  function add(event: AuditEvent): void {
    if (event.stage === 'RequestReceived') return;
    if (event.stage === 'ResponseStarted') {
      if (open.size < MOST.open) open.set(event.id, event);
      else lost.open++;
      return;
    }
    open.delete(event.id);
    addRequest(event);
  }

  function addRequest(event: AuditEvent): void {
    const { seconds, failed, user, impersonator, token } = event;
    count++;
    span ??= spanOf(seconds);
    note(span, seconds, failed);
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
    let actor = actors.get(user);
    if (!actor) {
      if (actors.size >= MOST.principals) {
        lost.principals++;
        return;
      }
      actor = {
        principal: intern(user),
        span: spanOf(event.seconds),
        actions: tallied(),
        addresses: tallied(),
        networks: tallied(),
        namespaces: tallied(),
        programs: tallied(),
        agents: counted(),
        days: days(),
        objects: tallied(),
        decisions: counted(),
        authentications: counted(),
      };
      actors.set(user, actor);
    }
    const { seconds, failed, namespace, object, decision, authentication, address, agent } = event;
    note(actor.span, seconds, failed);
    noteNamed(actor.actions, MOST.actions, intern(event.action), seconds, failed);
    noteNamed(actor.addresses, MOST.addresses, intern(address), seconds, failed);
    noteNamed(actor.networks, MOST.networks, intern(networkOf(address)), seconds, failed);
    if (namespace !== null) noteNamed(actor.namespaces, MOST.namespaces, intern(namespace), seconds, failed);
    noteNamed(actor.programs, MOST.programs, intern(programOf(agent)), seconds, failed);
    countNamed(actor.agents, MOST.agents, intern(agent.slice(0, LONGEST_AGENT)));
    if (object !== null) noteNamed(actor.objects, MOST.objects, intern(object), seconds, failed);
    if (decision !== null) countNamed(actor.decisions, 4, intern(decision));
    if (authentication !== null) countNamed(actor.authentications, 4, authentication);
    const mayGrow = actor.days.rows.size < MOST.days && allDays < MOST.allDays;
    if (noteHour(actor.days, mayGrow, seconds)) allDays++;
  }

  function addPair(principal: string, role: string, action: Pair['action'], event: AuditEvent): void {
    const id = `${principal}\n${role}\n${action}`;
    let pair = pairs.get(id);
    if (!pair) {
      if (pairs.size >= MOST.pairs) {
        lost.pairs++;
        return;
      }
      pair = {
        principal: intern(principal),
        role: intern(role),
        action,
        span: spanOf(event.seconds),
        addresses: counted(),
        audiences: tallied(),
        withoutRequest: 0,
      };
      pairs.set(id, pair);
    }
    const { seconds, failed, token } = event;
    // Of an impersonation the request that was made may fail all the same: it was made as the other.
    note(pair.span, seconds, action === 'TokenRequest' && failed);
    countNamed(pair.addresses, MOST.addresses, intern(event.address));
    if (action !== 'TokenRequest') return;
    if (token?.audiences == null) pair.withoutRequest++;
    else
      for (const audience of token.audiences.length === 0 ? [API_SERVER] : token.audiences)
        noteNamed(pair.audiences, MOST.audiences, intern(audience), seconds, failed);
  }

  function* documents(): Generator<JsonObject> {
    yield { Period: span ? spanJson(span) : {} };
    yield* batches('Activity', ENTRIES_PER_DOCUMENT.Activity, actors, actorJson);
    yield* batches('Assumptions', ENTRIES_PER_DOCUMENT.Assumptions, pairs, pairJson);
  }

  return {
    add,
    get count() {
      return count;
    },
    get redactions() {
      return interned.redactions;
    },
    overflow() {
      return [
        lost.principals > 0 ? `${lost.principals} requests of users beyond the first ${MOST.principals}` : '',
        lost.pairs > 0
          ? `${lost.pairs} token requests and impersonations beyond the first ${MOST.pairs} pairs`
          : '',
        lost.open > 0 ? `${lost.open} requests that were not seen to end, beyond ${MOST.open} at once` : '',
      ].filter((words) => words !== '');
    },
    *documents() {
      for (const event of open.values()) addRequest(event);
      open.clear();
      yield* documents();
    },
  };
}

function actorJson(actor: Actor): JsonObject {
  return {
    Principal: actor.principal,
    ...spanJson(actor.span),
    Actions: talliedJson(actor.actions, 'Action'),
    Addresses: talliedJson(actor.addresses, 'Address'),
    Networks: talliedJson(actor.networks, 'Network'),
    Namespaces: talliedJson(actor.namespaces, 'Namespace'),
    Programs: talliedJson(actor.programs, 'Program'),
    UserAgents: countedJson(actor.agents, 'UserAgent'),
    Days: daysJson(actor.days),
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
