import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import type { GrantRow } from './grant-row.ts';
import { ACCOUNTS, AUTHENTICATION, RBAC_PRACTICES, SECRETS } from './pages.ts';
import { type Holding, permission } from './permission.ts';
import { targetsOf } from './targets.ts';

// A listing or a watch answers with the values as well, and one that selects by name is limited to names. A patch that
// changes nothing answers with the whole object, and the deletion of a collection, tried as a dry run too, with all of it.
export const READ_SECRETS = permission('get list watch patch deletecollection', 'core', 'secrets');
const TOKEN_REQUEST = permission('create', 'core', 'serviceaccounts/token');
const IMPERSONATE_ACCOUNTS = permission('impersonate', 'core', 'serviceaccounts');

const toAccounts = (cluster: Cluster, holding: Holding) => targetsOf(cluster, holding, 'serviceaccounts');
const toSecrets = (cluster: Cluster, holding: Holding) => targetsOf(cluster, holding, 'secrets');

/** Ways to credentials that are stored, and to be somebody else. */
export const SECRET_ROWS: readonly GrantRow[] = [
  {
    id: 'k8s-secrets-read',
    title: 'Read secrets',
    kind: 'can-read',
    techniques: ['T1552.007'],
    enables: 'The identity has the values; of a service account token secret it has the account.',
    fix: 'Grant get on named secrets in the namespace that needs them; list, watch, patch and deletecollection answer with the values too.',
    references: [SECRETS, RBAC_PRACTICES],
    needs: () => READ_SECRETS,
    targets: toSecrets,
  },
  {
    id: 'k8s-token-request',
    title: 'Mint tokens of service accounts (serviceaccounts/token)',
    kind: 'can-become',
    techniques: ['T1528', 'T1550.001'],
    enables: 'The API server signs a token of the account for the identity, for any audience it asks for.',
    fix: 'Grant create on serviceaccounts/token for named accounts only.',
    references: [ACCOUNTS, RBAC_PRACTICES],
    needs: () => TOKEN_REQUEST,
    targets: toAccounts,
  },
  {
    id: 'k8s-impersonate-account',
    title: 'Impersonate service accounts',
    kind: 'can-become',
    techniques: ['T1550', 'T1078.004'],
    enables: 'The identity makes requests as the account, with the groups that it is in.',
    fix: 'Grant impersonate to no workload, and to people on named accounts only; the role edit includes it.',
    references: [AUTHENTICATION, RBAC_PRACTICES],
    needs: () => IMPERSONATE_ACCOUNTS,
    targets: toAccounts,
  },
];
