import type { Answer, AnswerObject } from './call.ts';

/** The AWS JSON protocols' answer: times are seconds since the epoch (Smithy, "AWS JSON 1.1 protocol"). */
export function jsonAnswer(answer: AnswerObject): string {
  return JSON.stringify(plain(answer));
}

function plain(value: Answer | undefined): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
  return value;
}

/** The code stands in the body with its namespace, as the older services still send it. */
export function jsonError(operation: string, code: string, message: string): string {
  const namespace = operation.startsWith('dynamodb:') ? 'com.amazonaws.dynamodb.v20120810#' : '';
  return JSON.stringify({ __type: `${namespace}${code}`, message, Message: message });
}
