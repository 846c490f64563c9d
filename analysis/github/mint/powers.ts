import type { RelationKind } from '../../../schema/kinds/relation-kinds.ts';
import type { Outcome } from '../../rules/outcome.ts';
import type { Scene } from '../../rules/rule.ts';
import type { Branch, Repository, Workflow } from '../estate/estate.ts';
import type { EnvironmentRules } from '../read/facts.ts';
import { mintedRoles } from './minted-roles.ts';
import { runsOfBranch } from './runs-of-branch.ts';
import { type Keep, runsOfWorkflow } from './runs-of-workflow.ts';
import { secretsOfBranch, secretsOfWorkflow } from './secrets-in-reach.ts';

/** What code in a place obtains: roles by tokens, secrets that jobs are given. */
export interface Power {
  readonly kind: Extract<RelationKind, 'can-assume' | 'uses-secret'>;
  readonly outcome: Outcome;
}
export type Powers = ReadonlyMap<string, Power>;

const ofWorkflows = new WeakMap<Scene, Map<Workflow, Powers>>();
const ofBranches = new WeakMap<Scene, Map<Branch, Powers>>();

export function powersOfWorkflow(workflow: Workflow, scene: Scene): Powers {
  return remembered(ofWorkflows, scene, workflow, () => powersOfPart(workflow, scene, () => true));
}

/** Of some jobs by some triggers alone. */
export function powersOfPart(workflow: Workflow, scene: Scene, keep: Keep): Powers {
  const { github } = scene;
  return joined(
    mintedRoles(workflow.repository, runsOfWorkflow(workflow, github, keep), scene),
    secretsOfWorkflow(workflow, github, keep),
  );
}

/** Of whoever decides what stands on the branch. */
export function powersOfBranch(branch: Branch, scene: Scene): Powers {
  return remembered(ofBranches, scene, branch, () =>
    joined(mintedRoles(branch.repository, runsOfBranch(branch), scene), secretsOfBranch(branch)),
  );
}

function joined(roles: ReadonlyMap<string, Outcome>, secrets: ReadonlyMap<string, Outcome>): Powers {
  const found = new Map<string, Power>();
  for (const [id, outcome] of roles) found.set(id, { kind: 'can-assume', outcome });
  for (const [id, outcome] of secrets) found.set(id, { kind: 'uses-secret', outcome });
  return found;
}

function remembered<K>(
  memory: WeakMap<Scene, Map<K, Powers>>,
  scene: Scene,
  subject: K,
  make: () => Powers,
): Powers {
  let all = memory.get(scene);
  if (!all) {
    all = new Map();
    memory.set(scene, all);
  }
  let found = all.get(subject);
  if (!found) {
    found = make();
    all.set(subject, found);
  }
  return found;
}

const RANK = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;

/** Whether everything the one obtains, the other obtains no less surely. */
export function includes(wider: Powers, narrower: Powers): boolean {
  return [...narrower].every(([id, { outcome }]) => {
    const other = wider.get(id);
    return other !== undefined && RANK[other.outcome.verdict] <= RANK[outcome.verdict];
  });
}

/** What the one obtains that none of the others obtains as surely. */
export function beyond(powers: Powers, others: readonly Powers[]): Powers {
  return new Map(
    [...powers].filter(
      ([id, { outcome }]) =>
        !others.some((each) => {
          const other = each.get(id);
          return other !== undefined && RANK[other.outcome.verdict] <= RANK[outcome.verdict];
        }),
    ),
  );
}

const ofAdministrators = new WeakMap<Scene, Map<Repository, Powers>>();

/** Of an administrator of the repository, who can take off what protects its environments. */
export function powersOfAdministrator(repository: Repository, scene: Scene): Powers {
  return remembered(ofAdministrators, scene, repository, () => unprotectedPowers(repository, scene));
}

/** Whether an administrator of the repository obtains the role: as `powersOfAdministrator`, no further than to the first way. */
export function administratorObtains(repository: Repository, role: string, scene: Scene): boolean {
  const known = ofAdministrators.get(scene)?.get(repository);
  if (known) return known.get(role)?.kind === 'can-assume';
  const open = unprotected(repository);
  return open.branches.some((branch) => mintedRoles(open, runsOfBranch(branch), scene).has(role));
}

function unprotected(repository: Repository): Repository {
  const environments =
    repository.fact.environments?.map((each) => ({ ...each, rules: each.rules && UNPROTECTED })) ?? null;
  const open = { ...repository, fact: { ...repository.fact, environments } };
  return { ...open, branches: repository.branches.map((branch) => ({ ...branch, repository: open })) };
}

function unprotectedPowers(repository: Repository, scene: Scene): Powers {
  const open = unprotected(repository);
  const found = new Map<string, Power>();
  for (const branch of open.branches)
    for (const [id, power] of joined(
      mintedRoles(open, runsOfBranch(branch), scene),
      secretsOfBranch(branch),
    )) {
      const known = found.get(id);
      if (known === undefined || RANK[power.outcome.verdict] < RANK[known.outcome.verdict])
        found.set(id, power);
    }
  return found;
}

const UNPROTECTED: EnvironmentRules = {
  reviewers: [],
  reviewersRef: null,
  preventsSelfReview: false,
  waitMinutes: 0,
  customRules: 0,
  adminsBypass: true,
  branchPolicy: { kind: 'none' },
};
