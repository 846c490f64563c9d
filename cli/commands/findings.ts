import type { Finding } from '../../schema/contract.ts';
import {
  FINDING_FORMATS,
  type FindingFormat,
  isAtLeast,
  SEVERITIES,
  type Severity,
} from '../../schema/findings.ts';
import { visibleText } from '../../schema/visible-text.ts';
import type { Command } from '../command.ts';
import { choiceOption, textOption } from '../options.ts';
import { exceptionLine } from '../text/exception.ts';
import { countingCase } from '../with-case.ts';
import { withSnapshot } from '../with-snapshot.ts';

const FORMATS = ['text', 'json', ...FINDING_FORMATS] as const;
const CHECK_FAILED = 4;

export const findings: Command = {
  name: 'findings',
  usage: `findings SNAPSHOT [--format ${FORMATS.join('|')}] [--fail-on ${SEVERITIES.join('|')}] [--case CASE]`,
  summary: 'What is wrong, worst first: pitfalls of trust, unused credentials, excess of power.',
  options: { format: { type: 'string' }, 'fail-on': { type: 'string' }, case: { type: 'string' } },
  positionals: [1, 1],
  run: (context) => {
    const format = choiceOption(context.options, 'format', FORMATS) ?? 'text';
    const threshold = choiceOption(context.options, 'fail-on', SEVERITIES) ?? null;
    return withSnapshot(context, async (handle) => {
      const { signal } = context;
      const { engine } = context;
      const [answer, exported] = await countingCase(
        context,
        textOption(context.options, 'case'),
        handle,
        async () => [
          await engine.request('findings', { handle }, { signal }),
          isExport(format) ? await engine.request('findings.export', { handle, format }, { signal }) : null,
        ],
      );
      return {
        json: answer,
        text: exported ? (exported.text ?? '').trimEnd() : findingsText(answer.findings),
        alwaysJson: format === 'json',
        status: fails(answer.findings, threshold) ? CHECK_FAILED : 0,
      };
    });
  },
};

function isExport(format: string): format is FindingFormat {
  return (FINDING_FORMATS as readonly string[]).includes(format);
}

/** What somebody answers for does not fail a check; once that exception is over, it does again. */
function fails(found: readonly Finding[], threshold: Severity | null): boolean {
  return (
    threshold !== null &&
    found.some((finding) => finding.exception?.live !== true && isAtLeast(finding.severity, threshold))
  );
}

function findingsText(found: readonly Finding[]): string {
  if (found.length === 0) return 'Nothing was found with what was collected.';
  const counts = SEVERITIES.map((severity) => [
    severity,
    found.filter((finding) => finding.severity === severity).length,
  ]).filter(([, count]) => count !== 0);
  const excepted = found.filter(({ exception }) => exception?.live).length;
  const lines = [
    `${found.length} ${found.length === 1 ? 'finding' : 'findings'}: ${counts.map(([severity, count]) => `${count} ${severity}`).join(', ')}${excepted === 0 ? '' : `; ${excepted} excepted`}`,
  ];
  for (const finding of found) {
    lines.push(
      '',
      `${finding.severity.toUpperCase()} ${visibleText(finding.title)}  [${finding.rule}; confidence ${finding.confidence}]`,
      `  ${visibleText(finding.entity)}`,
      ...exceptionLine(finding.exception),
      ...finding.proof.map((step) => `    ${visibleText(step.says)}`),
      ...finding.conditions.map((condition) => `    only if ${visibleText(condition)}`),
      `  To mend it: ${visibleText(finding.remediation)}`,
    );
  }
  return lines.join('\n');
}
