import { deployKeyId } from '../../github/estate/writers.ts';
import { partId } from '../../github/ids.ts';
import { mintedRoles } from '../../github/mint/minted-roles.ts';
import { powersOfBranch, powersOfWorkflow } from '../../github/mint/powers.ts';
import { runsOfBranch } from '../../github/mint/runs-of-branch.ts';
import { step } from '../../rules/outcome.ts';
import type { FindingRule } from '../finding-rule.ts';

const ENVIRONMENTS =
  'https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments';

export const unguardedEnvironment: FindingRule = {
  id: 'github-unguarded-environment',
  title: 'An environment without reviewers or branches unlocks a cloud role',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1677', 'T1550.001'],
  why: 'The role trusts the environment, and every branch may use it without anyone looking: who may push anything obtains the role.',
  remediation: 'Require a reviewer for the environment, and admit only protected branches to it.',
  references: [ENVIRONMENTS],
  subject: 'repository',
  find(repository, scene, emit) {
    const { fact, organization } = repository;
    const branch = repository.branches.find(({ kind }) => kind === 'new') ?? repository.branches[0];
    if (branch === undefined) return;
    for (const environment of fact.environments ?? []) {
      const { rules } = environment;
      if (
        rules === null ||
        rules.reviewers.length > 0 ||
        rules.customRules > 0 ||
        rules.branchPolicy.kind !== 'none'
      )
        continue;
      const runs = runsOfBranch(branch).filter((run) => run.environment?.join('') === environment.name);
      const roles = [...mintedRoles(repository, runs, scene)];
      if (roles.length === 0) continue;
      emit({
        entity: partId(organization.fact.login, fact.name, 'environment', environment.name),
        title: `Environment "${environment.name}" of ${fact.name} asks for nobody and unlocks ${roles.length === 1 ? 'a role' : `${roles.length} roles`}`,
        proof: [
          step(
            environment.ref,
            `The environment "${environment.name}" has no reviewers and admits any branch.`,
          ),
          ...roles.flatMap(([, outcome]) => outcome.steps.slice(-1)),
        ].slice(0, 10),
        attributes: { roles: roles.map(([id]) => id).join(', ') },
      });
    }
  },
};

export const writeDeployKey: FindingRule = {
  id: 'github-write-deploy-key',
  title: 'A deploy key may write',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1552.004', 'T1098.004'],
  why: 'A deploy key belongs to no person, does not expire, and pushes as an administrator would where rules do not bind those.',
  remediation: 'Make the key read-only, or replace it by a GitHub App that is given what it needs.',
  references: [
    'https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys',
  ],
  subject: 'repository',
  find(repository, scene, emit) {
    const { fact } = repository;
    const writing = (fact.deployKeys ?? []).filter((key) => !key.readOnly && key.enabled);
    if (fact.archived || writing.length === 0) return;
    const roles = new Set(
      repository.branches.flatMap((branch) =>
        [...powersOfBranch(branch, scene)].flatMap(([id, { kind }]) => (kind === 'can-assume' ? [id] : [])),
      ),
    );
    for (const key of writing)
      emit({
        entity: deployKeyId(repository, key),
        title: `Deploy key "${key.title}" may write to ${fact.name}`,
        severity: roles.size > 0 ? 'high' : 'medium',
        proof: [step(key.ref, `The deploy key "${key.title}" is not read-only.`)],
        attributes: { created: key.createdAt, lastUsed: key.lastUsed, roles: roles.size },
      });
  },
};

export const administratorBypass: FindingRule = {
  id: 'github-administrator-bypass',
  title: 'Administrators are above the rules',
  severity: 'low',
  confidence: 'high',
  techniques: ['T1677'],
  why: 'A protection that does not bind administrators does not bind their stolen sessions, nor deploy keys that may write.',
  remediation:
    'Bind administrators to the protection of the default branch, and let nobody bypass environments with reviewers.',
  references: [
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches',
    ENVIRONMENTS,
  ],
  subject: 'repository',
  find(repository, scene, emit) {
    const { fact, organization } = repository;
    const protections = (fact.protections ?? []).filter(
      (rule) => !rule.enforcedForAdmins && (rule.requiresReviews || rule.restrictsPushes),
    );
    const environments = (fact.environments ?? []).filter(
      ({ rules }) => rules?.adminsBypass === true && rules.reviewers.length > 0,
    );
    if (fact.archived || protections.length + environments.length === 0) return;
    // It matters where workflows hold power.
    if (!repository.workflows.some((each) => powersOfWorkflow(each, scene).size > 0)) return;
    for (const rule of protections)
      emit({
        entity: repository.id,
        detail: `branch ${rule.pattern}`,
        title: `The protection of "${rule.pattern}" in ${fact.name} does not bind administrators`,
        proof: [step(rule.ref, `The protection of "${rule.pattern}" is not enforced for administrators.`)],
      });
    for (const { name, ref } of environments)
      emit({
        entity: partId(organization.fact.login, fact.name, 'environment', name),
        title: `Administrators of ${fact.name} bypass the reviewers of environment "${name}"`,
        proof: [step(ref, `Administrators may bypass the rules of the environment "${name}".`)],
      });
  },
};

export const writingDefault: FindingRule = {
  id: 'github-writing-default',
  title: 'Workflows may write unless they say otherwise',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1677'],
  why: 'A workflow without a word on permissions gets a token that may push code and publish packages.',
  remediation: 'Set the default permissions of workflows to read, for the organization.',
  references: [
    'https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository',
  ],
  subject: 'organization',
  find(organization, _scene, emit) {
    const { fact, repositories } = organization;
    if (fact.workflowDefaults?.permissions === 'write')
      emit({
        entity: organization.id,
        title: `Workflows of ${fact.login} may write by default`,
        proof: [step(fact.workflowDefaults.ref, 'The default permissions of workflows are write.')],
      });
    for (const repository of repositories)
      if (repository.fact.workflowDefaults?.permissions === 'write')
        emit({
          entity: repository.id,
          title: `Workflows of ${repository.fact.name} may write by default`,
          proof: [
            step(repository.fact.workflowDefaults.ref, 'The default permissions of workflows are write.'),
          ],
        });
  },
};
