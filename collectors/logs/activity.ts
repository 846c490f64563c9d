import type { JsonObject } from '../../schema/json.ts';
import { type Counted, counted, countedJson, countNamed } from './counted.ts';
import { type Days, days, daysJson, noteHour } from './days.ts';
import type { Interned } from './interned.ts';
import { networkOf } from './network-of.ts';
import {
  note,
  noteNamed,
  type Span,
  spanJson,
  spanOf,
  type Tallied,
  tallied,
  talliedJson,
} from './tallied.ts';

/** What somebody did, from where, with what and on which days, in a log of any kind. */
export interface Activity {
  readonly span: Span;
  readonly actions: Tallied;
  readonly addresses: Tallied;
  readonly networks: Tallied;
  readonly agents: Counted;
  readonly days: Days;
}

/** One thing that was done, at `seconds` since 1970. */
export interface Deed {
  readonly action: string;
  readonly address: string;
  readonly agent: string;
  readonly seconds: number;
  readonly failed: boolean;
}

/** Of one activity, and of days in all. */
const MOST = { actions: 100, addresses: 32, networks: 64, agents: 16, days: 400, allDays: 200_000 } as const;
const LONGEST_AGENT = 200;

export function activity(seconds: number): Activity {
  return {
    span: spanOf(seconds),
    actions: tallied(),
    addresses: tallied(),
    networks: tallied(),
    agents: counted(),
    days: days(),
  };
}

/** Notes deeds in the activities of one log, which share a number of days. */
export function activityNotes({ text: intern }: Interned): (into: Activity, deed: Deed) => void {
  let allDays = 0;
  return (into, { action, address, agent, seconds, failed }) => {
    note(into.span, seconds, failed);
    noteNamed(into.actions, MOST.actions, intern(action), seconds, failed);
    noteNamed(into.addresses, MOST.addresses, intern(address), seconds, failed);
    noteNamed(into.networks, MOST.networks, intern(networkOf(address)), seconds, failed);
    countAgent(into.agents, agent, intern);
    const mayGrow = into.days.rows.size < MOST.days && allDays < MOST.allDays;
    if (noteHour(into.days, mayGrow, seconds)) allDays++;
  };
}

/** How often by address, where spans of each would be too much. */
export function countAddress(into: Counted, address: string, intern: Interned['text']): void {
  countNamed(into, MOST.addresses, intern(address));
}

export function countAgent(into: Counted, agent: string, intern: Interned['text']): void {
  countNamed(into, MOST.agents, intern(agent.slice(0, LONGEST_AGENT)));
}

export function activityJson(of: Activity): JsonObject {
  return {
    ...spanJson(of.span),
    Actions: talliedJson(of.actions, 'Action'),
    Addresses: talliedJson(of.addresses, 'Address'),
    Networks: talliedJson(of.networks, 'Network'),
    UserAgents: countedJson(of.agents, 'UserAgent'),
    Days: daysJson(of.days),
  };
}
