import type { Identity } from '../../kubernetes/estate/cluster.ts';
import { isAtLeast } from '../../kubernetes/read/version.ts';
import { conditional } from '../outcome.ts';
import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { WEBHOOKS } from './pages.ts';
import { type Holding, holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';
import { scopeOf } from './targets.ts';

const GROUP = 'admissionregistration.k8s.io';
const MUTATING = permission('create update patch', GROUP, 'mutatingwebhookconfigurations');
const VALIDATING = permission('create update patch', GROUP, 'validatingwebhookconfigurations');
const POLICIES = permission('create update patch', GROUP, 'mutatingadmissionpolicies');
const POLICY_BINDINGS = permission('create update patch', GROUP, 'mutatingadmissionpolicybindings');

const FIX = 'Grant changing admission to the controllers that keep it, by name, and to administrators.';

/** To change one there has to be one. */
function canAct({ cluster: { fact } }: Identity, { verb, names }: Holding, mutating: boolean): boolean {
  if (verb === 'create') return true;
  return fact.webhooks.some((each) => each.mutating === mutating && (names?.has(each.name) ?? true));
}

export const mutatingWebhooks = identityRule(
  {
    id: 'k8s-mutating-webhook',
    title: 'Rewrite what is created (mutating webhooks)',
    kind: 'can-escalate-to',
    techniques: ['T1556', 'T1546'],
    enables:
      'The identity puts itself between every request and the cluster: it adds containers to pods and subjects to bindings of others.',
    fix: FIX,
    references: [WEBHOOKS],
  },
  (identity, tell) => {
    if (isCovered(identity, null)) return;
    const left = conditional(
      'the API server reaches a server of the holder, and somebody with more rights creates something afterwards',
    );
    for (const holding of holdings(identity, MUTATING))
      if (canAct(identity, holding, true)) tell(identity.cluster.id, [holding], left);
  },
);

export const mutatingPolicies = identityRule(
  {
    id: 'k8s-mutating-policy',
    title: 'Rewrite what is created (mutating admission policies)',
    kind: 'can-escalate-to',
    techniques: ['T1556', 'T1546'],
    enables: 'As a mutating webhook, without a server: the policy itself changes what others create.',
    fix: FIX,
    references: ['https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/'],
  },
  (identity, tell) => {
    const { version } = identity.cluster.fact;
    if (isCovered(identity, null) || (version && !isAtLeast(version, 32))) return;
    const left = conditional(
      'the cluster serves mutating admission policies, and somebody with more rights creates something afterwards',
    );
    for (const { parts } of meet(
      identity,
      holdings(identity, POLICIES, true),
      holdings(identity, POLICY_BINDINGS, true),
    ))
      if (parts.every(({ verb }) => verb === 'create')) tell(identity.cluster.id, parts, left);
  },
);

export const validatingWebhooks = identityRule(
  {
    id: 'k8s-validating-webhook',
    title: 'See what is written (validating webhooks)',
    kind: 'can-read',
    techniques: ['T1557'],
    enables:
      'The API server sends every object that is created or changed to the identity, secrets with their values.',
    fix: FIX,
    references: [WEBHOOKS],
  },
  (identity, tell) => {
    if (isCovered(identity, null)) return;
    const left = conditional(
      'the API server reaches a server of the holder, and the secret is written afterwards',
    );
    for (const holding of holdings(identity, VALIDATING))
      if (canAct(identity, holding, false)) tell(scopeOf(identity.cluster, null, 'secrets'), [holding], left);
  },
);
