import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { decodePolicies } from '../policy-text.ts';

/**
 * An SDK answer in the shape the AWS CLI prints: no SDK metadata, dates as ISO 8601 text, bytes as base64, policies
 * as objects.
 */
export function cliShape(answer: object): JsonObject {
  const { $metadata: _metadata, ...rest } = answer as { $metadata?: unknown };
  const document = decodePolicies(toJson(rest));
  return isJsonObject(document) ? document : {};
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toJson(member)]])),
    );
  return null;
}

/** What the SDK and the watching middleware tell about an exchange, answered or failed, for the record of the call. */
export function exchange(outcome: unknown): {
  endpoint: string;
  httpStatus: number | null;
  requestId: string | null;
} {
  const metadata = (outcome as { $metadata?: Exchange } | null)?.$metadata;
  return {
    endpoint: metadata?.endpoint ?? '',
    httpStatus: metadata?.httpStatusCode ?? null,
    requestId: metadata?.requestId ?? null,
  };
}

interface Exchange {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  /** Added by watchExchanges. */
  readonly endpoint?: string;
}
