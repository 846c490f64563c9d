import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { pointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../schema/records.ts';
import type { PowerSet } from '../aws/estate/permissions.ts';
import { namesAction, textList } from '../aws/estate/touch.ts';
import { wildcard } from '../aws/estate/wildcard.ts';
import type { Blocker } from './outcome.ts';

/** What a denied request asked for; enough to find words for the denial. */
export interface Asked {
  readonly name: string;
  readonly set: PowerSet;
  readonly action: string;
  readonly resource: string;
  readonly because: readonly string[];
}

/** The blocker in words: the statement that nearly allows it, or that none does. */
export function inWords(blocker: Blocker): Blocker {
  const { asked } = blocker;
  if (!asked) return blocker;
  const near = nearMiss(asked);
  if (near) return { ...near.ref, says: near.says, met: blocker.met };
  const because = asked.because.map((each) =>
    each.replace(/^No statement allows/, `No statement of ${asked.name} allows`),
  );
  return {
    observation: blocker.observation,
    pointer: blocker.pointer,
    says: because.join(' '),
    met: blocker.met,
  };
}

/** An Allow statement for the action that falls short by its resource or by its condition. */
function nearMiss({ set, action, resource }: Asked): { ref: EvidenceRef; says: string } | null {
  let found: { ref: EvidenceRef; says: string } | null = null;
  for (const { document, ref, name } of set.identity) {
    if (!ref || !isJsonObject(document)) continue;
    const statements: readonly Json[] = Array.isArray(document.Statement)
      ? document.Statement
      : [document.Statement ?? null];
    for (const [index, statement] of statements.entries()) {
      if (!isJsonObject(statement) || statement.Effect !== 'Allow' || !namesAction(statement, action))
        continue;
      const place = Array.isArray(document.Statement) ? pointer('Statement', index) : pointer('Statement');
      const at = { observation: ref.observation, pointer: ref.pointer + place };
      const title =
        typeof statement.Sid === 'string' && statement.Sid !== '' ? `"${statement.Sid}"` : `${index + 1}`;
      const limits = textList(statement.Resource);
      const covers =
        limits.length === 0 || limits.some((each) => each.includes('${') || wildcard(each).test(resource));
      if (covers && isJsonObject(statement.Condition))
        return {
          ref: at,
          says: `Statement ${title} of ${name} allows ${action} on ${resource} only where ${conditionText(statement.Condition)}, which does not hold.`,
        };
      if (!covers)
        found ??= {
          ref: at,
          says: `Statement ${title} of ${name} allows ${action} only on ${limits.slice(0, 3).join(', ')}${limits.length > 3 ? ' and others' : ''}, not on ${resource}.`,
        };
    }
  }
  return found;
}

function conditionText(condition: JsonObject): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      isJsonObject(keys)
        ? Object.entries(keys).map(([key, values]) => `${operator} ${key} ${textList(values).join(' or ')}`)
        : [],
    )
    .join(' and ');
}

/** Where a set's first Allow statement for an action stands; null where none is observed. */
export function statementFor(set: PowerSet, action: string): EvidenceRef | null {
  for (const { document, ref } of set.identity) {
    if (!ref || !isJsonObject(document)) continue;
    const { Statement: statement } = document;
    const list: readonly Json[] = Array.isArray(statement) ? statement : [statement ?? null];
    const index = list.findIndex(
      (each) => isJsonObject(each) && each.Effect === 'Allow' && namesAction(each, action),
    );
    if (index < 0) continue;
    const place = Array.isArray(statement) ? pointer('Statement', index) : pointer('Statement');
    return { observation: ref.observation, pointer: ref.pointer + place };
  }
  return null;
}
