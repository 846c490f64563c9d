import type { Json } from '../../../schema/json.ts';
import { type AdmissionPolicy, admits, isOwnNamespace, manifestsOf } from '../admission.ts';
import type { GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

const LABEL = 'app.kubernetes.io/name';

const POLICY: AdmissionPolicy = {
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
};

export const noSharedAccounts: GuardrailTemplate = {
  id: 'no-shared-accounts',
  title: 'Workloads of a cluster share no service accounts',
  why: 'Who takes over one workload has what every other with the same account has, and nothing can be ended for one alone.',
  controls: ['userAccounts', 'isolation', 'serviceIdentification', 'leastPrivilege', 'ztApplicationAccess'],
  *make({ scene }) {
    for (const cluster of scene.kubernetes.clusters) {
      const byAccount = new Map<string, Set<string>>();
      for (const controller of cluster.fact.controllers) {
        if (isOwnNamespace(controller.namespace) || controller.owner !== null) continue;
        const account = `${controller.namespace}/${controller.spec.serviceAccount ?? 'default'}`;
        byAccount.set(account, (byAccount.get(account) ?? new Set()).add(controller.id));
      }
      const shared = [...byAccount].filter(
        ([account, workloads]) => workloads.size > 1 || account.endsWith('/default'),
      );
      if (shared.length === 0) continue;
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
          ...shared.flatMap(([, workloads]) => [...workloads]),
        ],
        files: [
          { name: 'admission-policy.yaml', text: manifestsOf(POLICY) },
          {
            name: 'to-separate.txt',
            text: `${shared
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([account, workloads]) => `${account}: ${[...workloads].sort().join(' ')}`)
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
        ],
        limits: [
          `${shared.length} accounts are shared, or are the default one, in the snapshot; pods that run go on running.`,
        ],
      };
    }
  },
};
