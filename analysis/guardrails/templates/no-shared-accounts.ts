import type { Json } from '../../../schema/json.ts';
import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import type { ControllerFact } from '../../kubernetes/read/facts.ts';
import { admits } from '../../scenario/admission/admits.ts';
import type { ChangeOf } from '../../scenario/changes/edits-of.ts';
import { isOwnNamespace, manifestsOf, OWN_NAMESPACES } from '../admission.ts';
import type { EvaluatedCase, GuardrailContext, GuardrailDraft, GuardrailTemplate } from '../guardrail.ts';
import { relationsOf, runsAs, separate } from '../separated-accounts.ts';
import { slug } from '../words.ts';

const LABEL = 'app.kubernetes.io/name';
/** Of more, nobody reads which account goes to which; and each takes its time to try. */
const MOST_WORKLOADS = 200;

/** An account as `NAMESPACE/NAME`, with the workloads that share it. */
type Shared = readonly [account: string, workloads: readonly ControllerFact[]];

/** What pods are asked: to run as the account of their own name. */
export const POLICY = {
  exceptNamespaces: [...OWN_NAMESPACES],
  name: 'workloads-have-accounts-of-their-own',
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE' as const], resources: ['pods'] }],
  validations: [
    {
      expression:
        "has(object.spec.serviceAccountName) && object.spec.serviceAccountName != '' && object.spec.serviceAccountName != 'default'",
      message: 'A pod names a service account of its own, not the default one.',
    },
    {
      expression: `has(object.metadata.labels) && '${LABEL}' in object.metadata.labels && object.spec.serviceAccountName == object.metadata.labels['${LABEL}']`,
      message: `A pod runs as the service account that is called like its label ${LABEL}.`,
    },
  ],
} satisfies Omit<ChangeOf<'admission-policy'>, 'change' | 'cluster'>;

export const noSharedAccounts = noSharedAccountsBy(POLICY);

/** The template with a policy, so that another one than its own can be tried. */
export function noSharedAccountsBy(policy: typeof POLICY): GuardrailTemplate {
  return {
    id: 'no-shared-accounts',
    title: 'Workloads of a cluster share no service accounts',
    why: 'Who takes over one workload has what every other with the same account has, and nothing can be ended for one alone.',
    controls: ['userAccounts', 'isolation', 'serviceIdentification', 'leastPrivilege', 'ztApplicationAccess'],
    *make(context) {
      for (const cluster of context.scene.kubernetes.clusters) {
        const draft = draftFor(cluster, policy, context);
        if (draft) yield draft;
      }
    },
  };
}

function draftFor(cluster: Cluster, policy: typeof POLICY, context: GuardrailContext): GuardrailDraft | null {
  const workloads = cluster.fact.controllers.filter(
    ({ namespace, owner }) => !isOwnNamespace(namespace) && owner === null,
  );
  const byAccount = Map.groupBy(
    workloads,
    ({ namespace, spec }) => `${namespace}/${spec.serviceAccount ?? 'default'}`,
  );
  const shared = [...byAccount]
    .filter(([account, those]) => those.length > 1 || account.endsWith('/default'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (shared.length === 0) return null;
  const refused = new Set(workloads.filter((each) => !admits(policy.validations, podOf(each))));
  const alone = workloads.filter(
    (each) => refused.has(each) && !shared.some(([, those]) => those.includes(each)),
  );
  const tried = firstOf(shared);
  const sharing = tried.flatMap(([, those]) => those);
  const alonePods = cluster.fact.pods.filter(({ owner }) => owner === null);
  const taken = new Set([
    ...byAccount.keys(),
    ...alonePods.map(({ namespace, spec }) => `${namespace}/${spec.serviceAccount}`),
  ]);
  const separation = separate(new Map(tried), taken, { cluster, label: LABEL, context });
  const { moved, stays } = separation;
  const made = { change: 'admission-policy', cluster: cluster.id, ...policy } as const;
  const restarts = sharing.map(({ id }) => ({ change: 'restart-workload', workload: id }) as const);
  const breaks = runsAs(moved, cluster, context);
  const ended = sharing.filter((each) => !stays.includes(each));
  return {
    slug: slug(cluster.name),
    title: `Admission policy of ${cluster.name}: a service account for each workload`,
    about: [
      cluster.id,
      ...shared.map(([account]) => `${cluster.id}/serviceaccount/${account}`),
      ...shared.flatMap(([, those]) => those.map(({ id }) => id)),
    ],
    files: [
      { name: 'admission-policy.yaml', text: manifestsOf(policy) },
      {
        name: 'to-separate.txt',
        text: `${shared
          .map(
            ([account, those]) =>
              `${account}: ${those
                .map(({ id }) => id)
                .sort()
                .join(' ')}`,
          )
          .join('\n')}\n`,
      },
      ...separation.files,
    ],
    apply:
      'Apply it; it warns and records. Give each workload in to-separate.txt an account of its own, as accounts.yaml, workloads.txt and the trust policies have them, then set validationActions of the binding to Deny. Take from each account what its workload does not need.',
    changes: [made, ...separation.changes],
    stand: `The policy denies; each of ${moved.length} ${moved.length === 1 ? 'workload' : 'workloads'} is given an account that has what the shared one has, and its pods are made anew with it. They are asked of the policy.`,
    breaks,
    takesOver: separation.takesOver,
    keeps: relationsOf(sharing, cluster, context.before).filter((relation) => !breaks.includes(relation)),
    trials: [
      {
        says: 'pods of the workloads that share an account are made anew as they are',
        changes: [made, ...restarts],
        refuses: ended.map((each) => 1 + sharing.indexOf(each)),
        breaks: runsAs(ended, cluster, context),
      },
    ],
    cases: casesOf(policy, shared, refused),
    limits: [
      `${shared.length} ${shared.length === 1 ? 'account is' : 'accounts are'} shared, or the default one, in the snapshot; pods that run go on running.`,
      ...(alone.length === 0
        ? []
        : [
            `${alone.length} ${alone.length === 1 ? 'workload has' : 'workloads have'} an account of ${alone.length === 1 ? 'its' : 'their'} own and not the label ${LABEL} with its name, and would be refused until ${alone.length === 1 ? 'it has' : 'they have'}: ${alone
              .slice(0, 10)
              .map(({ id }) => id)
              .join(', ')}${alone.length > 10 ? ' and others' : ''}.`,
          ]),
      ...separation.limits,
      ...(tried.length === shared.length
        ? []
        : [
            `Of the ${shared.length} accounts, the workloads of the first ${tried.length} were tried and have files here.`,
          ]),
      'What each workload needs of a shared account is not recorded: its new account has all of it until somebody takes away what it does not need.',
    ],
  };
}

/** Accounts with at most so many workloads together; at least one. */
function firstOf(shared: readonly Shared[]): readonly Shared[] {
  let count = 0;
  return shared.filter(([, those], index) => {
    count += those.length;
    return index === 0 || count <= MOST_WORKLOADS;
  });
}

function casesOf(
  { validations }: typeof POLICY,
  shared: readonly Shared[],
  refused: ReadonlySet<ControllerFact>,
): readonly EvaluatedCase[] {
  const pod = (account: string | undefined, label: string): Json => ({
    metadata: { labels: { [LABEL]: label } },
    spec: account === undefined ? {} : { serviceAccountName: account },
  });
  const ask = (object: Json) => (admits(validations, object) ? 'admitted' : 'refused');
  return [
    {
      says: 'a pod that runs as the account of its own name',
      wanted: 'admitted',
      got: ask(pod('web', 'web')),
    },
    {
      says: 'a pod that runs as the account of another workload',
      wanted: 'refused',
      got: ask(pod('web', 'worker')),
    },
    { says: 'a pod that names no account', wanted: 'refused', got: ask(pod(undefined, 'web')) },
    {
      says: 'a pod that runs as the default account',
      wanted: 'refused',
      got: ask(pod('default', 'default')),
    },
    ...shared.map(([account, those]) => ({
      says: `pods as ${those.length === 1 ? 'the workload' : `the ${those.length} workloads`} with the account ${account} in the snapshot would make them`,
      wanted: 'refused but for one at most',
      got: admittedOf(those.length, those.filter((each) => refused.has(each)).length, account),
    })),
  ];
}

/** A pod as a workload makes it. */
function podOf({ templateLabels, spec }: ControllerFact): Json {
  return {
    metadata: { labels: { ...templateLabels } },
    spec: spec.serviceAccount === null ? {} : { serviceAccountName: spec.serviceAccount },
  };
}

/** The default account is nobody's own; of a shared one, the workload that is called like it may keep it. */
function admittedOf(workloads: number, refused: number, account: string): string {
  const admitted = workloads - refused;
  const most = account.endsWith('/default') ? 0 : 1;
  return admitted <= most ? 'refused but for one at most' : `${admitted} admitted`;
}
