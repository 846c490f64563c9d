import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../../schema/records.ts';
import { createExplainer } from '../../explain.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { lines } from '../testing/github-world.ts';
import { ACCOUNT, allow, linesOf, OTHER, role, smallAccount } from '../testing/small-account.ts';
import { gh, ISSUER, ORG, PROVIDER, smallOrganization, trustsGithub } from '../testing/small-github.ts';

/* Tokens are taken for a role by the provider of its own account, where there is one, for the audiences it has. */

const ELSEWHERE = PROVIDER.replace(ACCOUNT, OTHER);
const WORKFLOW =
  "on: push\npermissions: { id-token: write }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: 'true' }]\n";

function providers(...audiences: readonly string[]): readonly MemoryCall[] {
  return [
    {
      operation: 'iam:ListOpenIDConnectProviders',
      document: { OpenIDConnectProviderList: [{ Arn: PROVIDER }] },
    },
    {
      operation: 'iam:GetOpenIDConnectProvider',
      parameters: { OpenIDConnectProviderArn: PROVIDER },
      document: { Url: ISSUER, ClientIDList: audiences },
    },
  ];
}

const NONE: MemoryCall = {
  operation: 'iam:ListOpenIDConnectProviders',
  document: { OpenIDConnectProviderList: [] },
};
const LISTED: Coverage = {
  source: 'aws:test',
  operation: 'iam:ListOpenIDConnectProviders',
  region: null,
  status: 'complete',
  reason: '',
  items: 0,
  calls: 1,
  kinds: [],
};

function account(calls: readonly MemoryCall[], claims: Record<string, string> = {}, provider = PROVIDER) {
  const trust = trustsGithub({ StringLike: { sub: `repo:${ORG}/shop:*`, ...claims } });
  const roles = {
    deploy: { can: [allow('s3:*')], trust: [{ ...trust, Principal: { Federated: provider } }] },
  };
  const coverage = calls.includes(NONE) ? [LISTED] : [];
  return {
    roles,
    coverage,
    calls: [...smallOrganization({ repositories: { shop: { workflows: { 'w.yml': WORKFLOW } } } }), ...calls],
  };
}

const obtained = (...given: Parameters<typeof account>) =>
  lines(
    smallAccount(account(...given)),
    ({ from, to }) => to === role('deploy') && from.includes('/workflow/'),
  );
const FOUND = ['shop/workflow/w.yml -> role/deploy allow'];

describe('tokens of GitHub', () => {
  test('are taken where the account has the provider, or its providers were not collected', () => {
    expect(obtained(providers('sts.amazonaws.com'))).toEqual(FOUND);
    expect(obtained([])).toEqual(FOUND);
  });

  test('are not where the account has no such provider, which is what an explanation says', () => {
    expect(obtained([NONE])).toEqual([]);
    const { blockedBy } = createExplainer(smallAccount(account([NONE]))).explain(
      gh('shop/workflow/w.yml'),
      role('deploy'),
    );
    expect(blockedBy[0]?.says).toBe(`The account has no OIDC provider ${PROVIDER}.`);
  });

  test('are not by a provider of another account, whatever the trust names', () => {
    expect(obtained([], {}, ELSEWHERE)).toEqual([]);
    expect(linesOf(account([], {}, ELSEWHERE), 'aws-web-identity')).toEqual([]);
    expect(linesOf(account([]), 'aws-web-identity')).toHaveLength(1);
  });

  test('are for an audience that the provider has', () => {
    expect(obtained(providers('sts.amazonaws.com'), { aud: 'sts.amazonaws.com' })).toEqual(FOUND);
    expect(obtained(providers('sts.amazonaws.com'), { aud: 'internal' })).toEqual([]);
    expect(obtained(providers('sts.amazonaws.com', 'internal'), { aud: 'internal' })).toEqual(FOUND);
  });
});
