import { writersOf } from '../../github/estate/writers.ts';
import { beyond, powersOfAdministrator, powersOfWorkflow } from '../../github/mint/powers.ts';
import { canRun } from '../../github/mint/runs-of-workflow.ts';
import { step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

const REFERENCES = [
  'https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization',
];

export const administersRepository: Rule = {
  id: 'github-repository-administrator',
  title: 'An administrator of a repository',
  kind: 'can-administer',
  techniques: ['T1078.004', 'T1098'],
  enables: 'Administrators change branch rules, environments, deploy keys and who has access.',
  fix: 'Give administration to a team that is kept small; writing needs no more than the role write.',
  references: REFERENCES,
  subject: 'repository',
  derive(repository, _scene, emit) {
    for (const writer of writersOf(repository)) {
      // A deploy key writes as an administrator would, and changes no settings.
      if (writer.permission !== 'admin' || writer.kind === 'deploy-key') continue;
      const relation = relationOf(
        'can-administer',
        'github-repository-administrator',
        writer,
        repository.id,
        writer.grant,
        `${writer.name} administers ${repository.fact.name}.`,
      );
      if (relation) emit(relation);
    }
  },
};

export const repositoryControls: Rule = {
  id: 'github-repository-controls',
  title: 'Administrators control branches, workflows and what they obtain',
  kind: 'controls',
  techniques: ['T1078.004', 'T1677'],
  enables:
    'Rules of branches and protection of environments bind only until an administrator of the repository takes them off.',
  fix: 'See who administers the repository; have the organization’s rulesets hold what no repository may change.',
  references: REFERENCES,
  subject: 'repository',
  derive(repository, scene, emit) {
    const { fact } = repository;
    if (fact.archived) return;
    const proof = [
      step(fact.ref, `Administrators of ${fact.name} can take off every rule of the repository.`),
    ];
    const rule = { rule: 'github-repository-controls', verdict: 'allow', conditions: [] } as const;
    for (const branch of repository.branches)
      emit({ from: repository.id, to: branch.id, kind: 'controls', ...rule, proof });
    const workflows = repository.workflows.filter(canRun);
    for (const workflow of workflows)
      emit({ from: repository.id, to: workflow.id, kind: 'controls', ...rule, proof });
    const own = powersOfAdministrator(repository, scene);
    const covered = workflows.map((workflow) => powersOfWorkflow(workflow, scene));
    for (const [to, { kind, outcome }] of beyond(own, covered)) {
      const relation = relationOf(
        kind,
        'github-repository-controls',
        { id: repository.id, ref: fact.ref },
        to,
        outcome,
        '',
      );
      if (relation) emit({ ...relation, proof: [...proof, ...relation.proof].slice(0, 12) });
    }
  },
};
