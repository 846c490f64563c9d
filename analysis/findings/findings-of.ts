import { throwIfCancelled } from '../../schema/errors.ts';
import { SEVERITIES } from '../../schema/findings.ts';
import { subjectsOf } from '../providers/registry.ts';
import type { Scene, SubjectKind, Subjects } from '../rules/rule.ts';
import type { Finding, FindingDraft, FindingRule } from './finding-rule.ts';
import { FINDING_RULES } from './registry.ts';

/**
 * Asks every rule for every subject. Worst first, then by entity and rule: the same observations give the same list.
 * @throws TrustpathError `cancelled` when the signal is aborted.
 */
export function findingsOf(scene: Scene, signal?: AbortSignal): readonly Finding[] {
  const subjects = subjectsOf(scene);
  const found = new Map<string, Finding>();
  for (const rule of FINDING_RULES) {
    throwIfCancelled(signal);
    for (const subject of subjects[rule.subject])
      find(rule, subject, scene, (draft) => {
        const finding = findingOf(rule, draft);
        if (!found.has(finding.id)) found.set(finding.id, finding);
      });
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
