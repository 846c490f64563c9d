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
import type { TrailEvent } from './trail-event.ts';

/**
 * Events reduced to who did what: activity by principal and long-lived key, assumptions of roles, and temporary keys
 * with the session they belong to. Bounded: past the limits, what comes new is counted together and said so.
 */
export interface Reduction {
  add(event: TrailEvent): void;
  /** Events seen. */
  readonly count: number;
  /** Texts of which something was taken out: what is stored is redacted. */
  readonly redactions: number;
  /** What did not fit within the limits, in words; empty where all did. */
  overflow(): readonly string[];
  /** The entries, most active first, in documents of a bounded size. Each is let go as it is given: ask once. */
  documents(): Generator<JsonObject>;
  /** The accounts whose logs were seen, most events first. */
  accounts(): readonly string[];
}

const MOST = {
  principals: 50_000,
  assumptions: 50_000,
  sessions: 100_000,
  actions: 100,
  addresses: 32,
  networks: 64,
  agents: 16,
  regions: 40,
  days: 400,
  allDays: 200_000,
  resources: 32,
  names: 16,
  audiences: 16,
} as const;
const ENTRIES_PER_DOCUMENT = { Activity: 8, Assumptions: 100, Sessions: 250 } as const;
const LONGEST_AGENT = 200;

interface Actor {
  readonly principal: string;
  readonly type: string;
  readonly key: string | null;
  readonly span: Span;
  readonly actions: Tallied;
  readonly addresses: Tallied;
  readonly networks: Tallied;
  readonly agents: Counted;
  readonly regions: Tallied;
  readonly days: Days;
  readonly resources: Tallied;
  readonly sessions: Counted;
}

interface Assumption {
  readonly principal: string;
  readonly key: string | null;
  readonly role: string;
  readonly action: string;
  readonly span: Span;
  readonly addresses: Counted;
  readonly agents: Counted;
  readonly sessions: Counted;
  readonly subjects: Counted;
  /** Of tokens of OpenID Connect; null for other assumptions. */
  readonly audiences: Audiences | null;
}

/** What tokens were made for, and how many events do not tell. */
interface Audiences {
  readonly named: Tallied;
  untold: number;
}

interface SessionKey {
  readonly key: string;
  principal: string;
  session: string | null;
  readonly span: Span;
  issuedTo: string | null;
  issuedToKey: string | null;
}

export function createReduction(): Reduction {
  const actors = new Map<string, Actor>();
  const assumptions = new Map<string, Assumption>();
  const sessions = new Map<string, SessionKey>();
  const accounts = new Map<string, number>();
  const interned = interning();
  const intern = interned.text;
  const lost = { principals: 0, assumptions: 0, sessions: 0 };
  let allDays = 0;
  let count = 0;
  let span: Span | null = null;

  function add(event: TrailEvent): void {
    count++;
    span ??= spanOf(event.seconds);
    note(span, event.seconds, event.failed);
    accounts.set(event.account, (accounts.get(event.account) ?? 0) + 1);
    // The ids of temporary keys begin otherwise (IAM user guide, "Unique identifiers").
    const lasting = event.key?.startsWith('AKIA') ? event.key : null;
    addActor(event, lasting);
    if (event.key?.startsWith('ASIA')) addSession(event.key, event);
    if (event.assumes) addAssumption(event, lasting);
  }

  function addActor(event: TrailEvent, key: string | null): void {
    const id = key === null ? event.principal : `${event.principal} ${key}`;
    let actor = actors.get(id);
    if (!actor) {
      if (actors.size >= MOST.principals) {
        lost.principals++;
        return;
      }
      actor = {
        principal: intern(event.principal),
        type: intern(event.type),
        key,
        span: spanOf(event.seconds),
        actions: tallied(),
        addresses: tallied(),
        networks: tallied(),
        agents: counted(),
        regions: tallied(),
        days: days(),
        resources: tallied(),
        sessions: counted(),
      };
      actors.set(id, actor);
    }
    const { seconds, failed } = event;
    note(actor.span, seconds, failed);
    noteNamed(actor.actions, MOST.actions, intern(`${event.service}:${event.action}`), seconds, failed);
    noteNamed(actor.addresses, MOST.addresses, intern(event.address), seconds, failed);
    noteNamed(actor.networks, MOST.networks, intern(networkOf(event.address)), seconds, failed);
    countNamed(actor.agents, MOST.agents, intern(event.agent.slice(0, LONGEST_AGENT)));
    noteNamed(actor.regions, MOST.regions, intern(event.region), seconds, failed);
    const mayGrow = actor.days.rows.size < MOST.days && allDays < MOST.allDays;
    if (noteHour(actor.days, mayGrow, seconds)) allDays++;
    for (const resource of event.resources)
      noteNamed(actor.resources, MOST.resources, intern(resource), seconds, failed);
    if (event.session !== null) countNamed(actor.sessions, MOST.names, intern(event.session));
  }

  function sessionOf(key: string, seconds: number): SessionKey | null {
    let session = sessions.get(key);
    if (!session) {
      if (sessions.size >= MOST.sessions) {
        lost.sessions++;
        return null;
      }
      session = {
        key,
        principal: '',
        session: null,
        span: spanOf(seconds),
        issuedTo: null,
        issuedToKey: null,
      };
      sessions.set(key, session);
    }
    return session;
  }

  function addSession(key: string, event: TrailEvent): void {
    const session = sessionOf(key, event.seconds);
    if (!session) return;
    session.principal = intern(event.principal);
    session.session = event.session === null ? null : intern(event.session);
    note(session.span, event.seconds, event.failed);
  }

  function addAssumption(event: TrailEvent, key: string | null): void {
    const { assumes } = event;
    if (!assumes) return;
    const id = `${event.principal} ${key ?? ''} ${assumes.role}`;
    let assumption = assumptions.get(id);
    if (!assumption) {
      if (assumptions.size >= MOST.assumptions) {
        lost.assumptions++;
        return;
      }
      assumption = {
        principal: intern(event.principal),
        key,
        role: intern(assumes.role),
        action: intern(event.action),
        span: spanOf(event.seconds),
        addresses: counted(),
        agents: counted(),
        sessions: counted(),
        subjects: counted(),
        audiences: event.action === 'AssumeRoleWithWebIdentity' ? { named: tallied(), untold: 0 } : null,
      };
      assumptions.set(id, assumption);
    }
    const { seconds, failed } = event;
    note(assumption.span, seconds, failed);
    countNamed(assumption.addresses, MOST.addresses, intern(event.address));
    countNamed(assumption.agents, MOST.agents, intern(event.agent.slice(0, LONGEST_AGENT)));
    if (assumes.session !== null) countNamed(assumption.sessions, MOST.names, intern(assumes.session));
    if (assumes.subject !== null) countNamed(assumption.subjects, MOST.names, intern(assumes.subject));
    if (assumption.audiences !== null) noteAudience(assumption.audiences, assumes.audience, seconds, failed);
    const issued = assumes.issued === null ? null : sessionOf(assumes.issued, seconds);
    if (issued) {
      issued.principal ||= intern(assumes.role);
      issued.session ??= assumes.session === null ? null : intern(assumes.session);
      issued.issuedTo = intern(event.principal);
      issued.issuedToKey = event.key;
    }
  }

  function noteAudience(into: Audiences, audience: string | null, seconds: number, failed: boolean): void {
    if (audience === null) into.untold++;
    else noteNamed(into.named, MOST.audiences, intern(audience), seconds, failed);
  }

  function* documents(): Generator<JsonObject> {
    const period = span ? spanJson(span) : {};
    yield { Period: period, Accounts: [...accounts].map(([Account, Count]) => ({ Account, Count })) };
    yield* batches('Activity', ENTRIES_PER_DOCUMENT.Activity, actors, actorJson);
    yield* batches('Assumptions', ENTRIES_PER_DOCUMENT.Assumptions, assumptions, assumptionJson);
    yield* batches('Sessions', ENTRIES_PER_DOCUMENT.Sessions, sessions, sessionJson);
  }

  return {
    add,
    get count() {
      return count;
    },
    get redactions() {
      return interned.redactions;
    },
    overflow: () =>
      [
        lost.principals > 0
          ? `${lost.principals} events of principals beyond the first ${MOST.principals}`
          : '',
        lost.assumptions > 0
          ? `${lost.assumptions} assumptions beyond the first ${MOST.assumptions} pairs`
          : '',
        lost.sessions > 0
          ? `${lost.sessions} events of temporary keys beyond the first ${MOST.sessions}`
          : '',
      ].filter((words) => words !== ''),
    documents,
    accounts: () =>
      [...accounts]
        .filter(([account]) => account !== '')
        .sort(([, a], [, b]) => b - a)
        .map(([account]) => account),
  };
}

function actorJson(actor: Actor): JsonObject {
  return {
    Principal: actor.principal,
    Type: actor.type,
    AccessKeyId: actor.key,
    ...spanJson(actor.span),
    Actions: talliedJson(actor.actions, 'Action'),
    Addresses: talliedJson(actor.addresses, 'Address'),
    Networks: talliedJson(actor.networks, 'Network'),
    UserAgents: countedJson(actor.agents, 'UserAgent'),
    Regions: talliedJson(actor.regions, 'Region'),
    Days: daysJson(actor.days),
    Resources: talliedJson(actor.resources, 'Resource'),
    SessionNames: countedJson(actor.sessions, 'SessionName'),
  };
}

function assumptionJson(assumption: Assumption): JsonObject {
  return {
    Principal: assumption.principal,
    AccessKeyId: assumption.key,
    Role: assumption.role,
    Action: assumption.action,
    ...spanJson(assumption.span),
    Addresses: countedJson(assumption.addresses, 'Address'),
    UserAgents: countedJson(assumption.agents, 'UserAgent'),
    SessionNames: countedJson(assumption.sessions, 'SessionName'),
    Subjects: countedJson(assumption.subjects, 'Subject'),
    ...(assumption.audiences !== null && { Audiences: audiencesJson(assumption.audiences) }),
  };
}

function audiencesJson({ named, untold }: Audiences): JsonObject[] {
  return [...talliedJson(named, 'Audience'), ...(untold > 0 ? [{ Audience: null, Count: untold }] : [])];
}

function sessionJson(session: SessionKey): JsonObject {
  return {
    AccessKeyId: session.key,
    Principal: session.principal,
    SessionName: session.session,
    IssuedTo: session.issuedTo,
    IssuedToKey: session.issuedToKey,
    ...spanJson(session.span),
  };
}
