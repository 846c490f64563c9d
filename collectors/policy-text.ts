import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import { measureJson } from '../schema/json-bounds.ts';

/** Members of answers that carry a policy as JSON text, possibly percent-encoded (RFC 3986), in any service. */
const POLICY_MEMBERS: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Document',
  'Policy',
  'ResourcePolicy',
  'policyText',
  'AccessPolicies',
  // Of organizations:DescribePolicy.
  'Content',
]);

/** Of all policies in a document: what goes beyond stays text. */
const MAX_POLICY_VALUES = 2_000_000;
const MAX_POLICY_DEPTH = 100;

/**
 * Turns policies that an answer carries as text into JSON objects, as the AWS CLI does for IAM, so that a JSON pointer
 * reaches the statement. Text that does not parse to an object stays text.
 */
export function decodePolicies(document: Json): Json {
  return decodeWithin(document, { values: MAX_POLICY_VALUES });
}

/** `left` is what all policies of the document may still hold together. */
function decodeWithin(document: Json, left: { values: number }): Json {
  if (Array.isArray(document)) return document.map((member) => decodeWithin(member, left));
  if (!isJsonObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, member]) => {
      if (typeof member === 'string' && POLICY_MEMBERS.has(key)) return [key, decodePolicyText(member, left)];
      return [key, member === undefined ? undefined : decodeWithin(member, left)];
    }),
  ) as JsonObject;
}

function decodePolicyText(text: string, left: { values: number }): Json {
  const plain = text.trimStart().startsWith('{') ? text : percentDecoded(text);
  if (!plain.trimStart().startsWith('{')) return text;
  const { values, beyond } = measureJson(plain, { depth: MAX_POLICY_DEPTH, values: left.values });
  if (beyond) return text;
  left.values -= values;
  try {
    const value = JSON.parse(plain) as Json;
    return isJsonObject(value) ? value : text;
  } catch {
    return text;
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
