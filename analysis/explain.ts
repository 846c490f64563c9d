import type { ObservationId, Relation, Unknown } from '../schema/records.ts';
import { ask } from './derive.ts';
import { estatesOf } from './estates.ts';
import { onceEach } from './explain/once-each.ts';
import { lastReason } from './explain/plain-reasons.ts';
import type { ObservationSource } from './observations/observation-source.ts';
import { PROVIDERS, SUBJECT_IDS, subjectsOf } from './providers/registry.ts';
import { inWords } from './rules/near-miss.ts';
import type { Blocker } from './rules/outcome.ts';
import { RULES } from './rules/registry.ts';
import type { Rule, Scene, SubjectKind, Subjects } from './rules/rule.ts';
import { createScene } from './rules/scene.ts';
import { unknownsFor } from './unknowns.ts';

export interface BlockedBy {
  readonly observation: ObservationId | null;
  readonly pointer: string;
  readonly says: string;
}

export interface Explanation {
  readonly related: boolean;
  readonly relations: readonly Relation[];
  /** Why there is no relation: the deciding reasons, nearest first. Empty where there is one. */
  readonly blockedBy: readonly BlockedBy[];
  readonly unknowns: readonly Unknown[];
}

export interface Explainer {
  /** Explains the direct relation between two entities, by id: that it holds and why, or what stops it. */
  explain(from: string, to: string): Explanation;
}

/** Reasons shown at most; the nearest ones answer the question. */
const MOST_REASONS = 12;

/** Reads the observations again and answers questions about pairs. Keep it: reading is the expensive part. */
export function createExplainer(source: ObservationSource): Explainer {
  const estates = estatesOf(source);
  return {
    explain(from, to) {
      // A fresh scene, so that reasons name the principal asked about and none that shares its policies.
      const scene = createScene(estates);
      const relations = relationsBetween(from, to, scene);
      const related = relations.length > 0;
      return {
        related,
        relations,
        blockedBy: related ? [] : reasons(from, to, scene),
        unknowns: unknownsFor(source, from, to),
      };
    },
  };
}

/**
 * Asks each rule for the subjects that could relate the two. What relates the one to a set that the other is a member of
 * is told as a relation to the member, as it means.
 */
function relationsBetween(from: string, to: string, scene: Scene): readonly Relation[] {
  const lists = subjectsOf(scene);
  const found: Relation[] = [];
  const told = (id: string) => PROVIDERS.flatMap(({ toldWith }) => toldWith?.(id, scene) ?? []);
  const asked = new Set([from, to, ...told(from), ...told(to)]);
  for (const rule of RULES) {
    for (const subject of lists[rule.subject])
      if (asked.has(subjectId(rule, subject))) ask(rule, subject, scene, found);
  }
  const sets = new Map(
    PROVIDERS.flatMap((provider) => provider.sets?.(to, scene) ?? []).map(({ id, member }) => [id, member]),
  );
  return found.flatMap((relation) => {
    if (relation.from !== from) return [];
    if (relation.to === to) return [relation];
    const member = sets.get(relation.to);
    return member && relation.to !== from ? [toMember(relation, member)] : [];
  });
}

const CERTAINTY = { allow: 0, conditional: 1, unknown: 2 } as const;

function toMember(relation: Relation, member: Relation): Relation {
  return {
    ...relation,
    to: member.to,
    verdict: CERTAINTY[relation.verdict] >= CERTAINTY[member.verdict] ? relation.verdict : member.verdict,
    conditions: [...new Set([...relation.conditions, ...member.conditions])],
    proof: [...relation.proof, ...member.proof],
  };
}

function subjectId(rule: Rule, subject: Subjects[SubjectKind]): string {
  // The rule's own subject kind chose the list, so the two fit.
  return (SUBJECT_IDS[rule.subject] as (subject: Subjects[SubjectKind]) => string)(subject);
}

function reasons(from: string, to: string, scene: Scene): readonly BlockedBy[] {
  const found: Blocker[] = [];
  for (const rule of RULES) if (rule.explain) found.push(...rule.explain(from, to, scene));
  for (const provider of PROVIDERS) found.push(...provider.reasons(from, to, scene));
  if (found.length === 0) found.push(lastReason(from, to, scene));
  const nearest = found.map(inWords).sort((a, b) => b.met - a.met);
  return onceEach(nearest).slice(0, MOST_REASONS);
}
