import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { isAtLeast } from '../../kubernetes/read/version.ts';
import { conditional, HOLDS, type Outcome, unknown } from '../outcome.ts';
import type { GrantRow } from './grant-row.ts';
import { EPHEMERAL, RBAC_PRACTICES } from './pages.ts';
import { type Holding, type Permission, permission } from './permission.ts';
import { targetsOf } from './targets.ts';

const FIX =
  'Grant it in the namespace that needs it and on named pods, to people who may have all that the pods have.';
const toPods = (cluster: Cluster, holding: Holding) => targetsOf(cluster, holding, 'pods');

function stream(subresource: string): (cluster: Cluster) => Permission {
  const either = permission('create get', 'core', `pods/${subresource}`);
  const create = permission('create', 'core', `pods/${subresource}`);
  // From 1.35 a WebSocket, which is opened by get, needs create as well; create alone was and is enough by POST.
  return ({ fact: { version } }) => (version && isAtLeast(version, 35) ? create : either);
}

function byGet({ fact: { version } }: Cluster, { verb }: Holding): Outcome {
  return verb === 'get' && version === null
    ? unknown('get /version: whether get is enough is decided by the version, and was no more from 1.35 on')
    : HOLDS;
}

/** Ways into pods that run. Pod Security says nothing about them: it judges pods when they are created. */
export const POD_ROWS: readonly GrantRow[] = [
  {
    id: 'k8s-pods-exec',
    title: 'Run commands in pods (pods/exec)',
    kind: 'can-take-over',
    techniques: ['T1609'],
    enables:
      'The identity runs what it likes in the containers, with their mounts and their service account.',
    fix: FIX,
    references: [RBAC_PRACTICES],
    needs: stream('exec'),
    besides: byGet,
    targets: toPods,
  },
  {
    id: 'k8s-pods-attach',
    title: 'Attach to the processes of pods (pods/attach)',
    kind: 'can-take-over',
    techniques: ['T1609'],
    enables:
      'The identity reads and writes the streams of the main process, which takes commands where it is a shell.',
    fix: FIX,
    references: [RBAC_PRACTICES],
    needs: stream('attach'),
    besides: (cluster, holding) => {
      const open = byGet(cluster, holding);
      return open.verdict === 'unknown'
        ? open
        : conditional('the main process does what is written to its input');
    },
    targets: toPods,
  },
  {
    id: 'k8s-pods-ephemeral',
    title: 'Add a debug container to pods (pods/ephemeralcontainers)',
    kind: 'can-take-over',
    techniques: ['T1610', 'T1609'],
    enables:
      'The identity puts a container with an image of its own into the pod, next to the processes there.',
    fix: FIX,
    references: [EPHEMERAL],
    needs: () => EPHEMERAL_CONTAINERS,
    targets: toPods,
  },
  {
    id: 'k8s-pods-patch',
    title: 'Change the image of pods (patch pods)',
    kind: 'can-take-over',
    techniques: ['T1610', 'T1525'],
    enables: 'The identity swaps the image of a running pod for its own; account and mounts stay.',
    fix: FIX,
    references: [RBAC_PRACTICES],
    needs: () => PATCH_PODS,
    targets: toPods,
  },
  {
    id: 'k8s-pods-portforward',
    title: 'Connect to the ports of pods (pods/portforward)',
    kind: 'can-connect-to',
    techniques: ['T1090'],
    enables:
      'The identity talks to whatever listens in the pod, also on its loopback, past network policies.',
    fix: FIX,
    references: [RBAC_PRACTICES],
    needs: stream('portforward'),
    besides: (cluster, holding) => {
      const open = byGet(cluster, holding);
      return open.verdict === 'unknown'
        ? open
        : conditional('what listens in the pod lets who connects run code or have its credentials');
    },
    targets: toPods,
  },
  {
    id: 'k8s-pods-proxy',
    title: 'Talk to pods through the API server (pods/proxy)',
    kind: 'can-connect-to',
    techniques: ['T1090'],
    enables: 'The identity sends HTTP requests to the pods from where the API server stands.',
    fix: FIX,
    references: [RBAC_PRACTICES],
    needs: () => PODS_PROXY,
    besides: () => conditional('what listens in the pod lets who connects run code or have its credentials'),
    targets: toPods,
  },
];

const EPHEMERAL_CONTAINERS = permission('patch update', 'core', 'pods/ephemeralcontainers');
const PATCH_PODS = permission('patch update', 'core', 'pods');
const PODS_PROXY = permission('create get', 'core', 'pods/proxy');
