import type { Finding } from '../../analysis/findings/finding-rule.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { ToldEntity } from '../told.ts';
import { ATTACK_VERSION, documentPath, exceptionSays, type FindingContext } from './finding-context.ts';

/** The version in which the class came to the schema; later ones of the same major version read it. */
const OCSF_VERSION = '1.6.0';
const CLASS = 2008;
const CREATE = 1;
const SEVERITY = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  medium: [3, 'Medium'],
  low: [2, 'Low'],
  info: [1, 'Informational'],
} as const;
const CONFIDENCE = { high: [3, 'High'], medium: [2, 'Medium'], low: [1, 'Low'] } as const;

/** Kinds whose entities act; the rest are resources. */
const IDENTITIES = /(user|role|principal|service-account|group|access-key|account|app|key|team)$/;

/**
 * `findings.ocsf.ndjson`: one IAM Analysis Finding (OCSF class 2008) a line. Its time is when the snapshot was sealed:
 * the finding holds of that moment.
 */
export function findingsOcsf(context: FindingContext): string {
  return context.findings.map((finding) => `${JSON.stringify(eventOf(finding, context))}\n`).join('');
}

function eventOf(finding: Finding, context: FindingContext): JsonObject {
  const time = Date.parse(context.sealedAt);
  const [severityId, severity] = SEVERITY[finding.severity];
  const [confidenceId, confidence] = CONFIDENCE[finding.confidence];
  const rule = context.rules.find((each) => each.id === finding.rule);
  const about = context.entity(finding.entity);
  const excepted = context.exceptionOf?.(finding);
  const [name = 'trustpath', version = '0'] = context.tool.split(' ');
  return {
    activity_id: CREATE,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: CLASS,
    class_name: 'IAM Analysis Finding',
    type_uid: CLASS * 100 + CREATE,
    type_name: 'IAM Analysis Finding: Create',
    time,
    severity_id: severityId,
    severity,
    confidence_id: confidenceId,
    confidence,
    ...(excepted
      ? { status_id: 3, status: 'Suppressed', comment: exceptionSays(excepted) }
      : { status_id: 1, status: 'New' }),
    metadata: {
      version: OCSF_VERSION,
      product: { name, vendor_name: name, version },
      uid: finding.id,
    },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      desc: [rule?.why ?? finding.title, ...finding.conditions.map((each) => `Only if: ${each}.`)].join(' '),
      types: [finding.rule],
      created_time: time,
      analytic: { type_id: 1, type: 'Rule', uid: finding.rule, name: rule?.title ?? finding.rule, version },
      attacks: finding.techniques.map(attackOf),
      data_sources: [...new Set(finding.proof.map((step) => documentPath(step.observation)))],
    },
    permission_analysis_results: finding.proof.map((step) => ({
      policy: { uid: `${step.observation}#${step.pointer}`, desc: step.says },
    })),
    remediation: { desc: finding.remediation, references: [...(rule?.references ?? [])] },
    ...subjectOf(finding, about),
    unmapped: {
      attributes: { ...finding.attributes },
      conditions: [...finding.conditions],
      snapshot: context.digest,
      ...(excepted && { exception: excepted.id, excepted_until: excepted.exception.expires }),
    },
  };
}

function subjectOf(finding: Finding, about: ToldEntity | null): JsonObject {
  const name = about?.name ?? finding.entity;
  const type = about ? ENTITY_KINDS[about.kind].label : 'entity';
  if (about && IDENTITIES.test(about.kind)) return { user: { uid: finding.entity, name, type, type_id: 99 } };
  return { resources: [{ uid: finding.entity, name, type }] };
}

function attackOf(id: string): Json {
  const [technique = id] = id.split('.');
  return {
    version: ATTACK_VERSION,
    technique: { uid: technique },
    ...(technique === id ? {} : { sub_technique: { uid: id } }),
  };
}
