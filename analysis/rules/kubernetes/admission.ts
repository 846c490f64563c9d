import type { Cluster, Namespace } from '../../kubernetes/estate/cluster.ts';
import { podSecurityOf } from '../../kubernetes/evaluate/pod-security.ts';
import { all, blocked, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';

/** Whether a pod that takes over its node would be let into the namespace. */
export function privilegedPodIn(namespace: Namespace): Outcome {
  const { cluster, fact, name } = namespace;
  const { level, ref, says } = podSecurityOf(fact, cluster.fact.version);
  if (level === null)
    return unknown(`list v1/namespaces: the Pod Security level of ${name} was not collected`, [
      step(ref, says),
    ]);
  if (level !== 'privileged') return blocked(ref, says);
  return all([{ ...HOLDS, steps: [step(ref, says)] }, otherAdmission(cluster)]);
}

/** Webhooks and policies judge by rules of their own, which are code. */
export function otherAdmission(cluster: Cluster): Outcome {
  const webhook = cluster.fact.webhooks.find(({ mutating, judgesPods }) => !mutating && judgesPods);
  if (webhook)
    return conditional(`the admission webhook ${webhook.name} lets the pod in`, [
      step(webhook.ref, `The validating webhook configuration ${webhook.name} is asked about pods.`),
    ]);
  const [policy] = policiesAboutPods(cluster);
  if (policy)
    return conditional(`the validating admission policy ${policy.name} lets the pod in`, [
      step(policy.ref, `There is the validating admission policy ${policy.name}.`),
    ]);
  return HOLDS;
}

/** The admission policies and bindings that may be asked about pods: all but those that are known to be about other things. */
export function policiesAboutPods({ fact }: Cluster): Cluster['fact']['admissionPolicies'] {
  const others = new Set(
    fact.admissionPolicies.flatMap(({ name, judgesPods }) => (judgesPods === false ? [name] : [])),
  );
  return fact.admissionPolicies.filter(
    ({ judgesPods, policy }) => judgesPods !== false && !(policy !== null && others.has(policy)),
  );
}
