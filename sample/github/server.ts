import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plant } from '../plant.ts';
import { graphAnswer } from './graph.ts';
import type { Organization } from './model.ts';
import { plantInGithub } from './plant.ts';
import { NotThere, REST, type RestAnswer } from './rest.ts';

/** What goes wrong with a call on purpose. */
export type GithubFault =
  /** The hourly limit is used up, for so many seconds. */
  | { readonly kind: 'primary-limit'; readonly seconds: number }
  /** Too much at once; `seconds` is said in Retry-After, or not at all where it is null. */
  | { readonly kind: 'secondary-limit'; readonly seconds: number | null }
  /** 403, with the permission that would do, or without a word of it. */
  | { readonly kind: 'forbidden'; readonly permission: string | null }
  /** 404 for what is there but not for this token. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'unauthorised' }
  | { readonly kind: 'server-error' }
  /** The answer points to another host, as a redirect or as the next page. */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'next-page'; readonly to: string }
  /** The connection breaks before any answer. */
  | { readonly kind: 'reset' };

export interface GithubCall {
  /** `GET /orgs/{org}/repos`, or `graphql:` and the name of the query. */
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** From 1, of all calls. */
  readonly number: number;
  /** From 1, of this operation. */
  readonly attempt: number;
}

export interface SampleGithubOptions {
  readonly organization: Organization;
  readonly port?: number;
  readonly plant?: Plant;
  readonly faults?: (call: GithubCall) => GithubFault | null;
  /** Parts of repositories that the token may not see through GraphQL. */
  readonly hidden?: readonly string[];
  readonly administers?: boolean;
}

export interface SampleGithub {
  /** `http://127.0.0.1:PORT/api/v3`, as of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  /** A token that this server takes, and no other does. */
  readonly token: string;
  /** What may be changed while it runs. */
  organization: Organization;
  faults: (call: GithubCall) => GithubFault | null;
  /** Answered so far, in order of arrival, with the status. */
  readonly calls: () => readonly { readonly operation: string; readonly status: number }[];
  readonly close: () => Promise<void>;
}

const TOKEN = 'sample-github-only-not-a-real-token';
/** How answers name the API, whatever the port, so that they are the same each time. */
const ADDRESS = 'https://github.example.com/api/v3';
const LARGEST_BODY = 1_048_576;
/** The patterns of addresses, the longest first, so that the most exact wins. */
const ROUTES = Object.keys(REST)
  .map((operation) => ({
    operation,
    names: [...operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    pattern: new RegExp(`^${operation.slice('GET '.length).replace(/\{\w+\}/g, '([^/]+)')}$`),
  }))
  .sort((a, b) => b.operation.length - a.operation.length);

/** Serves an organization on loopback as a GitHub Enterprise Server would: what collecting reads of it, and nothing else. */
export async function startSampleGithub(options: SampleGithubOptions): Promise<SampleGithub> {
  const calls: { operation: string; status: number }[] = [];
  const attempts = new Map<string, number>();
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => answer(request, body, response),
      () => request.socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const api = `${origin}/api/v3`;
  const sample: SampleGithub = {
    baseUrl: api,
    token: TOKEN,
    organization: options.organization,
    faults: options.faults ?? (() => null),
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', origin);
    const asked = whatIsAsked(url, body, sample.organization);
    const attempt = (attempts.get(asked.operation) ?? 0) + 1;
    attempts.set(asked.operation, attempt);
    const call = {
      operation: asked.operation,
      parameters: asked.parameters,
      number: calls.length + 1,
      attempt,
    };
    const fault = sample.faults(call);
    if (fault?.kind === 'reset') {
      calls.push({ operation: asked.operation, status: 0 });
      return void request.socket.destroy();
    }
    const reply = authorised(request)
      ? (faultReply(fault) ?? replyTo(asked, url, body))
      : refusal(401, 'Bad credentials');
    if (fault?.kind === 'next-page') reply.headers.link = `<${fault.to}>; rel="next"`;
    const text = reply.body === null ? '' : JSON.stringify(reply.body);
    const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
    const rest = asked.operation.startsWith('GET ') && reply.status === 200;
    const unchanged = rest && request.headers['if-none-match'] === etag;
    const status = unchanged ? 304 : reply.status;
    calls.push({ operation: asked.operation, status });
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-request-id': requestId(request, body),
      'x-github-api-version-selected': '2022-11-28',
      ...(rest ? { etag } : {}),
      ...reply.headers,
    });
    response.end(unchanged ? undefined : text);
  }

  function replyTo(asked: Question, url: URL, body: string): Reply {
    if (asked.moved !== null)
      return {
        status: 301,
        headers: { location: `${api}${asked.moved}` },
        body: { message: 'Moved Permanently', url: `${api}${asked.moved}` },
      };
    const { organization } = sample;
    if (asked.operation.startsWith('graphql:')) {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const hidden = new Set(options.hidden ?? []);
      const told = graphAnswer(
        { organization, hidden, administers: options.administers ?? true },
        query,
        variables,
      );
      if (told === null) return refusal(400, 'Problems parsing JSON');
      const data = options.plant ? plantInGithub(asked.operation, told.data, options.plant) : told.data;
      return {
        status: 200,
        headers: {},
        body: { data, ...(told.errors.length > 0 ? { errors: told.errors } : {}) },
      };
    }
    const handler = REST[asked.operation];
    const { org } = asked.parameters;
    const strange = org !== undefined && org.toLowerCase() !== organization.login.toLowerCase();
    if (handler === undefined || strange) return refusal(404, 'Not Found');
    try {
      const told = handler({ api: ADDRESS, organization, parameters: asked.parameters });
      const reply = paged(told, url);
      return options.plant
        ? { ...reply, body: plantInGithub(asked.operation, reply.body, options.plant) }
        : reply;
    } catch (error) {
      if (error instanceof NotThere) return refusal(404, 'Not Found');
      throw error;
    }
  }
  return sample;
}

interface Question {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The address, below the API's, that an old name now stands for. */
  readonly moved: string | null;
}

function whatIsAsked(url: URL, body: string, organization: Organization): Question {
  if (url.pathname === '/api/graphql') {
    const name = /^query (\w+)/.exec((JSON.parse(body) as { query?: string }).query ?? '')?.[1] ?? '';
    return { operation: `graphql:${name}`, parameters: {}, moved: null };
  }
  let path = url.pathname.replace(/^\/api\/v3/, '');
  // What redirects lead to: a repository by its number.
  const byNumber = /^\/repositories\/(\d+)(.*)$/.exec(path);
  const numbered = organization.repositories.find(({ id }) => String(id) === byNumber?.[1]);
  if (byNumber && numbered) path = `/repos/${organization.login}/${numbered.name}${byNumber[2]}`;
  for (const { operation, names, pattern } of ROUTES) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const parameters = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
    const renamed = organization.repositories.find(({ formerNames }) =>
      formerNames?.includes(parameters.repo ?? ''),
    );
    const moved =
      renamed === undefined ? null : path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${renamed.id}`);
    return { operation, parameters, moved };
  }
  return { operation: `GET ${path}`, parameters: {}, moved: null };
}

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

function faultReply(fault: GithubFault | null): Reply | null {
  switch (fault?.kind) {
    case 'primary-limit':
      return refusal(403, 'API rate limit exceeded for user ID 5099.', {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + fault.seconds),
      });
    case 'secondary-limit':
      return refusal(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        fault.seconds === null ? {} : { 'retry-after': String(fault.seconds) },
      );
    case 'forbidden':
      return refusal(
        403,
        'Resource not accessible by personal access token',
        fault.permission === null ? {} : { 'x-accepted-github-permissions': fault.permission },
      );
    case 'hidden':
      return refusal(404, 'Not Found');
    case 'unauthorised':
      return refusal(401, 'Bad credentials');
    case 'server-error':
      return refusal(502, 'Server Error');
    case 'redirect':
      return { status: 301, headers: { location: fault.to }, body: null };
    default:
      return null;
  }
}

/** Cuts the page that was asked for out of a list, and says in `Link` where the next is (RFC 8288). */
function paged(told: RestAnswer, url: URL): Reply {
  if ('body' in told) return { status: 200, headers: {}, body: told.body };
  const size = Math.min(told.most ?? 100, Number(url.searchParams.get('per_page') ?? 30));
  const page = Number(url.searchParams.get('page') ?? 1);
  const items = told.items.slice((page - 1) * size, page * size);
  const headers: Record<string, string> = {};
  if (page * size < told.items.length) {
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    headers.link = `<${next}>; rel="next"`;
  }
  const body = told.list === '' ? items : { total_count: told.items.length, [told.list]: items };
  return { status: 200, headers, body };
}

function authorised(request: IncomingMessage): boolean {
  return (
    /^(?:token|bearer) /i.test(request.headers.authorization ?? '') &&
    request.headers.authorization?.endsWith(` ${TOKEN}`) === true
  );
}

/** The same for the same question, so that two collections are equal. */
function requestId(request: IncomingMessage, body: string): string {
  const hash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${body}`)
    .digest('hex')
    .toUpperCase();
  return `${hash.slice(0, 4)}:${hash.slice(4, 9)}:${hash.slice(9, 16)}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) throw new Error('The request is too large.');
  }
  return Buffer.concat(chunks).toString('utf8');
}
