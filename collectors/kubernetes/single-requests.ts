import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Coverage } from '../../schema/records.ts';
import { createTally } from '../tally.ts';
import { type Desk, recordExchange, recordedDocument, sendUnlessPointless } from './desk.ts';
import type { Fault } from './faults.ts';
import { redactObject } from './redact-object.ts';
import type { ApiRequest, Exchange } from './transport.ts';

/** A request that is made once for a cluster. */
export interface SingleRequest {
  readonly operation: string;
  readonly request: ApiRequest;
  readonly parameters: JsonObject;
  readonly hides: readonly RelationKind[];
  /** HTTP statuses that say that there is none, which is an answer. */
  readonly none?: readonly number[];
  /** Kind of object that comes back, to be redacted as such. */
  readonly kind?: string;
}

const AUTHORIZATION = 'authorization.k8s.io/v1';

/** Who the API server takes the caller for. */
export const WHO_AM_I: SingleRequest = {
  operation: 'create authentication.k8s.io/v1/selfsubjectreviews',
  request: {
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  },
  parameters: {},
  hides: [],
  // Before 1.28 nobody could ask.
  none: [404],
};

/** What the caller may do, as far as the server can list it. */
export const WHAT_MAY_I: SingleRequest = {
  operation: `create ${AUTHORIZATION}/selfsubjectrulesreviews`,
  request: {
    method: 'POST',
    path: `/apis/${AUTHORIZATION}/selfsubjectrulesreviews`,
    body: { apiVersion: AUTHORIZATION, kind: 'SelfSubjectRulesReview', spec: { namespace: 'default' } },
  },
  parameters: { namespace: 'default' },
  hides: [],
};

/** What is asked besides lists. */
export const SINGLE_REQUESTS: readonly SingleRequest[] = [
  {
    operation: 'get /version',
    request: { method: 'GET', path: '/version' },
    parameters: {},
    hides: ['can-take-over'],
  },
  {
    operation: 'get /.well-known/openid-configuration',
    request: { method: 'GET', path: '/.well-known/openid-configuration' },
    parameters: {},
    hides: ['can-assume'],
    // A server that signs no tokens for others has no such document.
    none: [404],
  },
  {
    operation: 'get v1/configmaps',
    request: { method: 'GET', path: '/api/v1/namespaces/kube-system/configmaps/aws-auth' },
    parameters: { namespace: 'kube-system', name: 'aws-auth' },
    hides: ['acts-as'],
    // Only EKS has it, and not every cluster of it.
    none: [404],
    kind: 'ConfigMap',
  },
];

export interface SingleAnswer {
  /** Null where there was no answer, or the answer is that there is none. */
  readonly document: Json | null;
  readonly fault: Fault | null;
  readonly coverage: Coverage;
}

/** A request that was sent before there was a source to record it under. */
export interface Sent {
  readonly startedAt: Date;
  readonly result: Exchange;
}

/** Asks, unless an earlier run did, and records the answer; what it says about coverage is for the caller to record. */
export async function askOnce(desk: Desk, one: SingleRequest, already?: Sent): Promise<SingleAnswer> {
  const tally = createTally();
  const asked = { operation: one.operation, parameters: one.parameters, page: 0 };
  const coverage = () =>
    tally.coverage({ source: desk.source, operation: one.operation, region: null, hides: one.hides });
  const recorded = recordedDocument(desk, asked);
  if (recorded !== null) {
    tally.note('ok');
    tally.addItems(1);
    return { document: recorded, fault: null, coverage: coverage() };
  }
  const startedAt = already?.startedAt ?? desk.clock.now();
  const result = already?.result ?? (await sendUnlessPointless(desk, one.request));
  if (!result.ok) {
    const none = result.fault.httpStatus !== null && one.none?.includes(result.fault.httpStatus) === true;
    tally.note(none ? 'ok' : result.fault.status, none ? undefined : result.fault.reason);
    recordExchange(desk, asked, one.request.path, startedAt, { fault: result.fault });
    return { document: null, fault: none ? null : result.fault, coverage: coverage() };
  }
  const { answer } = result;
  const redacted =
    one.kind !== undefined && isJsonObject(answer.document) ? redactObject(answer.document, one.kind) : null;
  recordExchange(desk, asked, one.request.path, startedAt, {
    status: answer.status,
    requestId: answer.requestId,
    document: redacted?.value ?? answer.document,
    ...(redacted !== null && redacted.redactions > 0
      ? {
          earlier: {
            redactions: redacted.redactions,
            originalSha256: `sha256:${createHash('sha256').update(canonicalJson(answer.document)).digest('hex')}`,
          },
        }
      : {}),
  });
  tally.note('ok');
  tally.addItems(1);
  return { document: redacted?.value ?? answer.document, fault: null, coverage: coverage() };
}
