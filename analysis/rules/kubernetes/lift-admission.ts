import type { Identity, Namespace } from '../../kubernetes/estate/cluster.ts';
import { podSecurityOf } from '../../kubernetes/evaluate/pod-security.ts';
import { HOLDS, step } from '../outcome.ts';
import { otherAdmission, policiesAboutPods } from './admission.ts';
import { nodesOf } from './any-node.ts';
import { identityRule } from './identity-rule.ts';
import { isOwn, meet } from './meet.ts';
import { ADMISSION, VOLUMES } from './pages.ts';
import { type Holding, holdings, permission, wholeOf, within } from './permission.ts';
import { isCovered } from './power.ts';
import { startsPods } from './start-pods.ts';

/** The object of a namespace is in the namespace: a RoleBinding there is good for it, and for no other. */
const LABELS = { ...permission('patch update', 'core', 'namespaces'), clusterScoped: false };
const VOLUME = permission('create', 'core', 'persistentvolumes');
const CLAIM = permission('create', 'core', 'persistentvolumeclaims');
const POLICY = permission(
  'delete deletecollection patch update',
  'admissionregistration.k8s.io',
  'validatingadmissionpolicies',
);
const POLICY_BINDING = permission(
  'delete deletecollection patch update',
  'admissionregistration.k8s.io',
  'validatingadmissionpolicybindings',
);
const WEBHOOK = permission(
  'delete deletecollection patch update',
  'admissionregistration.k8s.io',
  'validatingwebhookconfigurations',
);

function* placesOf(identity: Identity): Generator<readonly [Namespace, Holding]> {
  const starts = startsPods(identity);
  if (starts.length === 0) return;
  for (const namespace of identity.cluster.namespaces) {
    if (isCovered(identity, namespace.name)) continue;
    const [start] = within(starts, namespace.name);
    if (start) yield [namespace, start];
  }
}

export const liftPodSecurity = identityRule(
  {
    id: 'k8s-lift-pod-security',
    title: 'Lift Pod Security from a namespace and start a privileged pod',
    kind: 'escapes-to',
    techniques: ['T1562', 'T1611'],
    enables:
      'The identity relabels the namespace so that it takes privileged pods, and has the nodes by one.',
    fix: 'Do not grant changing namespaces to who may start pods in them.',
    references: [ADMISSION],
  },
  (identity, tell) => {
    const labels = holdings(identity, LABELS, true);
    if (labels.length === 0) return;
    for (const [namespace, start] of placesOf(identity)) {
      const { level, ref, says } = podSecurityOf(namespace.fact, identity.cluster.fact.version);
      if (level === null || level === 'privileged') continue;
      const may = within(labels, namespace.name).find(
        ({ names }) => names === null || names.has(namespace.name),
      );
      if (!may || !(isOwn(identity, may) || isOwn(identity, start))) continue;
      const besides = { ...HOLDS, steps: [step(ref, `${says} Its labels decide that, and may be changed.`)] };
      tell(nodesOf(identity.cluster), [start, may], besides);
    }
  },
);

export const liftPolicies = identityRule(
  {
    id: 'k8s-lift-admission-policy',
    title: 'Take an admission policy away and start a privileged pod',
    kind: 'escapes-to',
    techniques: ['T1562', 'T1611'],
    enables:
      'The identity removes the webhook or the policy that would refuse a privileged pod, and has the nodes by one.',
    fix: 'Grant changing admission to the controllers that keep it, by name, and to administrators.',
    references: [
      ADMISSION,
      'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
    ],
  },
  (identity, tell) => {
    const { cluster } = identity;
    const policies = [...holdings(identity, POLICY, true), ...holdings(identity, POLICY_BINDING, true)];
    const webhooks = wholeOf(holdings(identity, WEBHOOK, true));
    if (otherAdmission(cluster) === HOLDS) return;
    const asked = cluster.fact.webhooks.some(({ mutating, judgesPods }) => !mutating && judgesPods);
    const ways = [
      ...(policiesAboutPods(cluster).length > 0 ? [wholeOf(policies)] : []),
      ...(asked ? [webhooks] : []),
    ];
    if (ways.some((way) => way.length === 0)) return;
    for (const [namespace, start] of placesOf(identity)) {
      const { level } = podSecurityOf(namespace.fact, cluster.fact.version);
      const parts = [start, ...ways.flatMap((way) => way[0] ?? [])];
      if (level === 'privileged' && parts.some((each) => isOwn(identity, each)))
        tell(nodesOf(cluster), parts);
    }
  },
);

export const hostVolumes = identityRule(
  {
    id: 'k8s-host-volume',
    title: 'Mount the host by a persistent volume',
    kind: 'escapes-to',
    techniques: ['T1611'],
    enables:
      'A persistent volume may be a path of the node, and Pod Security does not look behind claims: a harmless-looking pod has the host’s files.',
    fix: 'Grant creating persistent volumes to the storage controllers alone.',
    references: [VOLUMES],
  },
  (identity, tell) => {
    if (isCovered(identity, null)) return;
    const { cluster } = identity;
    for (const { parts } of meet(
      identity,
      holdings(identity, VOLUME, true),
      holdings(identity, CLAIM, true),
      startsPods(identity),
    ))
      tell(nodesOf(cluster), parts, otherAdmission(cluster));
  },
);
