import type { Finding } from '../../schema/contract.ts';
import { escapeText } from '../entity/escape-text.ts';

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
    `### ${finding.severity}: ${escapedMarkdown(finding.title)}`,
    '',
    `- Entity: ${code(finding.entity)}`,
    `- Rule: ${code(finding.rule)}, confidence ${finding.confidence}`,
    ...finding.conditions.map((condition) => `- Only if: ${escapedMarkdown(condition)}`),
    ...(finding.techniques.length > 0 ? [`- ATT&CK: ${finding.techniques.map(code).join(', ')}`] : []),
    '',
    ...finding.proof.map((step, index) => `${index + 1}. ${escapedMarkdown(step.says)} ${code(place(step))}`),
    '',
    `To mend it: ${escapedMarkdown(finding.remediation)}`,
    '',
  ].join('\n');
}

export function asJson(finding: Finding): string {
  return JSON.stringify(finding, null, 2);
}

function place({ observation, pointer }: Finding['proof'][number]): string {
  return `${observation}#${pointer}`;
}

function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${escapeText(text)}${pad}${fence}`;
}

function escapedMarkdown(text: string): string {
  return escapeText(text)
    .replaceAll('\n', ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`);
}
