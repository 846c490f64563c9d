import type { JsonObject } from '../../schema/json.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { Fact } from './types.ts';

/** Longest claim shown; a longer one is cut, and says so. */
const LONGEST = 512;

export interface Jwt {
  readonly header: JsonObject;
  readonly payload: JsonObject;
}

/** Header and payload of a JWT in compact form (RFC 7519); null where either is no JSON object. The signature is not read. */
export function readJwt(compact: string): Jwt | null {
  const [header, payload] = compact.split('.', 2).map(decode);
  if (!isJsonObject(header) || !isJsonObject(payload) || typeof header.alg !== 'string') return null;
  return { header, payload };
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

/** Claims that say who and where, in the order shown. Others may be private and are not told. */
const CLAIMS: readonly (readonly [claim: string, label: string])[] = [
  ['iss', 'issuer'],
  ['sub', 'subject'],
  ['aud', 'audience'],
  ['azp', 'authorised party'],
  ['repository', 'repository'],
  ['repository_owner', 'repository owner'],
  ['ref', 'ref'],
  ['environment', 'environment'],
  ['event_name', 'event'],
  ['job_workflow_ref', 'workflow'],
  ['actor', 'actor'],
  ['project_path', 'project'],
  ['tid', 'tenant'],
  ['appid', 'application'],
  ['kubernetes.io/serviceaccount/namespace', 'namespace'],
  ['kubernetes.io/serviceaccount/service-account.name', 'service account'],
];

/** What the payload says publicly: issuer, subject, audience, times, Kubernetes and CI identity. */
export function describeClaims(payload: JsonObject): Fact[] {
  const told: Fact[] = [];
  for (const [claim, label] of CLAIMS) add(told, label, claimText(payload[claim]));
  const kubernetes = payload['kubernetes.io'];
  if (isJsonObject(kubernetes)) {
    add(told, 'namespace', claimText(kubernetes.namespace));
    for (const [member, label] of KUBERNETES_OBJECTS) {
      const object = kubernetes[member];
      if (isJsonObject(object)) add(told, label, claimText(object.name));
    }
  }
  add(told, 'issued', claimTime(payload.iat));
  add(told, 'not before', claimTime(payload.nbf));
  add(told, 'expires', payload.exp === undefined ? 'never, by its own word' : claimTime(payload.exp));
  return told;
}

const KUBERNETES_OBJECTS = [
  ['serviceaccount', 'service account'],
  ['pod', 'pod'],
  ['node', 'node'],
  ['secret', 'secret'],
] as const;

function add(told: Fact[], label: string, value: string | null): void {
  if (value !== null && value !== '') told.push({ label, value });
}

function claimText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    // A line end in a claim would make the rest of it look like another fact.
    const line = value.replace(/[\r\n\u2028\u2029]+/g, ' ');
    return line.length > LONGEST ? `${line.slice(0, LONGEST)}… (cut)` : line;
  }
  if (!Array.isArray(value)) return null;
  const texts = value.filter((item): item is string => typeof item === 'string').slice(0, 16);
  return texts.length === 0 ? null : claimText(texts.join(', '));
}

/** NumericDate (seconds since the epoch, RFC 7519 section 2) as UTC. */
function claimTime(value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 8.64e12) return null;
  return new Date(Math.floor(value) * 1000).toISOString();
}
