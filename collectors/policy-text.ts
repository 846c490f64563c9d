import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import { nestingDepth } from './json-text.ts';

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

const MAX_POLICY_DEPTH = 100;

/**
 * Turns policies that an answer carries as text into JSON objects, as the AWS CLI does for IAM, so that a JSON pointer
 * reaches the statement. Text that does not parse to an object stays text.
 */
export function decodePolicies(document: Json): Json {
  if (Array.isArray(document)) return document.map(decodePolicies);
  if (!isJsonObject(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, member]) => {
      if (typeof member === 'string' && POLICY_MEMBERS.has(key)) return [key, decodePolicyText(member)];
      return [key, member === undefined ? undefined : decodePolicies(member)];
    }),
  ) as JsonObject;
}

function decodePolicyText(text: string): Json {
  const plain = text.trimStart().startsWith('{') ? text : percentDecoded(text);
  if (!plain.trimStart().startsWith('{') || nestingDepth(plain) > MAX_POLICY_DEPTH) return text;
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
