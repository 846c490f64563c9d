import { SEVERITIES } from '../../schema/findings.ts';
import { subjectsOf } from '../providers/registry.ts';
import type { Scene, SubjectKind, Subjects } from '../rules/rule.ts';
import { atOnce, type Steps, slowly } from '../steps.ts';
import type { Finding, FindingDraft, FindingRule } from './finding-rule.ts';
import { FINDING_RULES } from './registry.ts';

/** Asked about between two stops. */
const SUBJECTS = 50;

/**
 * Asks every rule for every subject. Worst first, then by entity and rule: the same observations give the same list.
 */
export function findingsOf(scene: Scene): readonly Finding[] {
  return atOnce(findingSteps(scene));
}

/** The same, with a stop after some subjects. */
export function* findingSteps(scene: Scene): Steps<readonly Finding[]> {
  yield 'Looking for what is wrong';
  const subjects = subjectsOf(scene);
  const found = new Map<string, Finding>();
  for (const rule of FINDING_RULES) {
    const emit = (draft: FindingDraft) => {
      const finding = findingOf(rule, draft);
      if (!found.has(finding.id)) found.set(finding.id, finding);
    };
    yield* slowly<Subjects[SubjectKind]>(
      subjects[rule.subject],
      (subject) => find(rule, subject, scene, emit),
      SUBJECTS,
    );
    yield;
  }
  return [...found.values()].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.rule, b.rule) ||
      compare(a.id, b.id),
  );
}

function find(
  rule: FindingRule,
  subject: Subjects[SubjectKind],
  scene: Scene,
  emit: (draft: FindingDraft) => void,
): void {
  // The rule's own subject kind chose the list, so the two fit.
  (rule.find as (subject: unknown, scene: Scene, emit: (draft: FindingDraft) => void) => void)(
    subject,
    scene,
    emit,
  );
}

function findingOf(rule: FindingRule, draft: FindingDraft): Finding {
  return {
    id: [rule.id, draft.entity, ...(draft.detail === undefined ? [] : [draft.detail])].join(':'),
    rule: rule.id,
    title: draft.title,
    severity: draft.severity ?? rule.severity,
    confidence: draft.confidence ?? rule.confidence,
    entity: draft.entity,
    techniques: rule.techniques,
    proof: draft.proof,
    remediation: draft.remediation ?? rule.remediation,
    conditions: draft.conditions ?? [],
    attributes: draft.attributes ?? {},
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
