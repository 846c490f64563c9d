import type { JsonObject } from '../../../../schema/json.ts';
import { lineOf, type RawFinding, textOf } from './finding.ts';

/**
 * A finding of gitleaks' JSON report (github.com/gitleaks/gitleaks, report/finding.go); null for others.
 * Its fingerprint is made of commit, file, rule and line.
 */
export function gitleaksFinding(value: JsonObject): RawFinding | null {
  const rule = textOf(value.RuleID);
  if (rule === null || !('File' in value) || !('StartLine' in value)) return null;
  return {
    scanner: 'gitleaks',
    rule,
    fingerprint: textOf(value.Fingerprint),
    file: textOf(value.File),
    line: lineOf(value.StartLine),
    commit: textOf(value.Commit),
    repository: textOf(value.Link),
    bucket: null,
    verified: null,
    owner: null,
    text: [value.Match, value.Line, value.Secret].filter((text) => typeof text === 'string').join('\n'),
  };
}
