import { describe, expect, it } from 'vitest';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { containmentFor, containmentSteps } from '../containment.ts';

const asked = (id: string) => ({ type: 'entity', label: '', identifier: id, fingerprint: null, facts: [] });
const owner = (kind: EntityKind, id: string, attributes = {}) => ({
  kind,
  id,
  name: id.split('/').at(-1) ?? id,
  attributes,
});
const ROLE = 'arn:aws:iam::111122223333:role/github-release';
const SECRET = 'k8s://larkfield-prod/secret/payments/provider-credentials';
const REPOSITORY = 'github://larkfield-example/order-service';
const steps = (each: ReturnType<typeof owner>, reached: readonly string[] = [ROLE, SECRET]) =>
  containmentSteps(asked(each.id), each, { reached });

describe('what builds and releases', () => {
  it('is stopped first, then what it reached ends, and every one of these steps revokes', () => {
    const workflow = owner('github-workflow', `${REPOSITORY}/workflow/release`, {
      path: '.github/workflows/release.yml',
    });
    const all = steps(workflow);
    expect(all.slice(0, 5).map(({ title, revokes }) => [revokes, title])).toEqual([
      [true, 'Disable the workflow release of larkfield-example/order-service'],
      [true, 'Stop its runs'],
      [true, 'Revoke the sessions of github-release'],
      [true, 'Change what payments/provider-credentials opens, and the secret with it'],
      [true, 'Change the secrets that workflows of larkfield-example/order-service can read'],
    ]);
    expect(all[0]?.command).toBe('gh workflow disable release.yml --repo larkfield-example/order-service');
    expect(all.slice(5).some(({ revokes }) => revokes)).toBe(false);
  });

  it('is stopped as its kind is', () => {
    const first = (each: ReturnType<typeof owner>) => steps(each, [])[0];
    expect(first(owner('github-repository', REPOSITORY, { defaultBranch: 'main' }))?.command).toContain(
      '/repos/larkfield-example/order-service/actions/permissions -F enabled=false',
    );
    expect(first(owner('github-repository', 'github://actions/checkout'))?.title).toBe(
      'Take actions/checkout out of the workflows that use it',
    );
    expect(first(owner('github-runner', `${REPOSITORY}/runner/r1`))?.command).toContain(
      '/repos/larkfield-example/order-service/actions/runners',
    );
    expect(
      first(owner('github-runner-group', 'github://larkfield-example/runner-group/infra'))?.command,
    ).toContain('/orgs/larkfield-example/actions/runners');
    expect(
      first(owner('aws-codebuild-project', 'arn:aws:codebuild:eu-central-1:111122223333:project/shop'))
        ?.command,
    ).toContain('--project-name shop');
    expect(
      first(
        owner(
          'aws-oidc-provider',
          'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
        ),
      )?.revokes,
    ).toBe(true);
  });

  it('has names that no shell takes for anything else', () => {
    for (const { command } of steps(
      owner('github-workflow', 'github://o/r;rm -rf x/workflow/a b', { path: '.github/workflows/$(x).yml' }),
      [],
    ))
      if (command?.includes('rm -rf') || command?.includes('$(x)'))
        expect(command).toMatch(/'[^']*(r;rm -rf x|\$\(x\))[^']*'/);
  });

  it('is told in a trace without saying which step revokes', () => {
    const told = containmentFor(asked(REPOSITORY), owner('github-repository', REPOSITORY), { reached: [] });
    expect(Object.keys(told[0] ?? {}).sort()).toEqual(['command', 'entity', 'order', 'title', 'why']);
  });
});
