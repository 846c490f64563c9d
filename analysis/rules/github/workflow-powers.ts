import { powersOfWorkflow } from '../../github/mint/powers.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

export const workflowRole: Rule = {
  id: 'github-workflow-role',
  title: 'A workflow obtains a role by its OIDC token',
  kind: 'can-assume',
  techniques: ['T1550.001', 'T1199'],
  enables: 'A job with permission for tokens gets a session of the role, without any long-lived credential.',
  fix: 'Pin the role’s trust to the subject of one environment that is protected, and grant id-token to the one job that needs it.',
  references: [
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
  ],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    for (const [to, { kind, outcome }] of powersOfWorkflow(workflow, scene)) {
      if (kind !== 'can-assume') continue;
      const about = { id: workflow.id, ref: workflow.fact.ref };
      const relation = relationOf(kind, 'github-workflow-role', about, to, outcome, '');
      if (relation) emit(relation);
    }
  },
};

export const workflowSecret: Rule = {
  id: 'github-workflow-secret',
  title: 'A workflow is given a secret',
  kind: 'uses-secret',
  techniques: ['T1552.001', 'T1555.006'],
  enables: 'Steps of the job read the secret, and can send it anywhere.',
  fix: 'Keep secrets in protected environments, hand each job only those it needs, and prefer OIDC to stored credentials.',
  references: ['https://docs.github.com/en/actions/concepts/security/secrets'],
  subject: 'workflow',
  derive(workflow, scene, emit) {
    for (const [to, { kind, outcome }] of powersOfWorkflow(workflow, scene)) {
      if (kind !== 'uses-secret') continue;
      const about = { id: workflow.id, ref: workflow.fact.ref };
      const relation = relationOf(kind, 'github-workflow-secret', about, to, outcome, '');
      if (relation) emit(relation);
    }
  },
};
