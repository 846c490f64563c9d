import { uuid } from '../../estate/ids.ts';

/** An object as the API server keeps it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

/** What of its metadata an object says beside its name. */
export interface More {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly object[];
}

const CREATED = '2025-03-17T10:00:00Z';

/** Makes an object with the metadata that the API server adds. `name` is `NAMESPACE/NAME` where it has a namespace. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  content: Readonly<Record<string, unknown>> = {},
  more: More = {},
): KubernetesObject {
  const [first = '', second] = name.split('/');
  return {
    apiVersion,
    kind,
    metadata: {
      name: second ?? first,
      ...(second === undefined ? {} : { namespace: first }),
      ...more,
      uid: uuid(`${kind}/${name}`),
      resourceVersion: '48213377',
      creationTimestamp: CREATED,
      managedFields: [
        { manager: 'kubectl-client-side-apply', operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: {} },
      ],
    },
    ...content,
  };
}

/** A reference from an object to the one that made it. */
export function ownedBy(apiVersion: string, kind: string, name: string): More {
  return {
    ownerReferences: [
      {
        apiVersion,
        kind,
        name: name.slice(name.indexOf('/') + 1),
        uid: uuid(`${kind}/${name}`),
        controller: true,
      },
    ],
  };
}
