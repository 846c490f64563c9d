import { isJsonObject, type Json, type JsonObject } from '../../../../schema/json.ts';
import { lineOf, type RawFinding, textOf } from './finding.ts';

/** Scanners that look for secrets and nothing else. */
const SCANNERS =
  /gitleaks|trufflehog|ggshield|gitguardian|detect-secrets|noseyparker|kingfisher|whispers|talisman/i;
const SECRET_RULE = /secret|credential|token|passw(?:or)?d|(?:api|access|private|ssh)[-_ ]?key/i;

/**
 * The findings of secrets in a SARIF 2.1.0 log (OASIS); other results are counted and left out. Null where the value is no
 * such log.
 */
export function sarifFindings(
  value: JsonObject,
): { readonly findings: readonly RawFinding[]; readonly others: number } | null {
  if (!Array.isArray(value.runs)) return null;
  let others = 0;
  const findings: RawFinding[] = [];
  for (const run of objects(value.runs)) {
    const driver = under(under(run, 'tool'), 'driver');
    const scanner = (textOf(driver.name) ?? 'SARIF').replace(/[^\w .-]/g, '-').slice(0, 64);
    const rules = new Map(objects(driver.rules).map((rule) => [textOf(rule.id), rule]));
    const [origin] = objects(run.versionControlProvenance);
    for (const result of objects(run.results)) {
      const rule = textOf(result.ruleId) ?? textOf(under(result, 'rule').id) ?? '';
      if (!SCANNERS.test(scanner) && !isSecretRule(rule, rules.get(rule))) {
        others++;
        continue;
      }
      const location = under(objects(result.locations)[0], 'physicalLocation');
      const region = under(location, 'region');
      const partial = under(result, 'partialFingerprints');
      findings.push({
        scanner,
        rule: rule === '' ? 'secret' : rule,
        fingerprint: fingerprintIn(under(result, 'fingerprints')) ?? fingerprintIn(partial),
        file: textOf(under(location, 'artifactLocation').uri),
        line: lineOf(region.startLine),
        commit: textOf(partial.commitSha) ?? textOf(origin?.revisionId),
        repository: textOf(origin?.repositoryUri),
        bucket: null,
        verified: null,
        owner: null,
        text: [under(region, 'snippet').text, under(result, 'message').text]
          .filter((text) => typeof text === 'string')
          .join('\n'),
      });
    }
  }
  return { findings, others };
}

function isSecretRule(id: string, rule: JsonObject | undefined): boolean {
  const tags = under(rule, 'properties').tags;
  return (
    SECRET_RULE.test(`${id} ${textOf(rule?.name) ?? ''}`) ||
    (Array.isArray(tags) &&
      tags.some((tag) => typeof tag === 'string' && /^secrets?$|cwe-(?:259|321|798)$/i.test(tag)))
  );
}

/** A hash; what else programs put there (an author, a message, a line) is not taken for one. */
function fingerprintIn(prints: JsonObject): string | null {
  for (const [name, print] of Object.entries(prints))
    if (name !== 'commitSha' && typeof print === 'string' && /^[0-9a-f]{16,128}(?::\d+)?$/i.test(print))
      return print;
  return null;
}

function under(value: Json | undefined, name: string): JsonObject {
  const member = isJsonObject(value) ? value[name] : undefined;
  return isJsonObject(member) ? member : {};
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((each): each is JsonObject => isJsonObject(each)) : [];
}
