import { createHash } from 'node:crypto';
import type { Standing } from '../../analysis/exceptions/excepted.ts';
import type { Finding, FindingRule } from '../../analysis/findings/finding-rule.ts';
import type { Severity } from '../../schema/findings.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { visibleText } from '../../schema/visible-text.ts';
import { documentPath, exceptionSays, type FindingContext } from './finding-context.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** Code hosts order results by this figure, as a CVSS score: over 9.0 critical, 7.0 high, 4.0 medium, else low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
};
const PRECISION = { high: 'very-high', medium: 'medium', low: 'low' } as const;

/**
 * `findings.sarif`: a SARIF 2.1.0 log (OASIS standard) of one run. A result's place is the document that proves it, as
 * an evidence bundle names it; the entity is its logical location.
 */
export function findingsSarif(context: FindingContext): string {
  const used = new Set(context.findings.map((finding) => finding.rule));
  const rules = context.rules.filter((rule) => used.has(rule.id));
  const [name = 'trustpath', version = '0'] = context.tool.split(' ');
  const log: JsonObject = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, semanticVersion: version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: context.findings.map((finding) =>
          resultOf(
            finding,
            rules.findIndex((rule) => rule.id === finding.rule),
            context,
          ),
        ),
        properties: { snapshot: context.digest, sealedAt: context.sealedAt },
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

function ruleOf(rule: FindingRule): JsonObject {
  const [reference] = rule.references;
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: `${rule.why} ${rule.remediation}` },
    ...(reference === undefined ? {} : { helpUri: reference }),
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      tags: ['security', ...rule.techniques.map((id) => `attack.${id.toLowerCase()}`)],
      precision: PRECISION[rule.confidence],
      'security-severity': SECURITY_SEVERITY[rule.severity],
      references: [...rule.references],
    },
  };
}

function resultOf(finding: Finding, ruleIndex: number, context: FindingContext): JsonObject {
  const about = context.entity(finding.entity);
  const conditions = finding.conditions.length > 0 ? ` Only if: ${finding.conditions.join('; ')}.` : '';
  const place = (observation: string): JsonObject => ({
    artifactLocation: { uri: documentPath(observation) },
    // The document is canonical JSON: one line.
    region: { startLine: 1 },
  });
  const [first] = finding.proof;
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 ? { ruleIndex } : {}),
    level: LEVEL[finding.severity],
    message: { text: visibleText(`${finding.title}.${conditions} ${finding.remediation}`) },
    locations: [
      {
        ...(first ? { physicalLocation: place(first.observation) } : {}),
        logicalLocations: [
          {
            name: visibleText(about?.name ?? finding.entity),
            fullyQualifiedName: finding.entity,
            kind: 'resource',
          },
        ],
      },
    ],
    relatedLocations: finding.proof.map((step, index) => ({
      id: index + 1,
      physicalLocation: place(step.observation),
      message: {
        text: visibleText(`${step.says} (${step.pointer === '' ? 'the whole document' : step.pointer})`),
      },
    })),
    partialFingerprints: {
      'trustpathFinding/v1': createHash('sha256').update(finding.id).digest('hex'),
    },
    ...(context.exceptionOf && { suppressions: suppressionsOf(context.exceptionOf(finding)) }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      entity: finding.entity,
      techniques: [...finding.techniques],
      conditions: [...finding.conditions],
      attributes: { ...finding.attributes },
    },
  };
}

/**
 * Section 3.35: persisted outside of what was looked at, and accepted. Where suppressions were looked for, a result without
 * one has an empty list (3.27.23).
 */
function suppressionsOf(standing: Standing | null): Json {
  if (!standing) return [];
  const { id, exception } = standing;
  return [
    {
      kind: 'external',
      status: 'accepted',
      justification: visibleText(exceptionSays(standing)),
      properties: {
        exception: id,
        owner: exception.owner,
        approver: exception.approver,
        granted: exception.granted,
        expires: exception.expires,
      },
    },
  ];
}
