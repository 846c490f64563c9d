import { throwIfCancelled } from '../../../schema/errors.ts';
import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import { describedEntities, withMentioned } from '../../entities/entities-of.ts';
import { type Estates, estatesOf } from '../../estates.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { subjectsOf } from '../../providers/registry.ts';
import { RULES } from '../../rules/registry.ts';
import type { Scene, SubjectLists } from '../../rules/rule.ts';
import { createScene } from '../../rules/scene.ts';
import { type Derivation, inMemory } from '../derivation.ts';
import { type CallIndex, indexCalls } from './calls-of.ts';

/** What a snapshot gives, with all that is needed to ask only a part of it again. */
export interface Baseline extends Derivation {
  readonly source: ObservationSource;
  readonly estates: Estates;
  readonly scene: Scene;
  readonly calls: CallIndex;
  /** Ids of entities that relations mention and nothing describes. */
  readonly mentioned: ReadonlySet<string>;
  readonly asked: Asked;
  /** Numbers of the relations that leave or enter each entity. */
  readonly leaving: Incidence;
  readonly entering: Incidence;
}

/** Which relations came of which question. */
export interface Asked {
  readonly subjects: SubjectLists;
  /** By number of the rule: where the relations of each subject begin; one more for where the last end. */
  readonly starts: readonly Int32Array[];
}

/** By number of the entity: the relations from `bounds[n]` to `bounds[n + 1]` of `relations`. */
export interface Incidence {
  readonly bounds: Int32Array;
  readonly relations: Int32Array;
}

/**
 * Derives everything and keeps how.
 * @throws TrustpathError `cancelled` when the signal is aborted
 */
export function createBaseline(source: ObservationSource, signal?: AbortSignal): Baseline {
  const estates = estatesOf(source);
  const scene = createScene(estates);
  const subjects = subjectsOf(scene);
  const relations: Relation[] = [];
  const starts = RULES.map((rule) => {
    const own = subjects[rule.subject];
    const bounds = new Int32Array(own.length + 1);
    for (const [index, subject] of own.entries()) {
      bounds[index] = relations.length;
      ask(rule, subject, scene, relations);
      if (index % 1_000 === 0) throwIfCancelled(signal);
    }
    bounds[own.length] = relations.length;
    return bounds;
  });
  throwIfCancelled(signal);
  const described = describedEntities(scene);
  const entities = withMentioned(described, relations);
  const derivation = inMemory({ entities, relations });
  const { entityCount, from, to } = derivation.input;
  return {
    ...derivation,
    source,
    estates,
    scene,
    calls: indexCalls(source),
    mentioned: new Set(entities.flatMap(({ id }) => (described.has(id) ? [] : id))),
    asked: { subjects, starts },
    leaving: incidence(entityCount, from),
    entering: incidence(entityCount, to),
  };
}

function incidence(entityCount: number, ends: Int32Array): Incidence {
  const bounds = new Int32Array(entityCount + 1);
  for (const end of ends) bounds[end + 1] = bounds[end + 1]! + 1;
  for (let entity = 0; entity < entityCount; entity++)
    bounds[entity + 1] = bounds[entity + 1]! + bounds[entity]!;
  const free = bounds.slice();
  const relations = new Int32Array(ends.length);
  for (let relation = 0; relation < ends.length; relation++) {
    const end = ends[relation]!;
    relations[free[end]!] = relation;
    free[end] = free[end]! + 1;
  }
  return { bounds, relations };
}

export function relationsAt({ bounds, relations }: Incidence, entity: number): Int32Array {
  return relations.subarray(bounds[entity], bounds[entity + 1]);
}
