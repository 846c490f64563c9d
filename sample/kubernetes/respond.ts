import { CLUSTER } from '../estate/cluster.ts';
import { type Answer, failure, ok } from './answer.ts';
import { discovery } from './discovery.ts';
import type { KubernetesObject } from './estate/object.ts';
import { formOf, listIn, objectIn } from './form.ts';
import { type Asked, readerMay, rulesStatus } from './permissions.ts';
import { SERVED, type Served } from './served.ts';

/** A request, read. */
export interface Read {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string | undefined;
}

/** A path of the API as what it names; null where it names no kind of object. */
interface Place {
  readonly served: Served;
  readonly namespace: string | null;
  readonly name: string | null;
}

const RESOURCE_VERSION = '48213977';
export const READER = {
  username: 'auditor@example.com',
  groups: ['larkfield:auditors', 'system:authenticated'],
};

/** What the cluster's API server answers to the person who collects. Nothing can be changed through it. */
export function respond(
  read: Read,
  objects: readonly KubernetesObject[],
  lacks: readonly string[] = [],
): Answer {
  if (read.method === 'POST') return review(read.path, lacks);
  if (read.method !== 'GET') return failure(405, 'MethodNotAllowed', `${read.method} is not supported here`);
  const found = discovery(read.path);
  if (found !== null) return found;
  const place = placeOf(read.path);
  if (place === null) return document(read.path);
  const { served, namespace, name } = place;
  const asked = {
    verb: name === null ? 'list' : 'get',
    group: served.group,
    resource: served.resource,
    name,
  };
  if (!readerMay(asked, lacks)) return forbidden(asked, namespace);
  const there = objects.filter(
    (object) =>
      object.kind === served.kind && (namespace === null || object.metadata.namespace === namespace),
  );
  const form = formOf(read.accept);
  if (name !== null) {
    const one = there.find((object) => object.metadata.name === name);
    return one === undefined
      ? failure(404, 'NotFound', `${served.resource} "${name}" not found`)
      : ok(objectIn(form, served, one));
  }
  return list(read.query, served, there, form);
}

function list(
  query: URLSearchParams,
  served: Served,
  objects: readonly KubernetesObject[],
  form: ReturnType<typeof formOf>,
): Answer {
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue');
  const start = token === null || token === '' ? 0 : startOf(token);
  if (start === null) return failure(400, 'BadRequest', 'continue key is not valid');
  const end = limit > 0 ? start + limit : objects.length;
  const remaining = objects.length - end;
  return ok(
    listIn(form, served, objects.slice(start, end), {
      resourceVersion: RESOURCE_VERSION,
      ...(remaining > 0 ? { continue: tokenAt(end), remainingItemCount: remaining } : {}),
    }),
  );
}

/** Opaque to clients, as the real one is. */
export function tokenAt(start: number): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: Number(RESOURCE_VERSION), start: `${start}` }),
  ).toString('base64url');
}

function startOf(token: string): number | null {
  try {
    const { start } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { start?: string };
    return /^\d+$/.test(start ?? '') ? Number(start) : null;
  } catch {
    return null;
  }
}

function placeOf(path: string): Place | null {
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const group = parts[0] === 'api' ? '' : parts[0] === 'apis' ? (parts[1] ?? '') : null;
  if (group === null) return null;
  const version = parts[group === '' ? 1 : 2];
  let rest = parts.slice(group === '' ? 2 : 3);
  let namespace: string | null = null;
  if (rest[0] === 'namespaces' && rest.length > 2) {
    namespace = rest[1] ?? null;
    rest = rest.slice(2);
  }
  const served = SERVED.find(
    (one) => one.group === group && one.version === version && one.resource === rest[0],
  );
  if (served === undefined || rest.length > 2 || (namespace !== null && !served.namespaced)) return null;
  return { served, namespace, name: rest[1] ?? null };
}

function document(path: string): Answer {
  if (!readerMay({ path }))
    return failure(403, 'Forbidden', `forbidden: User "${READER.username}" cannot get path "${path}"`);
  switch (path) {
    case '/version':
      return ok({ major: '1', minor: '33', gitVersion: 'v1.33.5-eks-113cf36', platform: 'linux/amd64' });
    case '/.well-known/openid-configuration':
      return ok({
        issuer: CLUSTER.issuer,
        jwks_uri: `${CLUSTER.issuer}/keys`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    default:
      return failure(404, 'NotFound', 'the server could not find the requested resource');
  }
}

/** Questions about oneself, which are asked by creating an object that is kept nowhere. What they ask is in the path. */
function review(path: string, lacks: readonly string[]): Answer {
  const found = REVIEWS[path];
  if (found === undefined) return failure(405, 'MethodNotAllowed', 'the sample cluster takes no changes');
  const apiVersion = path.split('/').slice(2, 4).join('/');
  return ok({ kind: found.kind, apiVersion, metadata: {}, spec: {}, status: found.status(lacks) }, 201);
}

const REVIEWS: Readonly<
  Record<string, { readonly kind: string; readonly status: (lacks: readonly string[]) => object }>
> = {
  '/apis/authentication.k8s.io/v1/selfsubjectreviews': {
    kind: 'SelfSubjectReview',
    status: () => ({ userInfo: READER }),
  },
  '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': {
    kind: 'SelfSubjectRulesReview',
    status: rulesStatus,
  },
};

function forbidden(asked: Extract<Asked, { verb: string }>, namespace: string | null): Answer {
  const scope = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return failure(
    403,
    'Forbidden',
    `${asked.resource} is forbidden: User "${READER.username}" cannot ${asked.verb} resource "${asked.resource}" in API group "${asked.group}" ${scope}`,
  );
}
