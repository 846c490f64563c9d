import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { pointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { textList } from '../../aws/estate/touch.ts';

/** A statement of a policy, and where it stands. */
export interface StatementAt {
  readonly statement: JsonObject;
  readonly ref: EvidenceRef;
  /** `Statement 2`, or with its Sid, for sentences. */
  readonly name: string;
}

/** The Allow statements of a policy document that stands at `ref`. */
export function allowsAt(document: Json, ref: EvidenceRef): readonly StatementAt[] {
  const { Statement: statement } = isJsonObject(document) ? document : {};
  const list: readonly (readonly [Json | undefined, string, number])[] = Array.isArray(statement)
    ? statement.map((each: Json, index) => [each, pointer('Statement', index), index] as const)
    : [[statement, pointer('Statement'), 0] as const];
  return list.flatMap(([each, place, index]) =>
    each !== undefined && isJsonObject(each) && each.Effect === 'Allow'
      ? [
          {
            statement: each,
            ref: { observation: ref.observation, pointer: ref.pointer + place },
            name:
              typeof each.Sid === 'string' && each.Sid !== ''
                ? `Statement "${each.Sid}"`
                : `Statement ${index + 1}`,
          },
        ]
      : [],
  );
}

/** The keys of a statement's conditions, in lower case. */
export function conditionKeys({ Condition: condition }: JsonObject): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const operands of Object.values(isJsonObject(condition) ? condition : {}))
    for (const key of Object.keys(isJsonObject(operands) ? operands : {})) keys.add(key.toLowerCase());
  return keys;
}

/** The principals of one type (`Service`, `Federated`, `AWS`) that a statement names; `*` alone stands under `AWS`. */
export function principalsOf({ Principal: principal }: JsonObject, type: string): readonly string[] {
  if (principal === '*') return type === 'AWS' ? ['*'] : [];
  return principal !== undefined && isJsonObject(principal) ? textList(principal[type]) : [];
}

export function allowsAnyResource({ Resource: resource, NotResource: others }: JsonObject): boolean {
  return others !== undefined || textList(resource).includes('*');
}
