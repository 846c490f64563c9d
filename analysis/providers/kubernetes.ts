import { kubernetesEntities, mentionedInKubernetes } from '../entities/kubernetes-entities.ts';
import { kubernetesReasons } from '../explain/kubernetes-reasons.ts';
import { nodeSubjects } from '../kubernetes/node-subjects.ts';
import type { KubernetesSubjects } from '../kubernetes/subjects.ts';
import { setsWith } from '../rules/kubernetes/sets-with.ts';
import { toldWith } from '../rules/kubernetes/told-with.ts';
import { kubernetesUnknowns } from '../unknowns/kubernetes-unknowns.ts';
import type { Provider } from './provider.ts';

export const kubernetes: Provider<keyof KubernetesSubjects> = {
  subjects({ kubernetes: { clusters, facts } }) {
    return {
      cluster: clusters,
      namespace: clusters.flatMap(({ namespaces }) => namespaces),
      pod: clusters.flatMap(({ units }) => units),
      node: clusters.flatMap(nodeSubjects),
      scope: clusters.flatMap(({ scopes }) => scopes),
      identity: clusters.flatMap(({ identities }) => identities),
      tokenSecret: clusters.flatMap((cluster) =>
        cluster.fact.secrets
          .filter(({ serviceAccount }) => serviceAccount !== null)
          .map((fact) => ({ cluster, fact })),
      ),
      service: clusters.flatMap((cluster) => cluster.fact.services.map((fact) => ({ cluster, fact }))),
      clusterUse: facts.activity.uses,
      clusterAssumption: facts.activity.assumptions,
    };
  },
  subjectIds: {
    cluster: ({ id }) => id,
    namespace: ({ id }) => id,
    pod: ({ id }) => id,
    node: ({ id }) => id,
    scope: ({ id }) => id,
    identity: ({ id }) => id,
    tokenSecret: ({ fact }) => fact.id,
    service: ({ fact }) => fact.id,
    clusterUse: ({ principal }) => principal,
    clusterAssumption: ({ principal }) => principal,
  },
  entities: kubernetesEntities,
  mentioned: mentionedInKubernetes,
  sets: setsWith,
  toldWith,
  unknowns: ({ kubernetes: estate }, ends) => kubernetesUnknowns(estate, ends),
  reasons: kubernetesReasons,
};
