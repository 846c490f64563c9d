import { isJsonObject, type Json } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import type { Change } from '../../../schema/scenario.ts';
import type { Cluster } from '../../kubernetes/estate/cluster.ts';
import { objectId } from '../../kubernetes/ids.ts';
import { admits } from '../../scenario/admission/admits.ts';
import type { ChangeOf } from '../../scenario/changes/edits-of.ts';
import { subjectId } from '../../scenario/changes/kubernetes-access.ts';
import { isOwnNamespace, manifestsOf, OWN_NAMESPACES } from '../admission.ts';
import type { GuardrailContext, GuardrailDraft, GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

const annotated = (name: string) =>
  `has(object.metadata.annotations) && '${name}' in object.metadata.annotations`;

/** What service accounts and bindings are asked: to name an owner and a day. */
export const POLICY = {
  exceptNamespaces: [...OWN_NAMESPACES],
  name: 'identities-have-owner-and-expiry',
  rules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE' as const, 'UPDATE' as const],
      resources: ['serviceaccounts'],
    },
    {
      apiGroups: ['rbac.authorization.k8s.io'],
      apiVersions: ['v1'],
      operations: ['CREATE' as const, 'UPDATE' as const],
      resources: ['rolebindings', 'clusterrolebindings'],
    },
  ],
  validations: [
    {
      expression: `${annotated('owner')} && object.metadata.annotations['owner'] != ''`,
      message: 'An identity or a grant names its owner in the annotation owner.',
    },
    {
      expression: `${annotated('expires-on')} && object.metadata.annotations['expires-on'].matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$')`,
      message:
        'An identity or a grant says in the annotation expires-on until when it is needed (YYYY-MM-DD).',
    },
  ],
} satisfies Omit<ChangeOf<'admission-policy'>, 'change' | 'cluster'>;

export const ownerAndExpiry = ownerAndExpiryBy(POLICY);

/** The template with a policy, so that another one than its own can be tried. */
export function ownerAndExpiryBy(policy: typeof POLICY): GuardrailTemplate {
  return {
    id: 'owner-and-expiry',
    title: 'Identities and grants of a cluster have an owner and an end',
    why: 'What nobody owns nobody ends, and what has no end outlives its reason.',
    controls: ['userAccounts', 'accountManagement', 'identifiers', 'disableAccounts', 'ztGovernance'],
    *make(context) {
      for (const cluster of context.scene.kubernetes.clusters) {
        const draft = draftFor(cluster, policy, context);
        if (draft) yield draft;
      }
    },
  };
}

function draftFor(cluster: Cluster, policy: typeof POLICY, context: GuardrailContext): GuardrailDraft | null {
  const accounts = cluster.fact.serviceAccounts.filter(({ namespace }) => !isOwnNamespace(namespace));
  // Of accounts that are only known to be there nobody has seen the annotations: nothing is said of them but that.
  const unseen = accounts.filter(({ assumed }) => assumed);
  const objects = [
    ...accounts.filter(({ assumed }) => !assumed),
    ...cluster.fact.bindings.filter(({ bootstrap }) => bootstrap === null),
  ].filter(({ namespace, name }) => !isOwnNamespace(namespace) && !name.startsWith('system:'));
  const refused = objects.filter(({ ref }) => !admits(policy.validations, objectAt(ref, context)));
  if (refused.length === 0) return null;
  const example = (annotations: Record<string, string> | undefined): Json => ({
    metadata: { name: 'example', ...(annotations === undefined ? {} : { annotations }) },
  });
  const ask = (annotations?: Record<string, string>) =>
    admits(policy.validations, example(annotations)) ? 'admitted' : 'refused';
  const made = { change: 'admission-policy', cluster: cluster.id, ...policy } as const;
  const without = newIdentities(cluster);
  const incomplete = [
    ...without,
    ...newIdentities(cluster, { owner: OWNED.owner }, '-2'),
    ...newIdentities(cluster, { 'expires-on': OWNED['expires-on'] }, '-3'),
  ];
  const rewritten = refused.flatMap((each) => ('automount' in each ? [each] : []))[0];
  return {
    slug: slug(cluster.name),
    title: `Admission policy of ${cluster.name}: owner and expiry`,
    about: [cluster.id, ...refused.map(({ id }) => id)],
    files: [
      { name: 'admission-policy.yaml', text: manifestsOf(policy) },
      {
        name: 'to-annotate.txt',
        text: `${refused
          .map(({ id }) => id)
          .sort()
          .join('\n')}\n`,
      },
    ],
    apply:
      'Apply it; it warns and records. Annotate what is in to-annotate.txt, then set validationActions of the binding to Deny.',
    changes: [made, ...without, ...newIdentities(cluster, OWNED)],
    refuses: without.map((_, index) => 1 + index),
    keepsAll: true,
    stand:
      'The policy denies; a new account and a new binding are asked of it, first without the annotations and then with them. Everything that is there stays.',
    breaks: [],
    keeps: [],
    trials: [
      {
        says: 'identities and grants are made without the annotations, and with one of them',
        changes: [made, ...incomplete],
        refuses: incomplete.map((_, index) => 1 + index),
        breaks: [],
        gainsNothing: true,
      },
      ...(rewritten === undefined
        ? []
        : [
            {
              says: `${rewritten.id} is written the next time, without the annotations`,
              changes: [
                made,
                {
                  change: 'set-automount',
                  of: rewritten.id,
                  automount: rewritten.automount ?? true,
                } as const,
              ],
              refuses: [1],
              breaks: [],
            },
          ]),
    ],
    cases: [
      {
        says: 'an identity with owner and expiry',
        wanted: 'admitted',
        got: ask(OWNED),
      },
      { says: 'an identity without annotations', wanted: 'refused', got: ask() },
      {
        says: 'an identity with an owner and no expiry',
        wanted: 'refused',
        got: ask({ owner: 'team-a' }),
      },
      {
        says: 'an identity with an expiry and no owner',
        wanted: 'refused',
        got: ask({ 'expires-on': OWNED['expires-on'] }),
      },
      {
        says: 'an identity with an expiry that is no date',
        wanted: 'refused',
        got: ask({ owner: 'team-a', 'expires-on': 'never' }),
      },
    ],
    limits: [
      `Of the ${objects.length} service accounts and bindings in the snapshot, ${refused.length} would be refused when they are written the next time; what is there keeps working.`,
      ...(unseen.length === 0
        ? []
        : [
            `Of ${unseen.length} more service accounts it is known that they are there, and not what they carry: they were not collected.`,
          ]),
      'It asks for a date and ends nothing on that day: a scheduled job that deletes what is over does.',
    ],
  };
}

const OWNED = { owner: 'team-a', 'expires-on': '2027-01-31' };
const EXAMPLE = 'example-of-owner-and-expiry';

/** A new account, and a new binding that gives what is given already: what is tried must open nothing by itself. */
function newIdentities(
  { id, name: cluster, fact }: Cluster,
  annotations?: Readonly<Record<string, string>>,
  number = '',
): readonly Change[] {
  const said = annotations === undefined ? {} : { annotations: { ...annotations } };
  const account = fact.serviceAccounts.find(
    ({ namespace, assumed }) => !assumed && !isOwnNamespace(namespace),
  );
  const roles = new Set(fact.roles.map((each) => each.id));
  const inNamespaces = fact.bindings.toSorted(
    (a, b) => Number(a.namespace === null) - Number(b.namespace === null),
  );
  const bound = inNamespaces.flatMap(({ ref, namespace, role, subjects: [subject] }) => {
    const of = role.kind === 'Role' ? namespace : null;
    const roleId = objectId(cluster, role.kind.toLowerCase(), of, role.name);
    return ref !== null && subject && !isOwnNamespace(namespace) && roles.has(roleId)
      ? [{ role: roleId, namespace, subject: subjectId(cluster, subject) }]
      : [];
  })[0];
  return [
    ...(account === undefined
      ? []
      : [
          {
            change: 'create-service-account',
            cluster: id,
            namespace: account.namespace,
            name: `${EXAMPLE}${number}`,
            ...said,
          } as const,
        ]),
    ...(bound === undefined
      ? []
      : [{ change: 'add-binding', name: `${EXAMPLE}${number}`, ...bound, ...said } as const]),
  ];
}

/** The object as it was collected; an empty one where nothing of it was. */
function objectAt(ref: EvidenceRef | null, { before }: GuardrailContext): Json {
  if (ref === null) return {};
  const found = resolvePointer(before.source.document(ref.observation), ref.pointer);
  return isJsonObject(found) ? found : {};
}
