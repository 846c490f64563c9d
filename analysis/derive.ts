import { throwIfCancelled } from '../schema/errors.ts';
import type { Derived, Relation } from '../schema/records.ts';
import { entitiesOf } from './entities/entities-of.ts';
import { buildEstates, readFacts } from './estates.ts';
import type { ObservationSource } from './observations/observation-source.ts';
import { subjectsOf } from './providers/registry.ts';
import { RULES } from './rules/registry.ts';
import type { Rule, Scene, SubjectKind, Subjects } from './rules/rule.ts';
import { createScene } from './rules/scene.ts';

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
export function derive(source: ObservationSource, options: DeriveOptions = {}): Derived {
  const scene = createScene(buildEstates(readFacts(source)));
  const relations = relationsOf(scene, options);
  return { entities: entitiesOf(scene, relations), relations };
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

export function ask(rule: Rule, subject: Subjects[SubjectKind], scene: Scene, into: Relation[]): void {
  // The rule's own subject kind chose the list, so the two fit.
  (rule.derive as (subject: unknown, scene: Scene, emit: (relation: Relation) => void) => void)(
    subject,
    scene,
    (relation) => into.push(relation),
  );
}
