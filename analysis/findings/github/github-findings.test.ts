import { describe, expect, it } from 'vitest';
import { buildEstates, readFacts } from '../../estates.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { createScene } from '../../rules/scene.ts';
import { allow, role, smallAccount } from '../../rules/testing/small-account.ts';
import {
  gh,
  ISSUER,
  ORG,
  type SmallRepository,
  smallOrganization,
  trustsGithub,
} from '../../rules/testing/small-github.ts';
import { findingsOf } from '../findings-of.ts';

function found(
  repository: SmallRepository,
  trust: Parameters<typeof trustsGithub>[0] | null = null,
  calls: readonly MemoryCall[] = [],
) {
  const source = smallAccount({
    roles: trust === null ? {} : { deploy: { can: [allow('s3:*')], trust: [trustsGithub(trust)] } },
    calls: smallOrganization({ repositories: { shop: repository }, calls }),
  });
  return findingsOf(createScene(buildEstates(readFacts(source)))).filter(({ rule }) =>
    /^(github|oidc)-/.test(rule),
  );
}
const rules = (...asked: Parameters<typeof found>) =>
  found(...asked)
    .map(({ rule }) => rule)
    .sort();
const like = (sub: string) => ({ StringLike: { sub }, StringEquals: { aud: 'sts.amazonaws.com' } });

describe('traps of a trust', () => {
  it.each([
    ['*', 'oidc-trust-admits-anyone'],
    ['*:ref:refs/heads/main', 'oidc-trust-admits-anyone'],
    ['repo:larkfield*', 'oidc-trust-admits-other-owners'],
    [`repo:${ORG}/*`, 'oidc-trust-admits-whole-owner'],
    [`repo:${ORG}/sh*:environment:prod`, 'oidc-trust-admits-a-family'],
    [`repo:${ORG}/shop:pull_request`, 'oidc-trust-admits-pull-requests'],
    [`repo:${ORG}/shop:ref:refs/heads/main*`, 'oidc-trust-admits-any-context'],
    [`repo:${ORG}/shop:*`, 'oidc-trust-admits-any-context'],
    [`job_workflow_ref:${ORG}/shop/.github/workflows/a.yml@refs/heads/main`, 'oidc-trust-movable-workflow'],
  ])('%s', (sub, rule) => {
    expect(rules({}, like(sub)).filter((each) => each !== 'oidc-dead-trust')).toEqual([rule]);
  });

  it('none of them where one repository is pinned in one context', () => {
    expect(rules({}, like(`repo:${ORG}/shop:ref:refs/heads/main`))).toEqual([]);
  });

  it('one loose value poisons the list, and the statement that does it is the proof', () => {
    const [finding] = found(
      {},
      { StringLike: { sub: [`repo:${ORG}/shop:ref:refs/heads/main`, `repo:${ORG}/*`] } },
    );
    expect(finding).toMatchObject({
      id: `oidc-trust-admits-whole-owner:${role('deploy')}:${ISSUER}`,
      severity: 'high',
      entity: role('deploy'),
    });
    expect(finding?.proof[0]?.pointer).toContain('/AssumeRolePolicyDocument/Statement/0');
  });

  it('conditions that admit nobody, and conditions that hold for whoever lacks the claim', () => {
    expect(rules({}, { StringEquals: { sub: `repo:${ORG}/*` } })).toEqual([
      'oidc-dead-trust',
      'oidc-trust-literal-star',
    ]);
    expect(
      rules({}, { StringEquals: { repository_owner: ORG, sub: `repo:${ORG}/shop:environment:a` } }),
    ).toContain('oidc-trust-unknown-claim');
    const sub = `repo:${ORG}/shop:ref:refs/heads/main`;
    expect(rules({}, { StringEquals: { sub }, 'ForAllValues:StringEquals': { subject: 'x' } })).toEqual([
      'oidc-trust-passed-by-missing-claim',
    ]);
    expect(rules({}, { StringEquals: { sub }, StringEqualsIfExists: { environment: 'x' } })).toEqual([
      'oidc-trust-passed-by-missing-claim',
    ]);
    expect(rules({}, { 'ForAllValues:StringEquals': { sub } })).toEqual([]);
  });
});

describe('a trust that no token fits', () => {
  const dead = (repository: SmallRepository, sub: string) =>
    found(repository, like(sub)).filter(({ rule }) => rule === 'oidc-dead-trust');

  it('after subjects became immutable', () => {
    const [finding] = dead({ createdAt: '2026-08-01T00:00:00Z' }, `repo:${ORG}/shop:ref:refs/heads/main`);
    expect(finding?.proof.map(({ says }) => says).join(' ')).toContain(
      `begin with "repo:${ORG}@777/shop@4242", with the ids`,
    );
    expect(
      dead({ createdAt: '2026-08-01T00:00:00Z' }, `repo:${ORG}@777/shop@4242:ref:refs/heads/main`),
    ).toEqual([]);
  });

  it('after the repository went away, or its template was customised', () => {
    expect(
      dead({}, `repo:${ORG}/old-shop:ref:refs/heads/main`)[0]
        ?.proof.map(({ says }) => says)
        .join(' '),
    ).toContain('has no repository "old-shop" any more');
    const oidc = { use_default: false, include_claim_keys: ['job_workflow_ref'] };
    expect(dead({ oidc }, `repo:${ORG}/shop:*`)[0]?.proof.at(-1)?.says).toContain(
      'made up of job_workflow_ref',
    );
  });

  it('is not said of an organization that was not collected, nor where templates were not', () => {
    expect(dead({}, 'repo:elsewhere-example/shop:ref:refs/heads/main')).toEqual([]);
    expect(dead({ oidc: null }, `repo:${ORG}/old-shop:ref:refs/heads/main`)).toEqual([]);
  });
});

describe('workflows and repositories', () => {
  const workflow = (text: string, more: SmallRepository = {}): SmallRepository => ({
    workflows: { 'w.yml': `name: w\n${text}` },
    ...more,
  });
  const PINNED = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8';
  const steps = (...lines: readonly string[]) =>
    `jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${lines.map((line) => `      - ${line}`).join('\n')}\n`;

  it('run what anyone proposes', () => {
    const text = `on: pull_request_target\n${steps(`uses: ${PINNED}\n        with: { ref: "\${{ github.head_ref }}" }`, 'run: make', `run: echo\n        env: { T: "\${{ secrets.T }}" }`)}`;
    const [finding] = found(workflow(text, { visibility: 'PUBLIC', secrets: ['T'] }));
    expect(finding).toMatchObject({
      rule: 'github-pwn-request',
      severity: 'critical',
      entity: gh('shop/workflow/w'),
    });
    expect(finding?.proof[0]?.says).toContain('line 7');
    expect(
      rules(workflow(text.replace('github.head_ref', 'github.base_ref'), { visibility: 'PUBLIC' })),
    ).toEqual([]);
    expect(
      rules(workflow(text.replace('on: pull_request_target', 'on: pull_request'), { visibility: 'PUBLIC' })),
    ).toEqual([]);
  });

  it('put text of outsiders into scripts', () => {
    const text = `on: issues\n${steps(`run: echo "\${{ github.event.issue.title }}"`)}`;
    expect(rules(workflow(text, { visibility: 'PUBLIC' }))).toEqual(['github-template-injection']);
    const byVariable = `on: issues\n${steps(`run: echo "$TITLE"\n        env: { TITLE: "\${{ github.event.issue.title }}" }`)}`;
    expect(rules(workflow(byVariable, { visibility: 'PUBLIC' }))).toEqual([]);
  });

  it('run actions that can be moved, where it matters', () => {
    const text = `on: push\n${steps('uses: someone/tool@v1', `run: echo\n        env: { T: "\${{ secrets.T }}" }`)}`;
    expect(rules(workflow(text, { secrets: ['T'] }))).toEqual(['github-unpinned-action']);
    expect(rules(workflow(text.replace('someone/tool@v1', PINNED), { secrets: ['T'] }))).toEqual([]);
    expect(rules(workflow(`on: push\n${steps('uses: someone/tool@v1')}`))).toEqual([]);
  });

  it('ask for every permission, or have it by default', () => {
    expect(rules(workflow(`on: push\npermissions: write-all\n${steps('run: echo')}`))).toEqual([
      'github-workflow-write-all',
    ]);
    const defaults = {
      operation: 'GET /orgs/{org}/actions/permissions/workflow',
      parameters: { org: ORG },
      document: { default_workflow_permissions: 'write' },
    };
    expect(rules({}, null, [defaults])).toEqual(['github-writing-default']);
  });

  it('an environment that asks for nobody and unlocks a role', () => {
    const open = { name: 'prod', protection_rules: [], deployment_branch_policy: null };
    const sub = like(`repo:${ORG}/shop:environment:prod`);
    const [finding] = found({ environments: [open] }, sub);
    expect(finding).toMatchObject({
      rule: 'github-unguarded-environment',
      entity: gh('shop/environment/prod'),
      attributes: { roles: role('deploy') },
    });
    const reviewed = {
      ...open,
      protection_rules: [
        { type: 'required_reviewers', reviewers: [{ type: 'User', reviewer: { login: 'olga' } }] },
      ],
      can_admins_bypass: true,
    };
    expect(rules({ environments: [reviewed] }, sub)).toEqual([]);
    const used = `on: push\npermissions: { id-token: write }\n${steps('run: echo').replace('    steps', '    environment: prod\n    steps')}`;
    expect(rules(workflow(used, { environments: [reviewed] }), sub)).toEqual(['github-administrator-bypass']);
  });

  it('keys that write, runners that anyone uses, credentials that are kept', () => {
    expect(rules({ deployKeys: [{ title: 'k' }, { title: 'r', readOnly: true }] })).toEqual([
      'github-write-deploy-key',
    ]);
    const runner = {
      operation: 'GET /repos/{owner}/{repo}/actions/runners',
      parameters: { owner: ORG, repo: 'shop' },
      document: { runners: [{ name: 'box', labels: [{ name: 'self-hosted' }] }] },
    };
    const text = `on: pull_request\n${steps('run: echo').replace('ubuntu-latest', 'self-hosted')}`;
    expect(rules(workflow(text, { visibility: 'PUBLIC' }), null, [runner])).toEqual([
      'github-public-self-hosted-runner',
    ]);
    expect(rules(workflow(text), null, [runner])).toEqual([]);
    const stored = `on: push\n${steps(`run: echo\n        env: { X: "\${{ secrets.AWS_SECRET_ACCESS_KEY }}" }`)}`;
    expect(rules(workflow(stored, { secrets: ['AWS_SECRET_ACCESS_KEY'] }))).toEqual([
      'github-stored-cloud-key',
    ]);
  });
});
