import type { Progress } from '../../schema/contract.ts';
import { NOT_REACHED } from '../../schema/coverage-reasons.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { createClock } from '../clock.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { createTally } from '../tally.ts';
import { apiBase } from './api-base.ts';
import { askRest } from './ask.ts';
import { createClient } from './client.ts';
import type { Desk, Health } from './desk.ts';
import { text } from './endpoint.ts';
import { OWNER } from './endpoints/owner.ts';
import { nothingKnown } from './known.ts';
import { findOwner, type Owner, runRepositoryList } from './owner.ts';
import { createPauses } from './pauses.ts';
import type { Wire } from './pinned-fetch.ts';
import { ENTITY_TAGS, type Previous } from './previous.ts';
import { AFTER_REPOSITORIES, BEFORE_REPOSITORIES, GITHUB_OPERATIONS } from './registry.ts';
import { flushCoverage, type Run, recordTally, runEndpoint } from './run-endpoint.ts';
import { runLists } from './run-lists.ts';
import { runRepositories } from './run-repositories.ts';
import { createTags } from './tags.ts';
import { findToken } from './token.ts';

export interface CollectGithubOptions {
  /** Logins of organizations, of which everything is collected. */
  readonly organizations?: readonly string[] | undefined;
  /** `OWNER/NAME`: of that owner only these repositories are. */
  readonly repositories?: readonly string[] | undefined;
  /** Address of a GitHub other than github.com. */
  readonly baseUrl?: string | undefined;
  /** A token to use instead of the one this machine has; for servers that are not GitHub. */
  readonly token?: string | undefined;
  /** Answers of an earlier collection of that source, which are asked for only if they changed. */
  readonly previous?: ((source: string) => Previous | null) | undefined;
  /** Calls in flight, 1 to 16; 8 where not given. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
  /** Milliseconds of a second of waiting; tests shorten it. */
  readonly secondMs?: number | undefined;
}

export interface CollectGithubResult {
  /** `github:larkfield-example`, one for each owner. */
  readonly sources: readonly string[];
  /** Operations that are not complete. */
  readonly gaps: number;
  /** Why the collection could not go on to its end though a resumed one could; null where it did. */
  readonly stopped: string | null;
  /** Requests sent, and those of them that count against GitHub's limits. */
  readonly calls: { readonly sent: number; readonly charged: number };
}

const COLLECTOR = 'github-api/1';
const REPORT_EVERY_MS = 50;

/**
 * Collects organizations of GitHub, or single repositories, read-only, into an unfinished snapshot. What an earlier,
 * interrupted run recorded is taken from the file. What the token may not see becomes coverage.
 * @throws TrustpathError `usage` (names, address), `collection-failed` (no token, no answer to who is asked about),
 * `cancelled` (the file can be resumed)
 */
export async function collectGithub(
  writer: SnapshotWriter,
  options: CollectGithubOptions,
): Promise<CollectGithubResult> {
  const base = apiBase(options.baseUrl);
  const targets = targetsOf(options);
  throwIfCancelled(options.signal);
  const token = options.token ?? (await findToken(base.host)).token;
  const clock = createClock(options.now ?? (() => new Date()));
  const wire: Wire = { requests: 0, charged: 0, onDate: (header) => clock.note(header) };
  const secondMs = options.secondMs ?? 1_000;
  const client = createClient({ base, token, wire, signal: options.signal, secondMs });
  const health: Health = { refused: null, unanswered: 0, unreachable: null };
  const ledger = createLedger(writer);
  const progress = progressOf(options.onProgress);
  const pauses = createPauses({
    signal: options.signal,
    secondMs,
    onWait: (seconds, why) => progress.tell('Waiting', `for GitHub’s limit, ${seconds} s (${why})`),
  });
  const desk: Omit<Desk, 'source' | 'tags' | 'previous'> = {
    writer,
    ledger,
    ended: { coverage: [], writtenAt: performance.now() },
    client,
    base,
    clock,
    pauses,
    signal: options.signal,
    health,
    known: () => [token],
  };
  const sources: string[] = [];
  let gaps = 0;
  try {
    for (const { name, only } of targets) {
      const replies = createTagless(desk, ledger);
      const caller = await askCaller(replies, name);
      const owner = await findOwner(replies, name);
      if (!owner.organization && only === null)
        throw new TrustpathError(
          'usage',
          `${owner.login} is a personal account: name its repositories with --repo ${owner.login}/NAME.`,
        );
      const source = `github:${owner.login}`;
      progress.source = source;
      writer.openSource({
        id: source,
        kind: 'github',
        principal: caller.login,
        account: owner.login,
        collector: COLLECTOR,
        startedAt: clock.now().toISOString(),
        clockOffsetMs: clock.offsetMs(),
      });
      const tags = createTags(ledger, source, base.rest, tagPages(writer, source), () => clock.now());
      const known = nothingKnown(owner.login, only);
      known.organization = owner.organization;
      const run: Run = {
        desk: { ...desk, source, tags, previous: options.previous?.(source) ?? (() => null) },
        known,
        concurrency: Math.min(16, Math.max(1, options.concurrency ?? 8)),
        incomplete: new Map(),
        planned: progress.planned,
        done: progress.done,
        gap: () => {
          gaps++;
          progress.gap();
        },
      };
      writer.batch(() => {
        for (const { operation, hides } of GITHUB_OPERATIONS)
          writer.recordCoverage({
            source,
            operation,
            region: null,
            status: 'skipped',
            reason: NOT_REACHED,
            items: 0,
            calls: 0,
            kinds: hides,
          });
      });
      recordOwner(run, caller, owner);
      await runRepositoryList(run);
      for (const endpoint of BEFORE_REPOSITORIES) await runEndpoint(run, endpoint);
      await runLists(run);
      await runRepositories(run);
      for (const endpoint of AFTER_REPOSITORIES) await runEndpoint(run, endpoint);
      tags.flush();
      flushCoverage(run.desk);
      writer.closeSource(source, clock.now().toISOString(), clock.offsetMs());
      sources.push(source);
      progress.tell('Collected', source);
      if (health.refused !== null) break;
    }
  } finally {
    ledger.flush();
  }
  return { sources, gaps, stopped: health.refused, calls: { sent: wire.requests, charged: wire.charged } };
}

/** Owners in the order they were named, each with the repositories that were named of it. */
function targetsOf({ organizations = [], repositories = [] }: CollectGithubOptions) {
  const byOwner = new Map<string, { name: string; only: string[] | null }>();
  for (const name of organizations) {
    if (!/^[\w.-]{1,100}$/.test(name))
      throw new TrustpathError(
        'usage',
        `--org takes the name of an organization, not ${JSON.stringify(name)}.`,
      );
    byOwner.set(name.toLowerCase(), { name, only: null });
  }
  for (const full of repositories) {
    const { owner, repo } = /^(?<owner>[\w.-]{1,100})\/(?<repo>[\w.-]{1,100})$/.exec(full)?.groups ?? {};
    if (owner === undefined || repo === undefined)
      throw new TrustpathError('usage', `--repo takes OWNER/NAME, not ${JSON.stringify(full)}.`);
    const target = byOwner.get(owner.toLowerCase()) ?? { name: owner, only: null };
    target.only = [...(target.only ?? []), repo];
    byOwner.set(owner.toLowerCase(), target);
  }
  if (byOwner.size === 0)
    throw new TrustpathError('usage', 'Name an organization with --org, or repositories with --repo.');
  return [...byOwner.values()];
}

/** What is asked before there is a source to record under: refusals are not written down, answers later. */
function createTagless(desk: Omit<Desk, 'source' | 'tags' | 'previous'>, ledger: Ledger): Desk {
  return {
    ...desk,
    source: '',
    ledger: { ...ledger, record: () => undefined },
    tags: { keep: () => undefined, flush: () => undefined },
    previous: () => null,
  };
}

/** Who the token belongs to. That of an app's installation belongs to no user, which GitHub refuses to say. */
async function askCaller(desk: Desk, name: string) {
  const reply = await askRest(desk, { ...OWNER.caller, parameters: {}, page: 0, perPage: 0 });
  if (!reply.ok && reply.fault.httpStatus !== 403 && reply.fault.httpStatus !== 404)
    throw new TrustpathError(
      'collection-failed',
      `${name}: GitHub does not say who asks: ${reply.fault.reason}.`,
    );
  const document = reply.ok ? reply.received.document : null;
  return { reply, login: isJsonObject(document) ? text(document.login) : null };
}

function recordOwner(run: Run, caller: Awaited<ReturnType<typeof askCaller>>, owner: Owner): void {
  const asked = [{ operation: 'caller' as const, reply: caller.reply }, ...owner.replies];
  for (const which of ['caller', 'organization', 'user', 'repositories', 'repository'] as const) {
    const reply = asked.find(({ operation }) => operation === which)?.reply;
    const tally = createTally();
    if (reply?.ok) {
      const { answer } = reply.received;
      run.desk.ledger.record({ ...answer, call: { ...answer.call, source: run.desk.source } });
      tally.note('ok');
      tally.addItems(1);
    } else if (reply !== undefined && (which !== 'organization' || owner.organization))
      tally.note(reply.fault.status, reply.fault.reason);
    recordTally(run, OWNER[which], tally);
  }
}

function tagPages(writer: SnapshotWriter, source: string): number {
  let pages = 0;
  for (const _call of writer.reader().calls({ source, operation: ENTITY_TAGS })) pages++;
  return pages;
}

function progressOf(report: ((progress: Progress) => void) | undefined) {
  let done = 0;
  let total = 0;
  let gaps = 0;
  let reportedAt = Number.NEGATIVE_INFINITY;
  const state = {
    source: null as string | null,
    tell: (stage: string, detail: string) =>
      report?.({ stage, source: state.source, detail, done, total, gaps }),
    planned: (count: number) => {
      total += count;
    },
    gap: () => {
      gaps++;
    },
    done: (operation: string, subject: string) => {
      done++;
      const at = performance.now();
      if (at - reportedAt < REPORT_EVERY_MS) return;
      reportedAt = at;
      state.tell('GitHub', subject === '' ? operation : `${operation} ${subject}`);
    },
  };
  return state;
}
