import type { Json } from '../../../schema/json.ts';
import type { EntityKind } from '../../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../../schema/kinds/relation-kinds.ts';
import type { Change, ChangeKind } from '../../../schema/scenario.ts';
import type { Baseline } from '../again/baseline.ts';

/** Draws one of a list; the list must not be empty. */
export type Pick = <T>(list: readonly T[]) => T;

const NAMES = ['alpha', 'beta', 'release', 'main', 'default'];
const SERVICES = ['ec2.amazonaws.com', 'lambda.amazonaws.com', 'datapipeline.amazonaws.com'];
const ACTIONS: readonly Json[] = [
  '*',
  'iam:*',
  's3:*',
  's3:GetObject',
  'sts:AssumeRole',
  'iam:PassRole',
  'iam:CreateAccessKey',
  ['iam:PassRole', 'lambda:*', 'ec2:RunInstances'],
  ['iam:AttachRolePolicy', 'sts:AssumeRole'],
  ['iam:AddUserToGroup', 'iam:UpdateAssumeRolePolicy'],
  ['iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole'],
  ['kms:Decrypt', 'secretsmanager:GetSecretValue', 'ssm:GetParameter'],
  ['cloudformation:*', 'iam:PassRole'],
];

/** Whether there is nothing to draw a change of the kind from. */
class Nothing extends Error {}

/**
 * A change of the kind about something of the snapshot, which may still be refused; null where nothing of the snapshot
 * can be changed so.
 */
export function randomChange(kind: ChangeKind, base: Baseline, pick: Pick): Change | null {
  try {
    return { ...MAKE[kind](new Drawing(base, pick)), change: kind } as Change;
  } catch (error) {
    if (error instanceof Nothing) return null;
    throw error;
  }
}

class Drawing {
  readonly #base: Baseline;
  readonly #pick: Pick;
  constructor(base: Baseline, pick: Pick) {
    this.#base = base;
    this.#pick = pick;
  }
  one<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Nothing();
    return this.#pick(list);
  }
  id(...kinds: readonly EntityKind[]): string {
    return this.one(this.#base.entities.filter(({ kind }) => kinds.includes(kind))).id;
  }
  any(): string {
    return this.one(this.#base.entities.filter(({ evidence }) => evidence !== null)).id;
  }
  get clusters() {
    return this.#base.estates.kubernetes.facts.clusters;
  }
  get organizations() {
    return this.#base.estates.aws.facts.organizations.organizations;
  }
  principal(): string {
    return this.id('aws-user', 'aws-role');
  }
  resource(): string {
    return this.id('aws-s3-bucket', 'aws-secret', 'aws-kms-key', 'aws-sqs-queue', 'aws-sns-topic');
  }
  group(): string {
    return this.one(this.#base.estates.aws.facts.groups).name;
  }
  policy(): Json {
    const statement = {
      Effect: this.one(['Allow', 'Allow', 'Deny']),
      Action: this.one(ACTIONS),
      Resource: this.one(['*', '*', this.principal()]),
    };
    return { Version: '2012-10-17', Statement: [statement] };
  }
  trust(): Json {
    const principal: Json = this.one<() => Json>([
      () => '*',
      () => ({ AWS: this.principal() }),
      () => ({ AWS: this.principal().replace(/:(?:user|role)\/.*$/, ':root') }),
      () => ({ Service: this.one(SERVICES) }),
    ])();
    return {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
    };
  }
  target(): string {
    return this.one(this.organizations.flatMap((each) => [...each.units.keys(), ...each.accounts.keys()]));
  }
  control(): string {
    return this.one(this.organizations.flatMap((each) => [...each.policies.keys()]));
  }
  binding() {
    return this.one(this.clusters.flatMap(({ bindings }) => bindings));
  }
  /** A place that a proof points at. */
  place() {
    const relation = this.one(this.#base.relations.filter(({ kind }) => RELATION_KINDS[kind].traversable));
    const { observation, pointer } = this.one(relation.proof);
    return { observation, pointer };
  }
}

/** What a change of each kind is made of, but for the kind. */
const MAKE: { readonly [K in ChangeKind]: (draw: Drawing) => object } = {
  'delete-credential': (draw) => ({ credential: draw.id(...CREDENTIALS) }),
  'disable-credential': (draw) => ({ credential: draw.id('aws-access-key') }),
  'rotate-credential': (draw) => ({ credential: draw.id(...CREDENTIALS) }),
  'delete-secret': (draw) => ({ secret: draw.id('github-secret', 'k8s-secret') }),
  'put-inline-policy': (draw) => ({
    principal: draw.principal(),
    name: draw.one(NAMES),
    document: draw.policy(),
  }),
  'delete-inline-policy': (draw) => ({ principal: draw.principal(), name: draw.one([...NAMES, 'own']) }),
  'attach-policy': (draw) => ({ principal: draw.principal(), policy: draw.id('aws-policy') }),
  'detach-policy': (draw) => ({ principal: draw.principal(), policy: draw.id('aws-policy') }),
  'edit-policy': (draw) => ({ policy: draw.id('aws-policy'), document: draw.policy() }),
  'set-trust': (draw) => ({ role: draw.id('aws-role'), document: draw.trust() }),
  'set-boundary': (draw) => ({
    principal: draw.principal(),
    policy: draw.one([null, draw.id('aws-policy')]),
  }),
  quarantine: (draw) => ({ principal: draw.principal() }),
  'revoke-sessions': (draw) => ({ role: draw.id('aws-role'), before: '2026-11-23T00:00:00Z' }),
  'tighten-trust': (draw) => ({
    role: draw.id('aws-role'),
    issuer: 'token.actions.githubusercontent.com',
    subjects: ['repo:larkfield-example/order-service:*'],
  }),
  'add-to-group': (draw) => ({ user: draw.id('aws-user'), group: draw.group() }),
  'remove-from-group': (draw) => ({ user: draw.id('aws-user'), group: draw.group() }),
  'put-resource-policy': (draw) => {
    const resource = draw.resource();
    return {
      resource,
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: draw.one(['Allow', 'Deny']),
            Principal: draw.one<Json>(['*', { AWS: draw.principal() }]),
            Action: draw.one(ACTIONS),
            Resource: draw.one([resource, '*']),
          },
        ],
      },
    };
  },
  'delete-resource-policy': (draw) => ({ resource: draw.resource() }),
  'put-control-policy': (draw) => ({
    target: draw.target(),
    type: 'service',
    name: draw.one(NAMES),
    document: draw.policy(),
  }),
  'attach-control-policy': (draw) => ({ policy: draw.control(), target: draw.target() }),
  'detach-control-policy': (draw) => ({ policy: draw.control(), target: draw.target() }),
  'edit-control-policy': (draw) => ({ policy: draw.control(), document: draw.policy() }),
  'delete-binding': (draw) => ({ binding: draw.binding().id }),
  'remove-subject': (draw) => ({ binding: draw.binding().id, subject: draw.id('k8s-service-account') }),
  'add-binding': (draw) => ({
    role: draw.one(draw.clusters.flatMap(({ roles }) => roles)).id,
    name: draw.one(NAMES),
    namespace: null,
    subject: draw.id('k8s-service-account'),
  }),
  'delete-role': (draw) => ({ role: draw.one(draw.clusters.flatMap(({ roles }) => roles)).id }),
  'edit-role': (draw) => ({
    role: draw.one(draw.clusters.flatMap(({ roles }) => roles)).id,
    rules: [{ apiGroups: ['*'], resources: [draw.one(['*', 'secrets', 'pods'])], verbs: ['*'] }],
  }),
  'delete-service-account': (draw) => ({ account: draw.id('k8s-service-account') }),
  'quarantine-service-account': (draw) => ({ account: draw.id('k8s-service-account') }),
  'set-service-account': (draw) => ({
    workload: draw.id('k8s-pod', 'k8s-controller'),
    account: draw.one(NAMES),
    labels: draw.one([undefined, { 'app.kubernetes.io/name': draw.one(NAMES) }]),
  }),
  'create-service-account': (draw) => {
    const like = draw.one(
      draw.clusters.flatMap(({ id, serviceAccounts }) =>
        serviceAccounts.map((account) => ({ cluster: id, account })),
      ),
    );
    return {
      cluster: like.cluster,
      namespace: like.account.namespace,
      name: draw.one(NAMES),
      annotations: draw.one([undefined, { owner: 'team-a' }]),
      like: draw.one([undefined, like.account.id]),
    };
  },
  'restart-workload': (draw) => ({ workload: draw.id('k8s-pod', 'k8s-controller') }),
  'admission-policy': (draw) => ({
    cluster: draw.one(draw.clusters).id,
    name: draw.one(NAMES),
    rules: [
      {
        apiGroups: ['*'],
        apiVersions: ['*'],
        operations: ['CREATE', 'UPDATE'],
        resources: [draw.one(['*', 'pods', 'serviceaccounts', 'rolebindings'])],
      },
    ],
    validations: [
      { expression: draw.one(['has(object.metadata.annotations)', 'false', 'has(object.metadata.name)']) },
    ],
  }),
  'set-automount': (draw) => ({
    of: draw.id('k8s-pod', 'k8s-service-account'),
    automount: draw.one([true, false]),
  }),
  'set-workflow-permissions': (draw) => ({
    workflow: draw.id('github-workflow'),
    permissions: draw.one(['read-all', 'write-all']),
  }),
  'disable-workflow': (draw) => ({ workflow: draw.id('github-workflow') }),
  'set-environment-reviewers': (draw) => ({
    environment: draw.id('github-environment'),
    reviewers: draw.one([[], [{ kind: 'user', name: 'olga' }]]),
  }),
  'set-environment-branches': (draw) => ({
    environment: draw.id('github-environment'),
    branches: draw.one(['all', 'protected', ['main']]),
  }),
  'set-token-permissions': (draw) => ({
    of: draw.id('github-repository', 'github-organization'),
    permissions: draw.one(['read', 'write']),
  }),
  'remove-statement': (draw) => {
    const policy = draw.one(['trust', 'managed', 'resource', { inline: draw.one([...NAMES, 'own']) }]);
    const of =
      policy === 'managed'
        ? draw.id('aws-policy')
        : policy === 'resource'
          ? draw.resource()
          : policy === 'trust'
            ? draw.id('aws-role')
            : draw.principal();
    return { of, policy, statement: draw.one([0, 0, 1]) };
  },
  'remove-rule': (draw) => ({
    role: draw.one(draw.clusters.flatMap(({ roles }) => roles)).id,
    rule: draw.one([0, 0, 1]),
  }),
  'remove-entity': (draw) => ({ entity: draw.any() }),
  'remove-at': (draw) => ({ at: draw.place() }),
  'replace-at': (draw) => ({ at: draw.place(), value: draw.one<Json>([null, {}, draw.policy()]) }),
  guard: (draw) => ({ from: draw.any(), to: draw.any() }),
};

const CREDENTIALS = ['aws-access-key', 'aws-login-profile', 'github-deploy-key', 'k8s-secret'] as const;
