import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import type { Entity } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Role } from '../aws/estate/estate.ts';
import type { Estates } from '../estates.ts';
import type { OfferedChange } from './offered-changes.ts';
import { sharedAccountOf } from './shared-account.ts';
import { trustOfItsWorkflows } from './tightened-trust.ts';

export type About = Pick<Entity, 'id' | 'kind' | 'name' | 'collected' | 'evidence'>;
type Offer = readonly [title: string, change: Change, next?: readonly OfferedChange[]];
/** `now`: an ISO 8601 time in UTC, for what ends sessions. */
type Offers = (about: About, estates: Estates, now: string) => readonly Offer[];

const credential =
  (what: string): Offers =>
  ({ id, name }) => [
    [`Replace ${what} ${name} by another`, { change: 'rotate-credential', credential: id }],
    [`Delete ${what} ${name}`, { change: 'delete-credential', credential: id }],
  ];

const principal: Offers = ({ id, name }) => [
  [`Deny ${name} everything`, { change: 'quarantine', principal: id }],
];

const role: Offers = (about, estates, now) => {
  const known = estates.aws.principals.get(about.id);
  const tight = known?.kind === 'role' ? trustOfItsWorkflows(known as Role, estates) : null;
  return [
    ...principal(about, estates, now),
    [`End the sessions of ${about.name}`, { change: 'revoke-sessions', role: about.id, before: now }],
    ...(tight
      ? [
          [
            `Let only the workflows that ask for ${about.name} become it: ${tight.subjects.join(', ')}`,
            tight,
          ] as const,
        ]
      : []),
  ];
};

const resource: Offers = ({ id, name, kind }, { aws }) => {
  const policy = aws.facts.resources.find(({ arn }) => arn === id)?.policy;
  return policy?.state === 'document' && kind !== 'aws-kms-key'
    ? [[`Delete the policy of ${name}`, { change: 'delete-resource-policy', resource: id }]]
    : [];
};

const secret: Offers = ({ id, name }) => [
  [`Replace the secret ${name} by another`, { change: 'rotate-credential', credential: id }],
  [`Delete the secret ${name}`, { change: 'delete-secret', secret: id }],
];

const serviceAccount: Offers = ({ id, name }) => [
  [`Take everything from ${name} that names it`, { change: 'quarantine-service-account', account: id }],
  [`Put no token of ${name} into pods`, { change: 'set-automount', of: id, automount: false }],
  [`Delete the service account ${name}`, { change: 'delete-service-account', account: id }],
];

/** Of a workload that shares its account: another with the same, so that one can be ended without the other. */
function ownAccount(id: string, estates: Estates): readonly Offer[] {
  const shared = sharedAccountOf(id, estates);
  if (!shared) return [];
  const { cluster, namespace, workload, account, free } = shared;
  return [
    [
      `Give ${workload} an account of its own: ${namespace}/${free}`,
      { change: 'create-service-account', cluster, namespace, name: free, like: account },
      [
        {
          title: `Run ${workload} as ${free}`,
          change: { change: 'set-service-account', workload: id, account: free },
        },
      ],
    ],
  ];
}

const tokenDefaults: Offers = ({ id, name }, { github }) => {
  const fact =
    github.organizations.find((each) => each.id === id)?.fact ??
    [...github.repositories.values()].find((each) => each.id === id)?.fact;
  return fact?.workflowDefaults?.permissions === 'write'
    ? [
        [
          `Let tokens of workflows in ${name} only read unless they ask for more`,
          { change: 'set-token-permissions', of: id, permissions: 'read' },
        ],
      ]
    : [];
};

const OFFERS: { readonly [K in EntityKind]?: Offers } = {
  'aws-access-key': ({ id, name, ...rest }, ...more) => [
    [`Disable access key ${id}`, { change: 'disable-credential', credential: id }],
    ...credential('access key')({ id, ...rest, name: id }, ...more),
  ],
  'aws-login-profile': ({ id, name }) => [
    [`Delete ${name}`, { change: 'delete-credential', credential: id }],
  ],
  'aws-user': principal,
  'aws-role': role,
  'aws-s3-bucket': resource,
  'aws-secret': resource,
  'aws-dynamodb-table': resource,
  'aws-sqs-queue': resource,
  'aws-sns-topic': resource,
  'aws-ecr-repository': resource,
  'aws-lambda-function': resource,
  'k8s-service-account': serviceAccount,
  'k8s-secret': secret,
  'k8s-pod': ({ id, name }, estates) => [
    [`Put no token into ${name}`, { change: 'set-automount', of: id, automount: false }],
    ...ownAccount(id, estates),
  ],
  'k8s-controller': ({ id, name }, estates) => [
    [`Put no token into the pods of ${name}`, { change: 'set-automount', of: id, automount: false }],
    ...ownAccount(id, estates),
  ],
  'github-secret': secret,
  'github-deploy-key': credential('deploy key'),
  'github-token-grant': ({ id, name }) => [
    [`Revoke the token ${name}`, { change: 'delete-credential', credential: id }],
  ],
  'github-workflow': ({ id, name }) => [
    [`Disable the workflow ${name}`, { change: 'disable-workflow', workflow: id }],
  ],
  'github-environment': ({ id, name }) => [
    [
      `Let only protected branches deploy to ${name}`,
      { change: 'set-environment-branches', environment: id, branches: 'protected' },
    ],
  ],
  'github-organization': tokenDefaults,
  'github-repository': tokenDefaults,
};

/** What has a better name than "remove", or cannot be taken out of a description without the rest. */
const NOT_REMOVED = new Set<EntityKind>([
  'aws-account',
  'aws-access-key',
  'aws-login-profile',
  'k8s-service-account',
  'k8s-secret',
  'github-secret',
  'github-deploy-key',
  'github-token-grant',
  'github-workflow',
  'github-environment',
]);

/** What can be done about an entity as a whole. */
export function changesTo(about: About, estates: Estates, now: string): readonly OfferedChange[] {
  const named = (OFFERS[about.kind]?.(about, estates, now) ?? []).map(([title, change, next]) => ({
    title,
    change,
    ...(next ? { next } : {}),
  }));
  const { id, kind, name, collected, evidence } = about;
  const described = collected && evidence !== null && evidence.pointer !== '';
  if (!described || NOT_REMOVED.has(kind)) return named;
  return [...named, { title: `Remove ${name}`, change: { change: 'remove-entity', entity: id } }];
}
