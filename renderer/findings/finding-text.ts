import type { Finding } from '../../schema/contract.ts';
import { escapeText } from '../entity/escape-text.ts';
import { markdownCode, markdownText } from '../entity/markdown.ts';

/** A finding for a ticket or a chat, in plain words. */
export function asText(finding: Finding): string {
  return [
    `${finding.severity.toUpperCase()}: ${finding.title}`,
    `Entity: ${finding.entity}`,
    `Rule: ${finding.rule}, confidence ${finding.confidence}`,
    ...finding.proof.map((step) => `Because: ${step.says} (${place(step)})`),
    ...finding.conditions.map((condition) => `Only if: ${condition}`),
    `To mend it: ${finding.remediation}`,
    ...(finding.techniques.length > 0 ? [`ATT&CK: ${finding.techniques.join(', ')}`] : []),
  ]
    .map(escapeText)
    .join('\n');
}

/** The same as Markdown: what came from outside stands in code, where it means nothing else. */
export function asMarkdown(finding: Finding): string {
  return [
    `### ${finding.severity}: ${markdownText(finding.title)}`,
    '',
    `- Entity: ${markdownCode(finding.entity)}`,
    `- Rule: ${markdownCode(finding.rule)}, confidence ${finding.confidence}`,
    ...finding.conditions.map((condition) => `- Only if: ${markdownText(condition)}`),
    ...(finding.techniques.length > 0
      ? [`- ATT&CK: ${finding.techniques.map(markdownCode).join(', ')}`]
      : []),
    '',
    ...finding.proof.map(
      (step, index) => `${index + 1}. ${markdownText(step.says)} ${markdownCode(place(step))}`,
    ),
    '',
    `To mend it: ${markdownText(finding.remediation)}`,
    '',
  ].join('\n');
}

export function asJson(finding: Finding): string {
  return JSON.stringify(finding, null, 2);
}

function place({ observation, pointer }: Finding['proof'][number]): string {
  return `${observation}#${pointer}`;
}
