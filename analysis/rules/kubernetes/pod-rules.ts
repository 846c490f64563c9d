import type { Relation } from '../../../schema/records.ts';
import type { Unit } from '../../kubernetes/estate/cluster.ts';
import { objectId } from '../../kubernetes/ids.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { ACCOUNTS, POD_SECURITY, SECRETS } from './pages.ts';
import { tokenIn } from './tokens.ts';

/** Nothing runs in a pod that has ended, and such a pod does not start again by itself. */
export function stillRuns({ ended, ref, name }: Unit): Outcome {
  return ended === null
    ? HOLDS
    : conditional(`the pod ${name}, which has ended (${ended}), runs again`, [
        step(ref, `The phase of ${name} is ${ended}.`),
      ]);
}

export const podContains: Rule = {
  id: 'k8s-pod-containers',
  title: 'A pod and its containers',
  kind: 'includes',
  techniques: ['T1613'],
  enables: 'Who is in the pod is in one of its containers, and has what that one mounts.',
  fix: 'Keep containers with more power in pods of their own.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/'],
  subject: 'pod',
  derive(unit, _scene, emit) {
    const runs = stillRuns(unit);
    for (const { id, fact } of unit.containers) {
      const seen = { ...HOLDS, steps: [step(fact.ref, `${fact.name} is a container of ${unit.name}.`)] };
      const there =
        fact.role === 'init' ? conditional(`the init container ${fact.name} has not ended yet`) : HOLDS;
      emit(relationOf('includes', 'k8s-pod-containers', unit, id, all([seen, there, runs]), '') as Relation);
    }
  },
};

export const containerRunsAs: Rule = {
  id: 'k8s-runs-as',
  title: 'Code in a container has the token of its service account',
  kind: 'runs-as',
  techniques: ['T1528', 'T1552.007'],
  enables: 'Whoever runs code in the container makes requests as the service account.',
  fix: 'Set automountServiceAccountToken to false where the API server is not used, and give each workload an account of its own.',
  references: [ACCOUNTS],
  subject: 'pod',
  derive(unit, _scene, emit) {
    if (unit.account === null) return;
    const runs = stillRuns(unit);
    for (const container of unit.containers) {
      const outcome = all([tokenIn(container), runs]);
      const relation = relationOf(
        'runs-as',
        'k8s-runs-as',
        { id: container.id, ref: container.fact.ref },
        unit.account,
        outcome,
        '',
      );
      if (relation) emit(relation);
    }
  },
};

export const containerMounts: Rule = {
  id: 'k8s-mounts-secret',
  title: 'A container is given a secret',
  kind: 'can-read',
  techniques: ['T1552.007'],
  enables: 'Whoever runs code in the container reads the secret from its files or its environment.',
  fix: 'Mount only what the container needs, and keep secrets out of the environment.',
  references: [SECRETS],
  subject: 'pod',
  derive(unit, _scene, emit) {
    // The kubelet gives mirror pods no secrets of the API server.
    if (unit.mirror) return;
    const { cluster, namespace, spec } = unit;
    const runs = stillRuns(unit);
    for (const { id, fact } of unit.containers) {
      const told = new Set<string>();
      const tell = (
        secret: string,
        ref: Relation['proof'][number] | { observation: `sha256:${string}`; pointer: string },
        how: string,
      ) => {
        const to = objectId(cluster.name, 'secret', namespace, secret);
        if (told.has(to) || (!cluster.secretById.has(to) && cluster.isComplete('list v1/secrets'))) return;
        told.add(to);
        const seen = { ...HOLDS, steps: [step(ref, `${fact.name} ${how} the secret ${secret}.`)] };
        emit(
          relationOf(
            'can-read',
            'k8s-mounts-secret',
            { id, ref: fact.ref },
            to,
            all([seen, runs]),
            '',
          ) as Relation,
        );
      };
      for (const { secret, ref } of fact.secretEnv) tell(secret, ref, 'has in its environment');
      for (const { volume: name, ref } of fact.mounts) {
        const volume = spec.volumes.find((each) => each.name === name);
        if (volume?.type === 'secret') tell(volume.secret, ref, 'mounts');
        if (volume?.type === 'projected') for (const secret of volume.secrets) tell(secret, ref, 'mounts');
      }
    }
  },
};

export const sharedProcesses: Rule = {
  id: 'k8s-shared-processes',
  title: 'Containers that share their processes',
  kind: 'can-take-over',
  techniques: ['T1055', 'T1057'],
  enables:
    'Code in one container sees the processes of the others, and reaches their files and environment by /proc.',
  fix: 'Leave shareProcessNamespace off; use a debug container when one is needed.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
    POD_SECURITY,
  ],
  subject: 'pod',
  derive(unit, _scene, emit) {
    const { spec, containers } = unit;
    if (!spec.shareProcessNamespace || containers.length < 2) return;
    const runs = stillRuns(unit);
    const shares = step(
      { ...spec.ref, pointer: `${spec.ref.pointer}/shareProcessNamespace` },
      `${unit.name} has one set of processes for all its containers.`,
    );
    for (const one of containers)
      for (const other of containers) {
        if (one === other || one.fact.role === 'init' || other.fact.role === 'init') continue;
        const both = sameUser(one.fact.runAsUser, other.fact.runAsUser);
        const outcome = all([{ ...HOLDS, steps: [shares] }, both, runs]);
        const relation = relationOf(
          'can-take-over',
          'k8s-shared-processes',
          { id: one.id, ref: one.fact.ref },
          other.id,
          outcome,
          '',
        );
        if (relation) emit(relation);
      }
  },
};

/** Another user's processes are closed to all but root. */
function sameUser(one: number | null, other: number | null): Outcome {
  if (one === other || one === 0 || one === null) return HOLDS;
  return conditional(`code in the container becomes root or user ${other ?? 'of the other container'}`);
}
