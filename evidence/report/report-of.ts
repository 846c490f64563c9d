import type { Report, Section } from '../../schema/report.ts';
import type { Answer, Method } from '../answer.ts';
import type { Told } from '../told.ts';
import { activitySection } from './activity-section.ts';
import { answerSection } from './answer-section.ts';
import { comparisonSection } from './comparison-section.ts';
import { containmentSection } from './containment-section.ts';
import { findingsSection } from './findings-section.ts';
import { gapsSection } from './gaps-section.ts';
import { marksSection } from './marks-section.ts';
import { type DocumentOf, type Proofs, pathsSection } from './paths-section.ts';
import { planSection } from './plan-section.ts';
import { reachedSection } from './reached-section.ts';
import { scopeSection } from './scope-section.ts';
import { whatIfSection } from './whatif-section.ts';
import { code } from './words.ts';

/** The answer for people: what was asked, what is so, why, and what is not known. */
export function reportOf(
  reader: Told,
  answer: Answer,
  method: Method,
  bundleId: string,
  documentOf: DocumentOf,
): Report {
  const info = reader.info();
  const { whatif, plan, comparison, activity } = answer;
  const proofs: Proofs = { documentOf, proven: new Map() };
  const sections: (Section | null)[] = [
    answerSection(reader, answer),
    answer.paths.length + answer.notChosen.paths > 0
      ? pathsSection(reader, answer.paths, answer.notChosen.paths, proofs)
      : null,
    activity ? activitySection(activity) : null,
    answer.findings.length + answer.notChosen.findings > 0 ? findingsSection(reader, answer) : null,
    answer.containment.length > 0 ? containmentSection(answer) : null,
    answer.reached.length > 0 ? reachedSection(answer) : null,
    whatif ? whatIfSection(reader, whatif, proofs) : null,
    plan ? planSection(plan) : null,
    comparison ? comparisonSection(reader, comparison, proofs) : null,
    answer.marks.length > 0 ? marksSection(reader, answer) : null,
    gapsSection(reader, answer),
    scopeSection(reader, method),
  ];
  return {
    title: answer.question.title,
    subtitle: [
      'Evidence bundle ',
      code(bundleId),
      `, from the snapshot sealed ${info.sealedAt} with digest `,
      code(info.digest ?? ''),
      '.',
    ],
    sections: sections.filter((section) => section !== null),
  };
}
