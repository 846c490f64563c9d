import type { JsonObject } from '../../schema/json.ts';
import {
  type Activity,
  activity,
  activityJson,
  activityNotes,
  countAddress,
  countAgent,
} from '../logs/activity.ts';
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
import type { TrailEvent } from './trail-event.ts';

/**
 * Events reduced to who did what: activity by principal and long-lived key, assumptions of roles, and temporary keys
 * with the session they belong to. Bounded: past the limits, what comes new is counted together and said so.
 */
export interface Reduction extends LogReduction<TrailEvent> {
  /** The accounts whose logs were seen, most events first. */
  accounts(): readonly string[];
}

const MOST = {
  principals: 50_000,
  assumptions: 50_000,
  sessions: 100_000,
  regions: 40,
  resources: 32,
  names: 16,
  audiences: 16,
} as const;
const ENTRIES_PER_DOCUMENT = { Activity: 8, Assumptions: 100, Sessions: 250 } as const;

interface Actor extends Activity {
  readonly principal: string;
  readonly type: string;
  readonly key: string | null;
  readonly regions: Tallied;
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
  const actors = bounded<Actor>();
  const assumptions = bounded<Assumption>();
  const sessions = bounded<SessionKey>();
  const accounts = new Map<string, number>();
  const seen = seenOfLog();
  const intern = seen.interned.text;
  const noteDeed = activityNotes(seen.interned);

  function add(event: TrailEvent): void {
    seen.note(event.seconds, event.failed);
    accounts.set(event.account, (accounts.get(event.account) ?? 0) + 1);
    // The ids of temporary keys begin otherwise (IAM user guide, "Unique identifiers").
    const lasting = event.key?.startsWith('AKIA') ? event.key : null;
    addActor(event, lasting);
    if (event.key?.startsWith('ASIA')) addSession(event.key, event);
    if (event.assumes) addAssumption(event, lasting);
  }

  function addActor(event: TrailEvent, key: string | null): void {
    const id = key === null ? event.principal : `${event.principal} ${key}`;
    const { seconds, failed, address, agent } = event;
    const actor = entryOf(actors, MOST.principals, id, () => ({
      ...activity(seconds),
      principal: intern(event.principal),
      type: intern(event.type),
      key,
      regions: tallied(),
      resources: tallied(),
      sessions: counted(),
    }));
    if (!actor) return;
    noteDeed(actor, { action: `${event.service}:${event.action}`, address, agent, seconds, failed });
    noteNamed(actor.regions, MOST.regions, intern(event.region), seconds, failed);
    for (const resource of event.resources)
      noteNamed(actor.resources, MOST.resources, intern(resource), seconds, failed);
    if (event.session !== null) countNamed(actor.sessions, MOST.names, intern(event.session));
  }

  function sessionOf(key: string, seconds: number): SessionKey | null {
    return entryOf(sessions, MOST.sessions, key, () => ({
      key,
      principal: '',
      session: null,
      span: spanOf(seconds),
      issuedTo: null,
      issuedToKey: null,
    }));
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
    const { seconds, failed } = event;
    const id = `${event.principal} ${key ?? ''} ${assumes.role}`;
    const assumption = entryOf(assumptions, MOST.assumptions, id, () => ({
      principal: intern(event.principal),
      key,
      role: intern(assumes.role),
      action: intern(event.action),
      span: spanOf(seconds),
      addresses: counted(),
      agents: counted(),
      sessions: counted(),
      subjects: counted(),
      audiences: event.action === 'AssumeRoleWithWebIdentity' ? { named: tallied(), untold: 0 } : null,
    }));
    if (!assumption) return;
    note(assumption.span, seconds, failed);
    countAddress(assumption.addresses, event.address, intern);
    countAgent(assumption.agents, event.agent, intern);
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
    yield {
      Period: seen.periodJson(),
      Accounts: [...accounts].map(([Account, Count]) => ({ Account, Count })),
    };
    yield* batches('Activity', ENTRIES_PER_DOCUMENT.Activity, actors.entries, actorJson);
    yield* batches('Assumptions', ENTRIES_PER_DOCUMENT.Assumptions, assumptions.entries, assumptionJson);
    yield* batches('Sessions', ENTRIES_PER_DOCUMENT.Sessions, sessions.entries, sessionJson);
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
        [actors.lost, (lost) => `${lost} events of principals beyond the first ${MOST.principals}`],
        [assumptions.lost, (lost) => `${lost} assumptions beyond the first ${MOST.assumptions} pairs`],
        [sessions.lost, (lost) => `${lost} events of temporary keys beyond the first ${MOST.sessions}`],
      ),
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
    ...activityJson(actor),
    Regions: talliedJson(actor.regions, 'Region'),
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
