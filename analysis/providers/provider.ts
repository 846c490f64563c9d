import type { Entity, Relation, Unknown } from '../../schema/records.ts';
import type { Estates } from '../estates.ts';
import type { Blocker } from '../rules/outcome.ts';
import type { Scene, SubjectKind, SubjectLists, Subjects } from '../rules/rule.ts';

/** A question's ends; null stands for anything. */
export interface Ends {
  readonly from: string | null;
  readonly to: string | null;
}

/** What analysis asks of one provider; `Own` are the kinds of subject that its rules derive for. */
export interface Provider<Own extends SubjectKind = SubjectKind> {
  subjects(scene: Scene): Pick<SubjectLists, Own>;
  /** The id of the entity that a subject is. */
  readonly subjectIds: { readonly [K in Own]: (subject: Subjects[K]) => string };
  /** Everything of the provider that was collected. Of several with one id the first counts. */
  entities(scene: Scene): Iterable<Entity>;
  /** The entity that an id names in the provider's terms, where nothing but the id is known; null for other ids. */
  mentioned(id: string): Entity | null;
  /**
   * Sets of entities that the one with the id is a member of, with the relation that says so: relations may point at a
   * set instead of at each member.
   */
  sets?(id: string, scene: Scene): readonly { readonly id: string; readonly member: Relation }[];
  /** Ids of other subjects whose rules tell relations of the entity: those of a container are told with its pod. */
  toldWith?(id: string, scene: Scene): readonly string[];
  /** The gaps that could change an answer about the two ends; in a stable order. */
  unknowns(estates: Estates, ends: Ends): readonly Unknown[];
  /** Why the two are not related, as far as it can be said without a rule. */
  reasons(from: string, to: string, scene: Scene): readonly Blocker[];
}
