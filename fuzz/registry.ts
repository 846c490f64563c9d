import { TrustpathError } from '../schema/errors.ts';
import type { Target } from './target.ts';
import { accountJson } from './targets/account-json.ts';
import { archiveZip } from './targets/archive-zip.ts';
import { auditLines } from './targets/audit-lines.ts';
import { auditList } from './targets/audit-list.ts';
import { bundleZip } from './targets/bundle-zip.ts';
import { caseLog } from './targets/case-log.ts';
import { manifestJson } from './targets/manifest-json.ts';
import { manifestYaml } from './targets/manifest-yaml.ts';
import { organizationGraph } from './targets/organization-graph.ts';
import { OTHER_PROGRAMS } from './targets/other-programs.ts';
import { snapshotPages } from './targets/snapshot-pages.ts';
import { snapshotValues } from './targets/snapshot-values.ts';
import { trailCsv } from './targets/trail-csv.ts';
import { trailGzip } from './targets/trail-gzip.ts';
import { workflow } from './targets/workflow.ts';
import { faulty } from './testing/faulty.ts';

export const TARGETS: readonly Target[] = [
  snapshotPages,
  snapshotValues,
  caseLog,
  bundleZip,
  archiveZip,
  accountJson,
  manifestYaml,
  manifestJson,
  workflow,
  organizationGraph,
  trailGzip,
  trailCsv,
  auditLines,
  auditList,
  ...OTHER_PROGRAMS,
];

export function targetNamed(name: string): Target {
  // One that the harness itself is tested with is no target of a run.
  const found = [...TARGETS, faulty].find((target) => target.name === name);
  if (found) return found;
  const names = TARGETS.map((target) => target.name).join(', ');
  throw new TrustpathError('usage', `There is no target ${JSON.stringify(name)}; there are ${names}.`);
}
