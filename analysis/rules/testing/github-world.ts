import type { Relation } from '../../../schema/records.ts';
import { derive } from '../../derive.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { allow, role, smallAccount } from './small-account.ts';
import {
  gh,
  type SmallOrganization,
  type SmallRepository,
  smallOrganization,
  trustsGithub,
} from './small-github.ts';

/** A workflow that asks for tokens in the environment `release`. */
export const RELEASE = `name: release
on: [push, workflow_dispatch]
permissions: { id-token: write }
jobs:
  ship:
    runs-on: ubuntu-latest
    environment: release
    steps:
      - uses: aws-actions/configure-aws-credentials@e3dd6a429d7300a6a4c196c26e071d42e0343502
        with: { role-to-assume: "${role('deploy')}" }
`;

export const OPEN = { name: 'release', protection_rules: [], deployment_branch_policy: null };
export const GUARDED = {
  name: 'release',
  protection_rules: [
    { type: 'required_reviewers', reviewers: [{ type: 'User', reviewer: { login: 'olga' } }] },
  ],
  deployment_branch_policy: null,
};

/** The repository `shop`, and the role `deploy` that trusts tokens whose subject is like `sub`. */
export function world(
  repository: SmallRepository,
  sub: string,
  more: Partial<SmallOrganization> = {},
  claims = {},
) {
  return smallAccount({
    roles: { deploy: { can: [allow('s3:*')], trust: [trustsGithub({ StringLike: { sub, ...claims } })] } },
    calls: smallOrganization({ ...more, repositories: { shop: repository, ...more.repositories } }),
  });
}

/** Relations of GitHub's rules as short lines, with their conditions. */
export function lines(
  source: ObservationSource,
  keep: (relation: Relation) => boolean = () => true,
): string[] {
  const short = (id: string) => id.replace(`${gh()}/`, '').replace(/^arn:aws:iam::111122223333:/, '');
  return derive(source)
    .relations.filter((each) => each.rule.startsWith('github-') && keep(each))
    .map(({ from, to, verdict, conditions }) =>
      [`${short(from)} -> ${short(to)} ${verdict}`, ...conditions].join(' | '),
    )
    .sort();
}
