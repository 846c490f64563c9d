import type { WorkloadFact } from '../../aws/read/facts.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';
import { sameRole } from './workload-roles.ts';

export const sharedRole: FindingRule = {
  id: 'aws-role-shared-by-workloads',
  title: 'Several workloads run as one role',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1078.004', 'T1552.005'],
  why: 'Whoever takes over one of the workloads has the power that any of them needs, and what was done cannot be told apart afterwards.',
  remediation: 'Give each workload a role of its own with what it needs.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  subject: 'role',
  find(role, scene, emit) {
    const sharing = scene.aws.facts.workloads.filter(
      (workload) => !LAUNCHES.has(workload.kind) && sameRole(workload, role),
    );
    // Instances of one group are one workload many times: by name apart from its number they are the same.
    const names = new Set(sharing.map(baseName));
    if (names.size < 2) return;
    const administers = scene.administrators.administers(role).verdict === 'allow';
    emit({
      entity: role.id,
      title: `${names.size} workloads run as role ${role.name}`,
      severity: administers ? 'medium' : 'low',
      proof: sharing
        .slice(0, 10)
        .map((workload) =>
          step(workload.role?.ref ?? workload.ref, `${workload.name} runs as ${role.name}.`),
        ),
      attributes: { workloads: sharing.map(({ arn }) => arn).sort() },
    });
  },
};

/** What launches instances is no workload besides them. */
const LAUNCHES: ReadonlySet<string> = new Set(['launch-template', 'auto-scaling-group', 'eks-node-group']);

function baseName({ kind, name, arn }: WorkloadFact): string {
  const base = name.replace(/[-_:]?\d+$/, '');
  return `${kind} ${base === '' || name.startsWith('i-') ? arn : base}`;
}
