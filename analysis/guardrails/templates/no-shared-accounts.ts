import type { Json } from '../../../schema/json.ts';
import type { ControllerFact } from '../../kubernetes/read/facts.ts';
import { admits } from '../../scenario/admission/admits.ts';
import type { AdmissionPolicy } from '../../scenario/admission/policy-objects.ts';
import { isOwnNamespace, manifestsOf, OWN_NAMESPACES } from '../admission.ts';
import type { GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

const LABEL = 'app.kubernetes.io/name';

const POLICY = {
  exceptNamespaces: [...OWN_NAMESPACES],
  name: 'workloads-have-accounts-of-their-own',
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
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
} satisfies AdmissionPolicy;

export const noSharedAccounts: GuardrailTemplate = {
  id: 'no-shared-accounts',
  title: 'Workloads of a cluster share no service accounts',
  why: 'Who takes over one workload has what every other with the same account has, and nothing can be ended for one alone.',
  controls: ['userAccounts', 'isolation', 'serviceIdentification', 'leastPrivilege', 'ztApplicationAccess'],
  *make({ scene }) {
    for (const cluster of scene.kubernetes.clusters) {
      const workloads = cluster.fact.controllers.filter(
        ({ namespace, owner }) => !isOwnNamespace(namespace) && owner === null,
      );
      const byAccount = Map.groupBy(
        workloads,
        ({ namespace, spec }) => `${namespace}/${spec.serviceAccount ?? 'default'}`,
      );
      const shared = [...byAccount].filter(
        ([account, those]) => those.length > 1 || account.endsWith('/default'),
      );
      if (shared.length === 0) continue;
      const refused = new Set(workloads.filter((each) => !admits(POLICY.validations, podOf(each))));
      const alone = workloads.filter(
        (each) => refused.has(each) && !shared.some(([, those]) => those.includes(each)),
      );
      const pod = (account: string | undefined, label: string): Json => ({
        metadata: { labels: { [LABEL]: label } },
        spec: account === undefined ? {} : { serviceAccountName: account },
      });
      const ask = (object: Json) => (admits(POLICY.validations, object) ? 'admitted' : 'refused');
      yield {
        slug: slug(cluster.name),
        title: `Admission policy of ${cluster.name}: a service account for each workload`,
        about: [
          cluster.id,
          ...shared.map(([account]) => `${cluster.id}/serviceaccount/${account}`),
          ...shared.flatMap(([, those]) => those.map(({ id }) => id)),
        ],
        files: [
          { name: 'admission-policy.yaml', text: manifestsOf(POLICY) },
          {
            name: 'to-separate.txt',
            text: `${shared
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(
                ([account, those]) =>
                  `${account}: ${those
                    .map(({ id }) => id)
                    .sort()
                    .join(' ')}`,
              )
              .join('\n')}\n`,
          },
        ],
        apply:
          'Apply it; it warns and records. Give each workload in to-separate.txt an account of its own, then set validationActions of the binding to Deny.',
        changes: [],
        stand: '',
        breaks: [],
        keeps: [],
        cases: [
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
        ],
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
          'What each workload needs of a shared account is not recorded: grant its new account that before pods are refused.',
        ],
      };
    }
  },
};

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
