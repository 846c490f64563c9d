import type { Finding } from '../../schema/contract.ts';
import { isAtLeast, SEVERITIES, type Severity } from '../../schema/findings.ts';

export interface Filter {
  /** This severity and worse; null for all. */
  readonly severity: Severity | null;
  readonly rule: string | null;
  readonly text: string;
}

export const NO_FILTER: Filter = { severity: null, rule: null, text: '' };

/** Those that fit, in their order. Every word of the text must occur in title, entity, rule or remediation. */
export function filtered(findings: readonly Finding[], { severity, rule, text }: Filter): readonly Finding[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return findings.filter((finding) => {
    if (severity !== null && !isAtLeast(finding.severity, severity)) return false;
    if (rule !== null && finding.rule !== rule) return false;
    const where =
      `${finding.title}\n${finding.entity}\n${finding.rule}\n${finding.remediation}`.toLowerCase();
    return words.every((word) => where.includes(word));
  });
}

/** How many there are of each severity, worst first, those without any left out. */
export function counts(findings: readonly Finding[]): readonly (readonly [Severity, number])[] {
  return SEVERITIES.map(
    (severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const,
  ).filter(([, count]) => count > 0);
}

/** The rules that found something, by title as it is given, most findings first. */
export function rulesIn(findings: readonly Finding[]): readonly (readonly [string, number])[] {
  const found = new Map<string, number>();
  for (const { rule } of findings) found.set(rule, (found.get(rule) ?? 0) + 1);
  return [...found].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}
