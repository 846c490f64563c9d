import { IDENTITIES } from './identities.ts';
import { NETWORK } from './network.ts';
import type { KubernetesObject } from './object.ts';
import { PERMISSIONS } from './permissions.ts';
import { WORKLOADS } from './workloads.ts';

/** Everything in the cluster `larkfield-prod`. */
export const OBJECTS: readonly KubernetesObject[] = [...IDENTITIES, ...PERMISSIONS, ...WORKLOADS, ...NETWORK];
