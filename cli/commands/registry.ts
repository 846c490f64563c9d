import type { Command } from '../command.ts';
import { behaviour } from './behaviour.ts';
import { collectAws } from './collect-aws.ts';
import { collectGithub } from './collect-github.ts';
import { collectKubernetes } from './collect-kubernetes.ts';
import { countersign } from './countersign.ts';
import { coverage } from './coverage.ts';
import { cut } from './cut.ts';
import { diff } from './diff.ts';
import { drift } from './drift.ts';
import { drill } from './drill.ts';
import { entities } from './entities.ts';
import { evaluateAws } from './evaluate-aws.ts';
import { evaluateOidc } from './evaluate-oidc.ts';
import { evaluateRbac } from './evaluate-rbac.ts';
import { evidence } from './evidence.ts';
import { exceptions } from './exceptions.ts';
import { explain } from './explain.ts';
import { findings } from './findings.ts';
import { guardrails } from './guardrails.ts';
import { importAws } from './import-aws.ts';
import { IMPORT_CLAIMS } from './import-claims.ts';
import { importCloudTrail } from './import-cloudtrail.ts';
import { importGithub } from './import-github.ts';
import { importKubernetes } from './import-kubernetes.ts';
import { importKubernetesAudit } from './import-kubernetes-audit.ts';
import { info } from './info.ts';
import { inventory } from './inventory.ts';
import { key } from './key.ts';
import { kinds } from './kinds.ts';
import { metrics } from './metrics.ts';
import { path } from './path.ts';
import { exposure, reach } from './reach.ts';
import { redact } from './redact.ts';
import { trace } from './trace.ts';
import { verify } from './verify.ts';
import { whatif } from './whatif.ts';
import { whoCan } from './who-can.ts';

/** Every command, in the order help shows them. */
export const COMMANDS: readonly Command[] = [
  collectAws,
  collectKubernetes,
  collectGithub,
  importAws,
  importCloudTrail,
  importKubernetesAudit,
  importKubernetes,
  importGithub,
  ...IMPORT_CLAIMS,
  info,
  coverage,
  entities,
  inventory,
  metrics,
  trace,
  path,
  reach,
  exposure,
  explain,
  whoCan,
  whatif,
  guardrails,
  cut,
  exceptions,
  behaviour,
  drift,
  drill,
  diff,
  findings,
  evaluateAws,
  evaluateOidc,
  evaluateRbac,
  kinds,
  evidence,
  verify,
  countersign,
  key,
  redact,
];
