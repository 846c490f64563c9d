import { csvTable } from '../../schema/csv.ts';
import { exceptionSays, type FindingContext } from './finding-context.ts';

/** `findings.csv`: one line a finding, worst first; where a case was looked at, two columns about its exceptions more. */
export function findingsCsv({ findings, entity, exceptionOf }: FindingContext): string {
  return csvTable(
    [
      'severity',
      'confidence',
      'rule',
      'title',
      'entity',
      'kind',
      'source',
      'conditions',
      'remediation',
      'techniques',
      'why',
      'proof',
      'attributes',
      'id',
      ...(exceptionOf ? ['excepted until', 'exception'] : []),
    ],
    findings.map((finding) => {
      const about = entity(finding.entity);
      const excepted = exceptionOf?.(finding) ?? null;
      return [
        finding.severity,
        finding.confidence,
        finding.rule,
        finding.title,
        finding.entity,
        about?.kind ?? '',
        about?.source ?? '',
        finding.conditions.join('; '),
        finding.remediation,
        finding.techniques.join(' '),
        finding.proof.map((step) => step.says).join(' '),
        finding.proof.map((step) => `${step.observation}#${step.pointer}`).join(' '),
        Object.keys(finding.attributes).length > 0 ? JSON.stringify(finding.attributes) : '',
        finding.id,
        ...(exceptionOf ? [excepted?.exception.expires ?? '', excepted ? exceptionSays(excepted) : ''] : []),
      ];
    }),
  );
}
