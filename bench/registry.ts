import type { Benchmark } from './benchmark.ts';
import { cloudTrail } from './cloudtrail.ts';
import { cut } from './cut.ts';
import { deriveAws } from './derive-aws.ts';
import { diff } from './diff.ts';
import { findings } from './findings.ts';
import { benchmarks as graph } from './graph.ts';
import { inventory } from './inventory.ts';
import { kubernetes } from './kubernetes.ts';
import { kubernetesAudit } from './kubernetes-audit.ts';
import { kubernetesImport } from './kubernetes-import.ts';
import { measures } from './measures.ts';
import { benchmarks as policyEvaluation } from './policy-evaluation.ts';
import { snapshotBenchmarks } from './snapshot.ts';
import { whatIfs } from './whatif.ts';
import { window } from './window.ts';

/** Every benchmark, in the order of the table. A new file of benchmarks is one line here. */
export const benchmarks: readonly Benchmark[] = [
  ...graph,
  ...snapshotBenchmarks,
  ...policyEvaluation,
  deriveAws,
  kubernetes,
  kubernetesImport,
  whatIfs,
  cloudTrail,
  kubernetesAudit,
  cut,
  diff,
  findings,
  inventory,
  measures,
  window,
];
