import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { type CallFacts, type RedactedAnswer, redactAnswer } from '../record-answer.ts';
import { redactWorkflowText } from './workflow-text.ts';

/**
 * The one way towards a snapshot for what GitHub answered or a file held. Addresses of further calls (`…_url`) are left out
 * as noise, the values of variables because they may be secret; workflow files keep their lines and lose literal secrets;
 * everything else passes the redaction that all collectors share.
 */
export function githubAnswer(
  facts: CallFacts,
  document: Json | null,
  known: readonly string[] = [],
): RedactedAnswer {
  if (document === null) return redactAnswer(facts, null, known);
  const count = { dropped: 0 };
  const kept = trim(document, { variables: facts.operation.includes('/variables'), known, count });
  const answer = redactAnswer(facts, kept, known);
  if (count.dropped === 0) return answer;
  const originalSha256 = `sha256:${createHash('sha256').update(canonicalJson(document)).digest('hex')}`;
  return {
    document: answer.document,
    call: { ...answer.call, originalSha256, redactions: answer.call.redactions + count.dropped },
  };
}

interface Trim {
  readonly variables: boolean;
  readonly known: readonly string[];
  readonly count: { dropped: number };
}

function trim(value: Json, at: Trim): Json {
  if (Array.isArray(value)) return value.map((item) => trim(item, at));
  if (!isJsonObject(value)) return value;
  const variable = at.variables && 'name' in value && 'value' in value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      if (member === undefined || isNoise(key)) return [];
      if (variable && key === 'value') {
        at.count.dropped++;
        return [];
      }
      if (isFileText(value, key) && typeof member === 'string') {
        const { value: text, redactions } = redactWorkflowText(member, at.known);
        at.count.dropped += redactions;
        return [[key, text]];
      }
      return [[key, trim(member, at)]];
    }),
  ) satisfies JsonObject;
}

function isNoise(key: string): boolean {
  return key.endsWith('_url') && key !== 'html_url';
}

/** The text of a blob, or of a workflow in a graph export. */
function isFileText(value: JsonObject, key: string): boolean {
  return key === 'text' || (key === 'contents' && typeof value.path === 'string');
}
