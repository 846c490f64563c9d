import type { GuardrailContext } from '../guardrail.ts';

/** Names of this snapshot that a golden path is written with; those that it has not are examples, and said to be. */
export interface Place {
  readonly account: string;
  readonly partition: string;
  readonly region: string;
  readonly organization: string;
  readonly repository: string;
  readonly cluster: string;
  readonly issuer: string;
  /** Ids of the entities that the names are of. */
  readonly about: readonly string[];
  readonly examples: readonly string[];
}

const EXAMPLE_ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';

export function placeOf({ scene }: GuardrailContext): Place {
  const [account] = scene.aws.accounts.values();
  const [organization] = scene.github.organizations;
  const [repository] = organization?.repositories ?? [];
  const [cluster] = scene.kubernetes.clusters;
  const region = scene.aws.facts.resources
    .map(({ arn }) => arn.split(':')[3] ?? '')
    .find((each) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(each));
  const issuer = cluster?.fact.issuer?.url;
  const amazon = issuer?.includes('.eks.') === true ? issuer : undefined;
  return {
    account: account?.id ?? '111122223333',
    partition: account?.partition ?? 'aws',
    region: region ?? 'eu-central-1',
    organization: organization?.fact.login ?? 'example-org',
    repository: repository?.fact.name ?? 'example-service',
    cluster: cluster?.name ?? 'example-cluster',
    issuer: amazon ?? EXAMPLE_ISSUER,
    about: [account?.arn, organization?.id, cluster?.id].filter((id) => id !== undefined),
    examples: [
      ...(account ? [] : ['the account 111122223333']),
      ...(region ? [] : ['the region eu-central-1']),
      ...(organization ? [] : ['the repository example-org/example-service']),
      ...(cluster ? [] : ['the cluster example-cluster']),
      ...(amazon ? [] : ['the issuer of the cluster’s tokens']),
    ],
  };
}

/** What stays to be said of every golden path. */
export function limitsOf({ examples, repository }: Place): readonly string[] {
  return [
    `example-service and ${repository} are names to be replaced, as are the commits of actions by those that were reviewed.`,
    ...(examples.length === 0 ? [] : [`Not in the snapshot, and examples: ${examples.join(', ')}.`]),
  ];
}

export const GITHUB = 'token.actions.githubusercontent.com';

/** A trust of GitHub's tokens in one environment of one repository. */
export function environmentTrust(
  { account, partition, organization, repository }: Place,
  environment: string,
) {
  const subject = `repo:${organization}/${repository}:environment:${environment}`;
  return {
    subject,
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${GITHUB}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject } },
        },
      ],
    },
  };
}

/** A reviewed commit of an action; people put the one that they reviewed. */
export const COMMIT = '0000000000000000000000000000000000000000';
