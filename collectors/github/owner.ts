import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { createTally } from '../tally.ts';
import { askRest, type Reply } from './ask.ts';
import type { Desk } from './desk.ts';
import { objects, text } from './endpoint.ts';
import { OWNER } from './endpoints/owner.ts';
import type { Known } from './known.ts';
import { type Run, recordTally, runEndpoint } from './run-endpoint.ts';

/** Which of the owner's repositories there are: those named, or all. */
export async function runRepositoryList(run: Run): Promise<void> {
  const { known } = run;
  if (known.only === null) {
    await runEndpoint(run, {
      ...OWNER.repositories,
      list: '',
      each: () => [{ org: known.owner }],
      keep: (page) => {
        for (const repository of objects(page)) keep(known, repository);
      },
    });
    return;
  }
  const tally = createTally();
  run.planned(known.only.length);
  for (const repo of known.only) {
    throwIfCancelled(run.desk.signal);
    const document = await named(run.desk, known.owner, repo, (status, reason) => tally.note(status, reason));
    run.done(OWNER.repository.operation, `${known.owner}/${repo}`);
    if (document === null) continue;
    const full = text(document.full_name) ?? '';
    if (!full.toLowerCase().startsWith(`${known.owner.toLowerCase()}/`)) {
      tally.note('failed', `${known.owner}/${repo} has moved to ${full}, which is not collected here`);
      continue;
    }
    tally.note('ok');
    tally.addItems(1);
    keep(known, document);
  }
  recordTally(run, OWNER.repository, tally);
  const rest = createTally();
  rest.limit('only the repositories that were named are collected');
  recordTally(run, OWNER.repositories, rest);
}

/** A repository by its name, from the file or asked for. A renamed one is found under its old name. */
async function named(
  desk: Desk,
  owner: string,
  repo: string,
  refuse: (status: 'denied' | 'throttled' | 'failed', reason: string) => void,
): Promise<JsonObject | null> {
  const { operation, permission } = OWNER.repository;
  const parameters = { owner, repo };
  const recorded = desk.writer.recordedCall({
    source: desk.source,
    operation,
    region: null,
    parameters,
    page: 0,
  });
  if (recorded !== null && isJsonObject(recorded.document)) return recorded.document;
  const reply = await askRest(desk, { operation, permission, parameters, page: 0, perPage: 0 });
  if (!reply.ok) {
    const { status, httpStatus, reason } = reply.fault;
    refuse(
      status,
      httpStatus === 404 ? `${repo}: there is none, or the token may not see it (${reason})` : reason,
    );
    return null;
  }
  desk.ledger.record(reply.received.answer);
  return isJsonObject(reply.received.document) ? reply.received.document : null;
}

function keep(known: Known, repository: JsonObject): void {
  const name = text(repository.name);
  if (name === null) return;
  known.repositories.set(name, {
    name,
    archived: repository.archived === true,
    visibility: text(repository.visibility) ?? (repository.private === false ? 'public' : 'private'),
    defaultBranch: text(repository.default_branch),
    seen: null,
    actions: true,
    environments: [],
  });
}

/** The owner as GitHub spells it, and what it is. */
export interface Owner {
  readonly login: string;
  readonly organization: boolean;
  /** The answers that said so, to be recorded once the source is open. */
  readonly replies: readonly { readonly operation: keyof typeof OWNER; readonly reply: Reply }[];
}

/**
 * Finds out what a name stands for.
 * @throws TrustpathError `collection-failed` where neither an organization nor an account of that name can be seen
 */
export async function findOwner(desk: Desk, name: string): Promise<Owner> {
  const ask = (of: 'organization' | 'user', parameters: JsonObject) =>
    askRest(desk, { ...OWNER[of], parameters, page: 0, perPage: 0 });
  const organization = await ask('organization', { org: name });
  if (organization.ok) {
    const login = loginOf(organization, name);
    return { login, organization: true, replies: [{ operation: 'organization', reply: organization }] };
  }
  if (organization.fault.httpStatus !== 404 && organization.fault.httpStatus !== 403)
    throw new TrustpathError('collection-failed', `${name}: ${organization.fault.reason}.`);
  const user = await ask('user', { username: name });
  if (!user.ok)
    throw new TrustpathError(
      'collection-failed',
      `${name}: there is no such organization or account, or the token may not see it (${organization.fault.reason}).`,
    );
  const { document } = user.received;
  const isUser = isJsonObject(document) && document.type === 'User';
  return {
    login: loginOf(user, name),
    organization: !isUser,
    replies: [
      { operation: 'organization', reply: organization },
      { operation: 'user', reply: user },
    ],
  };
}

function loginOf(reply: Extract<Reply, { ok: true }>, name: string): string {
  const { document } = reply.received;
  return (isJsonObject(document) ? text(document.login) : null) ?? name;
}
