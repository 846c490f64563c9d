import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { parseId } from '../../kubernetes/ids.ts';
import { seenWords } from '../observed/seen-words.ts';
import { step } from '../outcome.ts';
import type { Rule, Scene } from '../rule.ts';

const AUDITING = 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/';

function clusterOf(id: string, { kubernetes }: Scene): Cluster | undefined {
  return kubernetes.byName.get(parseId(id)?.cluster ?? '');
}

/** Kubelets ask for tokens of all accounts whose pods they run, which tells nothing that the pods do not. */
function isKubelet(principal: string): boolean {
  return parseId(principal)?.rest.startsWith('system:node:') ?? false;
}

export const seenInCluster: Rule = {
  id: 'k8s-seen-using',
  title: 'An audit log shows that somebody read a secret',
  kind: 'was-seen-using',
  techniques: ['T1552.007'],
  enables: 'Nothing by itself: it tells what was done with the access.',
  fix: 'Where nobody can account for it, treat the secret as read by others, and replace what is in it.',
  references: [AUDITING],
  subject: 'clusterUse',
  derive(use, scene, emit) {
    const cluster = clusterOf(use.principal, scene);
    // Only what was collected: a log names many things that nobody asks about.
    for (const each of use.resources)
      if (each.count > each.errors && cluster?.secretById.has(each.arn))
        emit({
          from: use.principal,
          to: each.arn,
          kind: 'was-seen-using',
          rule: 'k8s-seen-using',
          verdict: 'allow',
          conditions: [],
          proof: [step(use.ref, `${use.principal} read ${each.arn} ${seenWords(each, [])}.`)],
        });
  },
};

export const seenAsAccount: Rule = {
  id: 'k8s-seen-assuming',
  title: 'An audit log shows that somebody asked for a token of a service account, or acted as it',
  kind: 'was-seen-assuming',
  techniques: ['T1528', 'T1550.001'],
  enables: 'Nothing by itself: it tells what was done with the permission.',
  fix: 'Where nobody can account for it, delete the account’s pods and the account itself, so that its tokens end.',
  references: [AUDITING],
  subject: 'clusterAssumption',
  derive(assumption, scene, emit) {
    const { principal, role, action, count, errors } = assumption;
    const known = clusterOf(role, scene)?.identityById.has(role) ?? false;
    if (!known || count <= errors || principal === role || isKubelet(principal)) return;
    const did = action === 'Impersonate' ? 'made requests as' : 'asked for tokens of';
    emit({
      from: principal,
      to: role,
      kind: 'was-seen-assuming',
      rule: 'k8s-seen-assuming',
      verdict: 'allow',
      conditions: [],
      proof: [step(assumption.ref, `${principal} ${did} ${role} ${seenWords(assumption, assumption.from)}.`)],
    });
  },
};
