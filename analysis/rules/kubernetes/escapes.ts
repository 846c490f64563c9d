import type { EvidenceRef } from '../../../schema/records.ts';
import type { Cluster, Container, Unit } from '../../kubernetes/estate/cluster.ts';
import { all, conditional, HOLDS, type Outcome, step } from '../outcome.ts';
import type { RuleInfo } from '../rule.ts';
import { type HostPathPower, holdsLogs, hostPathPower } from './host-paths.ts';
import { POD_SECURITY, VOLUMES } from './pages.ts';
import { holdings, permission, stepsOf, within } from './permission.ts';

/** A way out of a container: null where it is none. */
export interface EscapeRow extends Omit<RuleInfo, 'kind'> {
  /** `user`: not root on the node, but the credential of its kubelet. */
  readonly to: 'node' | 'user';
  judge(container: Container): Outcome | null;
}

const shared = { techniques: ['T1611'], references: [POD_SECURITY] } as const;
const FIX =
  'Enforce the level baseline in the namespace, and leave what needs the node to namespaces of the platform.';

function at(ref: EvidenceRef, below: string, says: string): Outcome {
  return { ...HOLDS, steps: [step({ ...ref, pointer: ref.pointer + below }, says)] };
}

/** The sandbox that a runtime class stands for may have a kernel of its own; a user namespace makes root nobody. */
function ownKernel({ unit }: Container): Outcome | null {
  const { spec } = unit;
  if (spec.hostUsers === false) return null;
  return spec.runtimeClass === null
    ? HOLDS
    : conditional(`the runtime class ${spec.runtimeClass} shares the kernel of the node`);
}

/** Capabilities and files of root are root’s. */
function asRoot({ fact }: Container): Outcome {
  if (fact.runAsUser !== null && fact.runAsUser !== 0)
    return conditional(`code in the container becomes root, while it runs as user ${fact.runAsUser}`);
  if (fact.runAsNonRoot === true && fact.runAsUser === null)
    return conditional('code in the container becomes root, while it may not run as root');
  return HOLDS;
}

function has({ fact }: Container, capability: string): boolean {
  return fact.privileged || fact.capabilities.includes(capability) || fact.capabilities.includes('ALL');
}

function byKernel(container: Container, ...needs: readonly Outcome[]): Outcome | null {
  const kernel = ownKernel(container);
  return kernel && all([...needs, asRoot(container), kernel]);
}

const LOGS = permission('get', 'core', 'pods/log');

export const ESCAPE_ROWS: readonly EscapeRow[] = [
  {
    ...shared,
    id: 'k8s-escape-privileged',
    title: 'A privileged container',
    enables: 'Code in the container mounts the disks of the node, loads modules, and is root there.',
    fix: FIX,
    to: 'node',
    judge: (container) =>
      container.fact.privileged
        ? byKernel(
            container,
            at(container.fact.ref, '/securityContext/privileged', `${container.fact.name} is privileged.`),
          )
        : null,
  },
  {
    ...shared,
    id: 'k8s-escape-module',
    title: 'A container that may load kernel modules (SYS_MODULE)',
    enables: 'Code in the container loads a module of its own into the kernel of the node.',
    fix: FIX,
    to: 'node',
    judge: (container) =>
      !container.fact.privileged && has(container, 'SYS_MODULE')
        ? byKernel(
            container,
            at(
              container.fact.ref,
              '/securityContext/capabilities/add',
              `${container.fact.name} has the capability SYS_MODULE.`,
            ),
          )
        : null,
  },
  {
    ...shared,
    id: 'k8s-escape-cgroup',
    title: 'A container that may mount control groups (SYS_ADMIN)',
    enables:
      'Code in the container names the program that the kernel runs on the node when a control group empties.',
    fix: FIX,
    to: 'node',
    judge: (container) =>
      // Who has a surer way needs no such one.
      !container.fact.privileged &&
      has(container, 'SYS_ADMIN') &&
      !has(container, 'SYS_MODULE') &&
      !(container.unit.spec.hostPID && has(container, 'SYS_PTRACE'))
        ? byKernel(
            container,
            at(
              container.fact.ref,
              '/securityContext/capabilities/add',
              `${container.fact.name} has the capability SYS_ADMIN.`,
            ),
            conditional(
              'the node has version 1 of control groups, and neither AppArmor nor SELinux keeps the container from mounting them',
            ),
          )
        : null,
  },
  {
    ...shared,
    id: 'k8s-escape-ptrace',
    title: 'A container that may debug the processes of the node (SYS_ADMIN, SYS_PTRACE, hostPID)',
    enables: 'Code in the container enters a process of the node, or puts code of its own into it.',
    fix: FIX,
    to: 'node',
    judge: (container) => {
      const { spec } = container.unit;
      if (
        container.fact.privileged ||
        !spec.hostPID ||
        !has(container, 'SYS_ADMIN') ||
        !has(container, 'SYS_PTRACE')
      )
        return null;
      return byKernel(
        container,
        at(spec.ref, '/hostPID', `${container.unit.name} sees the processes of its node.`),
        at(
          container.fact.ref,
          '/securityContext/capabilities/add',
          `${container.fact.name} has the capabilities SYS_ADMIN and SYS_PTRACE.`,
        ),
      );
    },
  },
  {
    ...shared,
    id: 'k8s-escape-nsenter',
    title: 'A privileged container that sees the processes of the node (hostPID, nsenter)',
    enables: 'One command enters the namespaces of the first process of the node, as root.',
    fix: FIX,
    to: 'node',
    judge: (container) => {
      const { spec } = container.unit;
      if (!container.fact.privileged || !spec.hostPID) return null;
      return byKernel(
        container,
        at(spec.ref, '/hostPID', `${container.unit.name} sees the processes of its node.`),
        at(container.fact.ref, '/securityContext/privileged', `${container.fact.name} is privileged.`),
      );
    },
  },
  {
    ...shared,
    id: 'k8s-escape-host-process',
    title: 'A Windows container on the host (hostProcess)',
    enables: 'The container is a process of the node, with the rights of its user.',
    fix: FIX,
    to: 'node',
    judge: ({ fact }) =>
      fact.hostProcess
        ? at(fact.ref, '/securityContext', `${fact.name} is a host process of its Windows node.`)
        : null,
  },
  {
    id: 'k8s-escape-host-path',
    title: 'A writable mount of the host',
    techniques: ['T1611'],
    enables:
      'Code in the container writes where the node runs things as root: cron, systemd, static pods, core_pattern, plugins.',
    fix: 'Take the hostPath away, or mount a narrow path read-only; enforce the level baseline.',
    references: [VOLUMES, POD_SECURITY],
    to: 'node',
    judge: (container) => byPath(container, 'write'),
  },
  {
    id: 'k8s-escape-runtime-socket',
    title: 'The socket of the container runtime',
    techniques: ['T1611', 'T1610'],
    enables: 'Code in the container has the runtime start a privileged container, which is root on the node.',
    fix: 'Take the socket away from the container.',
    references: [VOLUMES, POD_SECURITY],
    to: 'node',
    judge: (container) => byPath(container, 'runtime'),
  },
  {
    id: 'k8s-escape-logs',
    title: 'A mount of the logs, and permission to read logs (/var/log, pods/log)',
    techniques: ['T1611', 'T1083'],
    enables:
      'Code in the container puts a link among the logs, and the kubelet reads any file of the node out as root: its keys too.',
    fix: 'Mount the directory read-only and below /var/log/pods, and grant pods/log apart from it.',
    references: [VOLUMES],
    to: 'user',
    judge: byLogs,
  },
  {
    id: 'k8s-host-credentials',
    title: 'A mount with the credentials of the kubelet',
    techniques: ['T1552.001'],
    enables:
      'Code in the container reads the kubelet’s key or the tokens of all pods of the node, and is the node to the API server.',
    fix: 'Take the mount away, or narrow it to what the container reads.',
    references: [VOLUMES],
    to: 'user',
    judge: (container) => byPath(container, 'credentials'),
  },
];

/** Mounts of the host, by volumes that say so and by claims whose volume is a path of the node. */
function* hostMounts({
  unit,
  fact,
}: Container): Generator<{ path: string; readOnly: boolean; ref: EvidenceRef }> {
  for (const { volume: name, subPath, readOnly, ref } of fact.mounts) {
    const volume = unit.spec.volumes.find((each) => each.name === name);
    const path =
      volume?.type === 'hostPath'
        ? volume.path
        : volume?.type === 'claim'
          ? claimedPath(unit, volume.claim)
          : null;
    if (path !== null)
      yield { path: subPath === null ? path : `${path}/${subPath}`, readOnly, ref: volume?.ref ?? ref };
  }
}

const claimed = new WeakMap<Cluster, ReadonlyMap<string, string>>();

/** The path of the node behind a claim; null where its volume is none, or is not known. */
function claimedPath({ cluster, namespace }: Unit, claim: string): string | null {
  let known = claimed.get(cluster);
  if (!known) {
    known = new Map(
      cluster.fact.persistentVolumes.flatMap(({ claim: of, hostPath }) =>
        of && hostPath !== null ? [[`${of.namespace}/${of.name}`, hostPath] as const] : [],
      ),
    );
    claimed.set(cluster, known);
  }
  return known.get(`${namespace}/${claim}`) ?? null;
}

function byPath(container: Container, gives: HostPathPower['gives']): Outcome | null {
  for (const { path, readOnly, ref } of hostMounts(container)) {
    const power = hostPathPower(path, !readOnly);
    if (power?.gives !== gives) continue;
    const seen = step(
      ref,
      `${container.fact.name} mounts ${path} of its node${readOnly ? ', read-only' : ''}: ${power.why}.`,
    );
    return all([{ ...HOLDS, steps: [seen] }, asRoot(container)]);
  }
  return null;
}

function byLogs(container: Container): Outcome | null {
  const { unit } = container;
  const mount = [...hostMounts(container)].find(({ path, readOnly }) => !readOnly && holdsLogs(path));
  const account = unit.account === null ? undefined : unit.cluster.identityById.get(unit.account);
  if (!mount || !account || hostPathPower(mount.path, true)?.gives === 'write') return null;
  const [reads] = within(holdings(account, LOGS, true), unit.namespace);
  if (!reads) return null;
  const seen = step(
    mount.ref,
    `${container.fact.name} mounts ${mount.path} of its node, where the logs are.`,
  );
  return all([{ ...HOLDS, steps: [seen, ...stepsOf(reads, unit.cluster.ref)] }, asRoot(container)]);
}
