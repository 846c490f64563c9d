import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import type { Principal } from '../aws/estate/estate.ts';
import type { Blocker } from '../rules/outcome.ts';
import { RULES } from '../rules/registry.ts';
import type { Scene } from '../rules/rule.ts';

/**
 * Of an account that a principal has no relation with: whom it can become, so that a missing relation is not read as a
 * missing path. One reason for each technique, with what is left to hold or to know.
 */
export function byWayOfOthers(principal: Principal, to: string, scene: Scene): readonly Blocker[] {
  if (scene.aws.accounts.get(principal.account)?.arn !== to) return [];
  const found: Blocker[] = [];
  for (const rule of RULES) {
    if (rule.subject !== 'principal' || !TO_OTHERS.has(rule.kind)) continue;
    const relations: Relation[] = [];
    rule.derive(principal, scene, (relation) => relations.push(relation));
    const [first] = relations;
    const step = first?.proof[0];
    if (first === undefined || step === undefined) continue;
    const { observation, pointer } = step;
    found.push({ observation, pointer, says: sentence(principal, rule.title, relations), met: 2 });
  }
  return found;
}

const TO_OTHERS: ReadonlySet<RelationKind> = new Set(['can-become', 'can-run-as', 'can-take-over']);
const VERBS: Partial<Readonly<Record<RelationKind, string>>> = {
  'can-run-as': 'may run code as',
  'can-take-over': 'may take over',
};

function sentence(principal: Principal, title: string, relations: readonly Relation[]): string {
  const verb = VERBS[(relations[0] as Relation).kind] ?? 'may become';
  const what = verb === 'may take over' ? 'workload' : 'principal';
  const another = what === 'workload' ? 'a workload' : 'another principal';
  const others = what === 'workload' ? 'workloads' : 'other principals';
  const whom = relations.length === 1 ? another : `${relations.length} ${others}`;
  const how = title.charAt(0).toLowerCase() + title.slice(1);
  return `${principal.name} ${verb} ${whom} (${how})${left(relations)}. The paths show where that leads.`;
}

/** What is left to hold or to know, where nobody can be had without. */
function left(relations: readonly Relation[]): string {
  if (relations.some(({ verdict }) => verdict === 'allow')) return '';
  const conditions = [...new Set(relations.flatMap((each) => each.conditions.map(inGeneral)))].slice(0, 2);
  const unknown = relations.every(({ verdict }) => verdict === 'unknown');
  return `${unknown ? '; whether that works is not known' : ', on a condition'}: ${conditions.join('; ')}`;
}

/** The same gap of many principals is one: "iam:ListAccessKeys was not collected for ana: it may …". */
function inGeneral(condition: string): string {
  return condition.replace(/ was not collected for [^:]+: it /, ' was not collected, and each ');
}
