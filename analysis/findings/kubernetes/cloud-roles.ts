import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import { subjectsOf } from '../../providers/registry.ts';
import { CLOUD_RULES } from '../../rules/kubernetes/cloud/cloud-rules.ts';
import type { Scene } from '../../rules/rule.ts';

const known = new WeakMap<Scene, ReadonlyMap<string, readonly Relation[]>>();

/** The roles of a cloud that service accounts can assume, by the account: asked once for all findings of a scene. */
export function cloudRolesOf(scene: Scene): ReadonlyMap<string, readonly Relation[]> {
  let found = known.get(scene);
  if (!found) {
    found = findRoles(scene);
    known.set(scene, found);
  }
  return found;
}

function findRoles(scene: Scene): ReadonlyMap<string, readonly Relation[]> {
  const subjects = subjectsOf(scene);
  const relations: Relation[] = [];
  for (const rule of CLOUD_RULES) {
    if (rule.kind !== 'can-assume') continue;
    for (const subject of subjects[rule.subject]) ask(rule, subject, scene, relations);
  }
  const found = new Map<string, Relation[]>();
  for (const relation of relations) {
    const list = found.get(relation.from);
    if (list) list.push(relation);
    else found.set(relation.from, [relation]);
  }
  return found;
}
