import { isJsonObject, type Json } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { admits } from '../../scenario/admission/admits.ts';
import type { AdmissionPolicy } from '../../scenario/admission/policy-objects.ts';
import { isOwnNamespace, manifestsOf, OWN_NAMESPACES } from '../admission.ts';
import type { GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

const annotated = (name: string) =>
  `has(object.metadata.annotations) && '${name}' in object.metadata.annotations`;

const POLICY = {
  exceptNamespaces: [...OWN_NAMESPACES],
  name: 'identities-have-owner-and-expiry',
  rules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['serviceaccounts'],
    },
    {
      apiGroups: ['rbac.authorization.k8s.io'],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
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
} satisfies AdmissionPolicy;

export const ownerAndExpiry: GuardrailTemplate = {
  id: 'owner-and-expiry',
  title: 'Identities and grants of a cluster have an owner and an end',
  why: 'What nobody owns nobody ends, and what has no end outlives its reason.',
  controls: ['userAccounts', 'accountManagement', 'identifiers', 'disableAccounts', 'ztGovernance'],
  *make(context) {
    for (const cluster of context.scene.kubernetes.clusters) {
      const objects = [
        ...cluster.fact.serviceAccounts.filter(({ assumed }) => !assumed),
        ...cluster.fact.bindings.filter(({ bootstrap }) => bootstrap === null),
      ].filter(({ namespace, name }) => !isOwnNamespace(namespace) && !name.startsWith('system:'));
      if (objects.length === 0) continue;
      const refused = objects.filter(({ ref }) => !admits(POLICY.validations, objectAt(ref, context)));
      if (refused.length === 0) continue;
      const example = (annotations: Record<string, string> | undefined): Json => ({
        metadata: { name: 'example', ...(annotations === undefined ? {} : { annotations }) },
      });
      const ask = (annotations?: Record<string, string>) =>
        admits(POLICY.validations, example(annotations)) ? 'admitted' : 'refused';
      yield {
        slug: slug(cluster.name),
        title: `Admission policy of ${cluster.name}: owner and expiry`,
        about: [cluster.id, ...refused.map(({ id }) => id)],
        files: [
          { name: 'admission-policy.yaml', text: manifestsOf(POLICY) },
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
        changes: [],
        stand: '',
        breaks: [],
        keeps: [],
        cases: [
          {
            says: 'an identity with owner and expiry',
            wanted: 'admitted',
            got: ask({ owner: 'team-a', 'expires-on': '2027-01-31' }),
          },
          { says: 'an identity without annotations', wanted: 'refused', got: ask() },
          {
            says: 'an identity with an owner and no expiry',
            wanted: 'refused',
            got: ask({ owner: 'team-a' }),
          },
          {
            says: 'an identity with an expiry that is no date',
            wanted: 'refused',
            got: ask({ owner: 'team-a', 'expires-on': 'never' }),
          },
        ],
        limits: [
          `Of the ${objects.length} service accounts and bindings in the snapshot, ${refused.length} would be refused when they are written the next time; what is there keeps working.`,
          'It asks for a date and ends nothing on that day: a scheduled job that deletes what is over does.',
        ],
      };
    }
  },
};

/** The object as it was collected; an empty one where nothing of it was. */
function objectAt(ref: EvidenceRef | null, { before }: GuardrailContext): Json {
  if (ref === null) return {};
  const found = resolvePointer(before.source.document(ref.observation), ref.pointer);
  return isJsonObject(found) ? found : {};
}
