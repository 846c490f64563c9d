import { throwIfCancelled } from '../schema/errors.ts';
import type { Derived, Relation, Unknown } from '../schema/records.ts';
import { buildEstate } from './aws/estate/estate.ts';
import { type ObservationSource, readAwsFacts } from './aws/read/read-facts.ts';
import { entitiesOf } from './entities/entities-of.ts';
import { RULES } from './rules/registry.ts';
import type { Rule, Scene, SubjectKind, Subjects } from './rules/rule.ts';
import { createScene } from './rules/scene.ts';
import { estateUnknowns } from './unknowns.ts';

export interface DeriveOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Derives entities and relations from what was observed: facts are read, policies joined and compiled, and each rule
 * asked once for each of its subjects. Entities are sorted by kind and id, relations by rule and subject, so the same
 * observations give the same lists.
 * @throws TrustpathError `cancelled` when the signal is aborted.
 */
export function derive(
  source: ObservationSource,
  options: DeriveOptions = {},
): Derived & { readonly unknowns: readonly Unknown[] } {
  const scene = createScene(buildEstate(readAwsFacts(source)));
  const relations = relationsOf(scene, options);
  return { entities: entitiesOf(scene, relations), relations, unknowns: estateUnknowns(scene.estate) };
}

/** Asks every rule for every subject. */
export function relationsOf(scene: Scene, options: DeriveOptions = {}): Relation[] {
  const { signal, onProgress } = options;
  const subjects = subjectsOf(scene);
  const total = RULES.reduce((sum, rule) => sum + subjects[rule.subject].length, 0);
  const relations: Relation[] = [];
  let done = 0;
  for (const rule of RULES) {
    for (const subject of subjects[rule.subject]) {
      ask(rule, subject, scene, relations);
      if (++done % 1_000 === 0) {
        throwIfCancelled(signal);
        onProgress?.(done, total);
      }
    }
  }
  throwIfCancelled(signal);
  onProgress?.(total, total);
  return relations;
}

type SubjectLists = { readonly [K in SubjectKind]: readonly Subjects[K][] };

export function subjectsOf({ estate }: Scene): SubjectLists {
  const accounts = [...estate.accounts.values()];
  return {
    account: accounts,
    principal: accounts.flatMap((account) => account.principals),
    role: accounts.flatMap((account) => account.roles),
    resource: accounts.flatMap((account) => account.resources),
    key: estate.facts.keys,
    workload: estate.facts.workloads,
  };
}

export function ask(rule: Rule, subject: Subjects[SubjectKind], scene: Scene, into: Relation[]): void {
  // The rule's own subject kind chose the list, so the two fit.
  (rule.derive as (subject: unknown, scene: Scene, emit: (relation: Relation) => void) => void)(
    subject,
    scene,
    (relation) => into.push(relation),
  );
}
