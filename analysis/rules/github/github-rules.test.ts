import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../schema/records.ts';
import { derive } from '../../derive.ts';
import { createExplainer } from '../../explain.ts';
import { GUARDED, lines, OPEN, RELEASE, world } from '../testing/github-world.ts';
import { role } from '../testing/small-account.ts';
import { gh, ORG, type SmallOrganization, type SmallRepository } from '../testing/small-github.ts';

const MAIN_ONLY = {
  name: 'release',
  protection_rules: [{ type: 'branch_policy' }],
  deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
};
const REVIEWED = {
  pattern: 'main',
  isAdminEnforced: true,
  requiresApprovingReviews: true,
  requiredApprovingReviewCount: 1,
};

const toRole = ({ to }: Relation) => to === role('deploy');
const keyPath = ({ from, to }: Relation) => from.includes('/deploy-key/') || to === role('deploy');

describe('a leaked deploy key and a loose subject', () => {
  const repository = {
    workflows: { 'release.yml': RELEASE },
    environments: [OPEN],
    deployKeys: [{ title: 'buildbox' }],
  };

  it('lead over the branch and the workflow to the role, with a proof at each hop', () => {
    const source = world(repository, `repo:${ORG}/*`);
    const found = derive(source).relations;
    const hop = (from: string, to: string) => found.find((each) => each.from === from && each.to === to);
    const [key, branch, workflow] = [
      gh('shop/deploy-key/buildbox'),
      gh('shop/branch/main'),
      gh('shop/workflow/release'),
    ];
    expect(hop(key, branch)).toMatchObject({ verdict: 'allow', rule: 'github-push' });
    expect(hop(branch, workflow)).toMatchObject({ verdict: 'allow', rule: 'github-branch-decides' });
    expect(hop(workflow, role('deploy'))).toMatchObject({ verdict: 'allow', rule: 'github-workflow-role' });
    for (const each of [hop(key, branch), hop(branch, workflow), hop(workflow, role('deploy'))])
      for (const { observation, pointer } of each?.proof ?? [{ observation: 'sha256:', pointer: '' }])
        expect(pointerResolves(source, observation as `sha256:${string}`, pointer)).toBe(true);
    expect(
      hop(workflow, role('deploy'))
        ?.proof.map(({ says }) => says)
        .join(' '),
    ).toContain(`accepts the subject "repo:${ORG}/shop:environment:release"`);
  });

  it('a key that may only read leads nowhere', () => {
    const reading = { ...repository, deployKeys: [{ title: 'buildbox', readOnly: true }] };
    expect(lines(world(reading, `repo:${ORG}/*`), ({ from }) => from.includes('deploy-key'))).toEqual([]);
  });

  it('a reviewer of the environment stands in between, as a condition on both ways', () => {
    const guarded = { ...repository, environments: [GUARDED] };
    expect(lines(world(guarded, `repo:${ORG}/shop:environment:release`), keyPath)).toEqual([
      'shop -> role/deploy allow',
      'shop/deploy-key/buildbox -> shop/branch/* allow',
      'shop/deploy-key/buildbox -> shop/branch/main allow',
      'shop/deploy-key/buildbox -> shop/tag/* allow',
      'shop/workflow/release -> role/deploy conditional | olga approves the deployment to environment "release"',
    ]);
  });

  it('a trust of main alone is had from main alone, and the workflow stands behind no other branch', () => {
    const source = world(
      { ...repository, workflows: { 'release.yml': RELEASE.replace('    environment: release\n', '') } },
      `repo:${ORG}/shop:ref:refs/heads/main`,
    );
    const found = lines(
      source,
      ({ from, to }) => from.includes('/branch/') && (to.includes('/workflow/') || to === role('deploy')),
    );
    expect(found).toEqual(['shop/branch/main -> shop/workflow/release allow']);
    const explainer = createExplainer(source);
    const { related, blockedBy } = explainer.explain(gh('shop/branch/*'), role('deploy'));
    expect(related).toBe(false);
    expect(blockedBy[0]?.says).toContain('refs/heads/main');
  });

  it('an environment that admits main alone refuses every other branch', () => {
    const source = world(
      { ...repository, environments: [MAIN_ONLY], policies: { release: ['main'] } },
      `repo:${ORG}/shop:environment:release`,
    );
    const found = lines(
      source,
      ({ from, to }) => from.includes('/branch/') && (to.includes('/workflow/') || to === role('deploy')),
    );
    expect(found).toEqual(['shop/branch/main -> shop/workflow/release allow']);
  });

  it('tightened, explain names the condition that refuses, and the run that comes nearest', () => {
    const source = world(repository, `repo:${ORG}/shop:environment:production`);
    const { related, blockedBy } = createExplainer(source).explain(
      gh('shop/workflow/release'),
      role('deploy'),
    );
    expect(related).toBe(false);
    expect(blockedBy[0]?.says).toContain(
      `asks StringLike token.actions.githubusercontent.com:sub "repo:${ORG}/shop:environment:production"`,
    );
    expect(blockedBy[0]?.says).toContain(`repo:${ORG}/shop:environment:release`);
    expect(blockedBy[0]?.pointer).toContain('/AssumeRolePolicyDocument/Statement/0');
    // Whoever may push makes the environment that the trust names.
    expect(lines(source, toRole)).toEqual([
      'shop -> role/deploy allow',
      'shop/branch/* -> role/deploy allow',
      'shop/branch/main -> role/deploy allow',
      'shop/tag/* -> role/deploy allow',
    ]);
  });
});

describe('how subjects are made up', () => {
  const workflows = { 'release.yml': RELEASE };
  const environments = [OPEN];
  const minted = (repository: SmallRepository, sub: string) =>
    lines(
      world({ workflows, environments, ...repository }, sub),
      ({ from, to }) => toRole({ to } as Relation) && from.includes('/workflow/'),
    );

  it('with the ids of owner and repository after the cutover, so that an old pattern is dead', () => {
    const created = { createdAt: '2026-08-01T00:00:00Z' };
    expect(minted(created, `repo:${ORG}/shop:*`)).toEqual([]);
    expect(minted(created, `repo:${ORG}@777/shop@4242:environment:release`)).toEqual([
      'shop/workflow/release -> role/deploy allow',
    ]);
    expect(
      minted({ oidc: { use_default: true, use_immutable_subject: true } }, `repo:${ORG}/shop:*`),
    ).toEqual([]);
  });

  it('from other claims where the template says so', () => {
    const oidc = { use_default: false, include_claim_keys: ['repository_owner', 'job_workflow_ref'] };
    expect(minted({ oidc }, `repo:${ORG}/shop:*`)).toEqual([]);
    expect(
      minted(
        { oidc },
        `repository_owner:${ORG}:job_workflow_ref:${ORG}/shop/.github/workflows/release.yml@refs/heads/main`,
      ),
    ).toEqual(['shop/workflow/release -> role/deploy allow']);
  });

  it('with a colon in a name escaped', () => {
    const named = {
      environments: [{ ...OPEN, name: 'P:V1' }],
      workflows: { 'release.yml': RELEASE.replace('environment: release', 'environment: "P:V1"') },
    };
    expect(minted(named, `repo:${ORG}/shop:environment:P%3AV1`)).toEqual([
      'shop/workflow/release -> role/deploy allow',
    ]);
    expect(minted(named, `repo:${ORG}/shop:environment:P:V1`)).toEqual([]);
  });

  it('is not known where the template was not collected, and that is said', () => {
    expect(minted({ oidc: null }, `repo:${ORG}/*`)).toEqual([
      `shop/workflow/release -> role/deploy unknown | GET /repos/{owner}/{repo}/actions/oidc/customization/sub: how subjects of ${ORG}/shop are made up was not collected`,
    ]);
  });

  it('a job without permission for tokens mints none', () => {
    expect(
      minted({ workflows: { 'release.yml': RELEASE.replace('id-token: write', 'contents: read') } }, '*'),
    ).toEqual([]);
    const { blockedBy } = createExplainer(
      world(
        { workflows: { 'release.yml': RELEASE.replace('id-token: write', 'contents: read') }, environments },
        '*',
      ),
    ).explain(gh('shop/workflow/release'), role('deploy'));
    expect(blockedBy[0]?.says).toContain(
      'No job of .github/workflows/release.yml has the permission id-token: write',
    );
  });
});

describe('who may push', () => {
  const pushes = (repository: SmallRepository, more: Partial<SmallOrganization> = {}) =>
    lines(
      world({ branches: ['main', 'dev'], ...repository }, 'none', more),
      ({ kind, to }) => kind === 'can-push' && !to.includes('/tag/'),
    );

  it('by role, team, base permission and key, under the protection in effect', () => {
    const repository = {
      collaborators: { alice: 'WRITE', bob: 'READ', carol: 'ADMIN' },
      deployKeys: [{ title: 'k' }],
      protections: [{ ...REVIEWED, isAdminEnforced: false }],
    };
    const review = 'a pull request into "main" is approved by one other person';
    expect(
      pushes(repository, { teams: { web: { members: ['dan'], repositories: { shop: 'WRITE' } } } }),
    ).toEqual([
      'shop/deploy-key/k -> shop/branch/* allow',
      'shop/deploy-key/k -> shop/branch/dev allow',
      'shop/deploy-key/k -> shop/branch/main allow',
      'team/web -> shop/branch/* allow',
      'team/web -> shop/branch/dev allow',
      `team/web -> shop/branch/main conditional | ${review}`,
      'user/alice -> shop/branch/* allow',
      'user/alice -> shop/branch/dev allow',
      `user/alice -> shop/branch/main conditional | ${review}`,
      'user/carol -> shop/branch/* allow',
      'user/carol -> shop/branch/dev allow',
      'user/carol -> shop/branch/main allow',
    ]);
    expect(pushes({ protections: [] }, { base: 'write' })).toContain('role/member -> shop/branch/main allow');
  });

  it('not where pushes are restricted, save to those named', () => {
    const restricted = {
      collaborators: { alice: 'WRITE', eve: 'WRITE' },
      protections: [
        {
          pattern: 'main',
          isAdminEnforced: true,
          restrictsPushes: true,
          pushAllowances: { nodes: [{ actor: { __typename: 'User', login: 'alice' } }] },
        },
      ],
    };
    const found = pushes(restricted);
    expect(found).toContain('user/alice -> shop/branch/main allow');
    expect(found).not.toContain('user/eve -> shop/branch/main allow');
    const { blockedBy } = createExplainer(world({ branches: ['main'], ...restricted }, 'none')).explain(
      gh('user/eve'),
      gh('shop/branch/main'),
    );
    expect(blockedBy[0]?.says).toContain('lets only those it names push');
  });

  it('under rulesets, whose bypass lists count, and whose hidden ones leave it open', () => {
    const ruleset = (bypass_actors?: readonly object[]) => ({
      id: 7,
      name: 'guard',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [{ type: 'update' }],
      ...(bypass_actors === undefined ? {} : { bypass_actors: bypass_actors as never }),
    });
    const of = (bypass?: readonly object[]) =>
      pushes({
        collaborators: { alice: 'WRITE' },
        deployKeys: [{ title: 'k' }],
        rulesets: [ruleset(bypass)],
      }).filter((each) => each.includes('branch/main'));
    expect(of([])).toEqual([]);
    expect(of([{ actor_type: 'DeployKey', bypass_mode: 'always' }])).toEqual([
      'shop/deploy-key/k -> shop/branch/main allow',
    ]);
    expect(of([{ actor_type: 'RepositoryRole', actor_id: 4, bypass_mode: 'always' }])).toEqual([
      'user/alice -> shop/branch/main allow',
    ]);
    expect(of(undefined)).toHaveLength(2);
    expect(of(undefined)[0]).toContain('unknown');
  });

  it('is not known where protections were not shown', () => {
    expect(
      pushes({ collaborators: { alice: 'WRITE' }, protections: null }).every((each) =>
        each.includes(' unknown '),
      ),
    ).toBe(true);
  });
});

function pointerResolves(
  source: ReturnType<typeof world>,
  observation: `sha256:${string}`,
  pointer: string,
): boolean {
  let value: unknown = source.document(observation);
  for (const part of pointer.split('/').slice(1))
    value = (value as Record<string, unknown> | undefined)?.[
      part.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  return value !== undefined;
}
