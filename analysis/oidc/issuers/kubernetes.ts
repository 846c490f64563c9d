import { dangerous, loose, type Pins, safe } from '../judgement.ts';
import { inWords, isExact } from '../text-pattern.ts';
import type { Issuer } from './issuer.ts';
import { pinned } from './subject-fields.ts';

const START = 'system:serviceaccount:';

/**
 * A Kubernetes cluster: `system:serviceaccount:NAMESPACE:NAME`. Whoever may create pods in the namespace obtains tokens of
 * its service accounts; whoever may create namespaces or accounts, those of any name left open.
 */
export const kubernetes: Issuer = {
  id: 'kubernetes',
  title: 'Kubernetes cluster',
  is: (url) =>
    /^https:\/\/oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/id\/[0-9A-F]+$/i.test(url) ||
    /^https:\/\/container\.googleapis\.com\/v1\/projects\//i.test(url) ||
    /^https:\/\/[a-z0-9-]+\.oic\.prod-aks\.azure\.com\//i.test(url) ||
    /^https:\/\/kubernetes\.default\.svc/i.test(url),
  awsClaims: [],
  subjectStart: START,
  judge(pins: Pins) {
    const sub = pins.get('sub') ?? '';
    if (sub !== '' && isExact(sub) && !sub.startsWith(START))
      return safe(`No service account has the subject ${inWords(sub)}.`);
    const fields = sub.startsWith(START) ? sub.slice(START.length).split(':') : [];
    const namespace = pins.get('kubernetes.io.namespace') ?? fields[0];
    const name = pins.get('kubernetes.io.serviceaccount.name') ?? fields[1];
    if (pinned(namespace) !== 'exact')
      return dangerous('Service accounts of other namespaces of the cluster are admitted.');
    if (pinned(name) !== 'exact')
      return loose(`Several service accounts of the namespace ${inWords(namespace ?? '')} are admitted.`);
    return safe('One service account.');
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
};
