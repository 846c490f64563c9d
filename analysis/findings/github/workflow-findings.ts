import { powersOfPart, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import { weaknesses } from '../../github/workflow-shapes.ts';
import { reached } from '../../rules/github/outsiders.ts';
import { runnerPlaces } from '../../rules/github/runners.ts';
import { suppliersOf } from '../../rules/github/suppliers.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

const SECURE_USE = 'https://docs.github.com/en/actions/reference/security/secure-use';

export const pwnRequest: FindingRule = {
  id: 'github-pwn-request',
  title: 'A workflow with the repository’s power runs what is proposed',
  severity: 'high',
  confidence: 'medium',
  techniques: ['T1677', 'T1195.001'],
  why: 'Workflows on pull_request_target and the like have secrets and a writing token; code that is checked out from a proposal and then built or run has both.',
  remediation:
    'Do not check out what is proposed in such a workflow; use pull_request, or take data alone from it.',
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  subject: 'workflow',
  find(workflow, scene, emit) {
    findWeak(workflow, scene, emit, true);
  },
};

export const templateInjection: FindingRule = {
  id: 'github-template-injection',
  title: 'Text of outsiders becomes part of a script',
  severity: 'high',
  confidence: 'medium',
  techniques: ['T1677'],
  why: 'An expression is put into the script before it runs, so a title or comment can hold commands.',
  remediation: 'Hand the text over in an environment variable, and quote it in the script.',
  references: [`${SECURE_USE}#understanding-the-risk-of-script-injections`],
  subject: 'workflow',
  find(workflow, scene, emit) {
    findWeak(workflow, scene, emit, false);
  },
};

type Find = Extract<FindingRule, { subject: 'workflow' }>['find'];

function findWeak(...[workflow, scene, emit, code]: [...Parameters<Find>, boolean]): void {
  const { fact, repository } = workflow;
  if (!canRun(workflow) || fact.model === null) return;
  const weak = weaknesses(fact.model).filter(({ runsTheirCode }) => runsTheirCode === code);
  const [first] = weak;
  if (first === undefined) return;
  const part = powersOfPart(workflow, scene, (job, trigger) =>
    weak.some((each) => each.job === job && each.trigger === trigger),
  );
  const isPublic = repository.fact.visibility === 'public';
  const outcome = reached(workflow, first);
  emit({
    entity: workflow.id,
    title: code
      ? `${fact.path} of ${repository.fact.name} checks out and runs what anyone proposes`
      : `${fact.path} of ${repository.fact.name} puts text of outsiders into a script`,
    severity: isPublic && part.size > 0 ? 'critical' : isPublic ? 'high' : 'medium',
    proof: weak.slice(0, 5).flatMap((each) => reached(workflow, each).steps),
    conditions: outcome.conditions,
    attributes: { reaches: part.size },
  });
}

export const unpinnedAction: FindingRule = {
  id: 'github-unpinned-action',
  title: 'An action that can be moved runs with secrets or tokens',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1195.001'],
  why: 'A tag or branch can be moved to other code, which then has the job’s secrets and tokens.',
  remediation: 'Pin the action to a full commit; let a bot propose newer ones.',
  references: [`${SECURE_USE}#using-third-party-actions`],
  subject: 'workflow',
  find(workflow, scene, emit) {
    if (!canRun(workflow)) return;
    const loose = suppliersOf(workflow).filter(({ pinned }) => !pinned);
    const jobs = new Set(loose.map(({ job }) => job));
    for (const job of jobs)
      if (powersOfPart(workflow, scene, (each) => each === job).size === 0) jobs.delete(job);
    const powerful = loose.filter(({ job }) => jobs.has(job));
    if (powerful.length === 0) return;
    const targets = [...new Map(powerful.map((each) => [each.target, each])).values()];
    const { fact } = workflow;
    emit({
      entity: workflow.id,
      title: `${fact.path} of ${fact.repository} runs ${targets.length === 1 ? 'an action' : `${targets.length} actions`} that can be moved, with secrets or tokens`,
      proof: targets.slice(0, 10).map(({ target, line }) => step(fact.ref, `Line ${line} runs ${target}.`)),
      attributes: { actions: targets.map(({ target }) => target).join(', ') },
    });
  },
};

export const writeAll: FindingRule = {
  id: 'github-workflow-write-all',
  title: 'A workflow asks for every permission',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1677'],
  why: 'With write-all every step can push code, publish packages and ask for OIDC tokens.',
  remediation: 'Grant each job the permissions that it needs, and none to the workflow.',
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions',
  ],
  subject: 'workflow',
  find(workflow, _scene, emit) {
    const { fact } = workflow;
    if (!canRun(workflow) || fact.model === null) return;
    const wide = [fact.model.permissions, ...fact.model.jobs.map(({ permissions }) => permissions)].filter(
      (each) => each?.all === 'write',
    );
    if (wide.length === 0) return;
    emit({
      entity: workflow.id,
      title: `${fact.path} of ${fact.repository} asks for every permission`,
      proof: wide.map((each) => step(fact.ref, `permissions: write-all at line ${each?.line}.`)),
    });
  },
};

export const publicRunner: FindingRule = {
  id: 'github-public-self-hosted-runner',
  title: 'Pull requests to a public repository run on a machine of one’s own',
  severity: 'high',
  confidence: 'medium',
  techniques: ['T1677', 'T1611'],
  why: 'Anyone can open a pull request whose code then runs on the machine, and stays there for the jobs after it.',
  remediation:
    'Use machines of GitHub for public repositories, or runners that live for one job; require approval for all outside contributors.',
  references: [`${SECURE_USE}#hardening-for-self-hosted-runners`],
  subject: 'workflow',
  find(workflow, _scene, emit) {
    const { fact, repository } = workflow;
    if (!canRun(workflow) || repository.fact.visibility !== 'public') return;
    const trigger = fact.model?.triggers.find(({ event }) => /^pull_request(_target)?$/.test(event));
    const [place] = runnerPlaces(workflow);
    if (trigger === undefined || place === undefined) return;
    const policy = repository.fact.forkApproval ?? repository.organization.fact.forkApproval;
    emit({
      entity: workflow.id,
      title: `${fact.path} of the public ${repository.fact.name} runs pull requests on ${place.name}`,
      proof: [
        step(fact.ref, `${fact.path} runs on ${trigger.event} (line ${trigger.line}).`),
        step(fact.ref, `Job "${place.job.id}" runs on ${place.name} (line ${place.on.line}).`),
        ...(policy ? [step(policy.ref, `Approval is asked for: ${policy.policy}.`)] : []),
      ],
      conditions: policy?.policy === 'all_external_contributors' ? ['someone approves the run'] : [],
    });
  },
};

const CLOUD_KEY =
  /^(AWS_(ACCESS_KEY(_ID)?|SECRET(_ACCESS)?_KEY|KEY_ID)|AZURE_(CREDENTIALS|CLIENT_SECRET)|ARM_CLIENT_SECRET|ENTRA_(CREDENTIALS|CLIENT_SECRET)|(GCP|GCLOUD|GOOGLE)_(SA_KEY|SERVICE_ACCOUNT_KEY|CREDENTIALS|APPLICATION_CREDENTIALS|SERVICE_ACCOUNT)|GKE_SA_KEY|KUBECONFIG|KUBE_CONFIG(_DATA)?)$/i;

export const storedCloudKey: FindingRule = {
  id: 'github-stored-cloud-key',
  title: 'A long-lived credential of a cloud is kept as a secret',
  severity: 'medium',
  confidence: 'medium',
  techniques: ['T1552.001'],
  why: 'Every step of a job that is given the secret can take it away, and it works from anywhere until it is revoked.',
  remediation:
    'Let the job obtain a short-lived credential by its OIDC token, then revoke and delete the stored one.',
  references: ['https://docs.github.com/en/actions/concepts/security/openid-connect'],
  subject: 'workflow',
  find(workflow, scene, emit) {
    for (const [id, { kind, outcome }] of powersOfWorkflow(workflow, scene)) {
      const name = id.slice(id.lastIndexOf('/') + 1);
      if (kind !== 'uses-secret' || !CLOUD_KEY.test(name)) continue;
      emit({
        entity: id,
        detail: workflow.fact.path,
        title: `${name} looks like a long-lived credential of a cloud, and ${workflow.fact.path} of ${workflow.fact.repository} is given it`,
        proof: outcome.steps,
      });
    }
  },
};
