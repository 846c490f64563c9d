import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { WorkloadFact } from './facts.ts';
import type { CallScene } from './resource-drafts.ts';

/** A Kubernetes cluster of EKS: how it is joined to AWS, in both directions. */
export interface EksClusterFact {
  readonly arn: string;
  /** Unique in its account and region. */
  readonly name: string;
  readonly account: string;
  /** Null where neither the ARN nor the call says. */
  readonly region: string | null;
  readonly source: string;
  /** `1.33`. */
  readonly version: string | null;
  /** `https://oidc.eks.REGION.amazonaws.com/id/…`: who signs the tokens of its service accounts. */
  readonly issuer: string | null;
  /** URL of the API server. */
  readonly endpoint: string | null;
  /** Whether the API server's endpoint takes connections from outside the VPC; null where the answer does not say. */
  readonly endpointPublic: boolean | null;
  /**
   * From where the cluster takes who an AWS principal is: access entries (`API`), the config map `kube-system/aws-auth`
   * (`CONFIG_MAP`, in which access entries count for nothing), or both. Null where the answer does not say.
   */
  readonly authenticationMode: 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP' | null;
  readonly nodeGroups: readonly EksNodeGroupFact[];
  readonly podIdentity: readonly EksPodIdentityFact[];
  /** The list of associations; null where none was answered. */
  readonly podIdentityListing: EvidenceRef | null;
  readonly accessEntries: readonly EksAccessEntryFact[];
  /**
   * False where something of the list was refused or not asked: there may be more than is here. Access entries of a
   * cluster in mode `CONFIG_MAP`, which count for nothing, are not asked for.
   */
  readonly complete: {
    readonly nodeGroups: boolean;
    readonly podIdentity: boolean;
    readonly accessEntries: boolean;
  };
  readonly tags: Readonly<Record<string, string>>;
  readonly ref: EvidenceRef;
}

/** Nodes of one kind, whose instances run as `nodeRole`. */
export interface EksNodeGroupFact {
  readonly arn: string;
  readonly name: string;
  /** ARN of an IAM role; null where the answer names none. */
  readonly nodeRole: string | null;
  /** Where instances are made from a launch template of the account's own. */
  readonly launchTemplate: { readonly id: string; readonly version: string | null } | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly ref: EvidenceRef;
}

/** Pods of a service account get credentials of a role from the cluster's agent (EKS Pod Identity). */
export interface EksPodIdentityFact {
  readonly arn: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly roleArn: string;
  /** A role that `roleArn` takes on for the pod, possibly in another account; its credentials are what the pod gets. */
  readonly targetRoleArn: string | null;
  /** A policy of the association caps what sessions may do. */
  readonly sessionPolicy: boolean;
  readonly ref: EvidenceRef;
}

/** As whom and in which groups the cluster knows an AWS principal. */
export interface EksAccessEntryFact {
  readonly principalArn: string;
  /** Name of the Kubernetes user; may hold `{{SessionName}}` and `{{AccountID}}`. */
  readonly username: string | null;
  readonly groups: readonly string[];
  /** EKS's own policies, which grant besides what RBAC does. */
  readonly policies: readonly EksAccessPolicyFact[];
  /** False where the entry's policies were not collected: there may be some. */
  readonly policiesKnown: boolean;
  /** `STANDARD`, `EC2_LINUX` (nodes), … */
  readonly type: string | null;
  readonly ref: EvidenceRef;
}

export interface EksAccessPolicyFact {
  /** `arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`. */
  readonly arn: string;
  /** The whole cluster, or these namespaces (which may hold `*`). */
  readonly scope: 'cluster' | readonly string[];
  readonly ref: EvidenceRef;
}

export interface EksReader {
  /** True where the operation is one of EKS that is read. */
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): readonly EksClusterFact[];
}

/** Node groups as what runs with a role: every program on a node that reaches the metadata service has the node role. */
export function nodeGroupWorkloads(clusters: readonly EksClusterFact[]): readonly WorkloadFact[] {
  return clusters.flatMap((cluster) =>
    cluster.nodeGroups.map(({ arn, name, nodeRole, launchTemplate, tags, ref }) => ({
      kind: 'eks-node-group',
      arn,
      name: `${cluster.name}/${name}`,
      account: cluster.account,
      region: cluster.region,
      source: cluster.source,
      role:
        nodeRole === null ? null : { named: nodeRole, ref: { ...ref, pointer: `${ref.pointer}/nodeRole` } },
      tags,
      managed: null,
      tasks: [],
      images: [],
      launchedFrom: launchTemplate && {
        template: launchTemplate.id,
        version: launchTemplate.version,
        arn: null,
        ref: { ...ref, pointer: `${ref.pointer}/launchTemplate` },
      },
      attributes: { cluster: cluster.arn },
      ref,
    })),
  );
}

/** What was said of one cluster so far, in any order. */
interface Draft {
  cluster: { readonly at: Cursor; readonly scene: CallScene; readonly arn: string } | null;
  readonly listed: Map<Listing, { readonly names: Set<string>; more: boolean }>;
  readonly nodeGroups: Map<string, EksNodeGroupFact>;
  readonly podIdentity: Map<string, EksPodIdentityFact>;
  podIdentityListing: EvidenceRef | null;
  readonly accessEntries: Map<string, EksAccessEntryFact>;
  readonly policies: Map<string, { readonly found: EksAccessPolicyFact[]; more: boolean }>;
}
type Listing = keyof EksClusterFact['complete'];
type Handler = (document: Cursor, scene: CallScene, draftOf: (name: string | null) => Draft | null) => void;

/** Reads the answers of EKS. A cluster that was only listed is no fact: without its description it has no ARN. */
export function eksReader(): EksReader {
  const drafts = new Map<string, Draft>();
  return {
    read(operation, document, scene) {
      const handler = HANDLERS[operation];
      handler?.(document, scene, (name) => {
        if (name === null) return null;
        const key = `${scene.source} ${scene.region} ${name}`;
        const known = drafts.get(key) ?? emptyDraft();
        drafts.set(key, known);
        return known;
      });
      return handler !== undefined;
    },
    finish: () => [...drafts.values()].flatMap((draft) => clusterFact(draft) ?? []),
  };
}

function emptyDraft(): Draft {
  return {
    cluster: null,
    listed: new Map(),
    nodeGroups: new Map(),
    podIdentity: new Map(),
    podIdentityListing: null,
    accessEntries: new Map(),
    policies: new Map(),
  };
}

function clusterFact(draft: Draft): EksClusterFact | null {
  if (draft.cluster === null) return null;
  const { at, scene, arn } = draft.cluster;
  const parsed = parseArn(arn);
  const mode = text(field(at, 'accessConfig'), 'authenticationMode');
  const entries = [...draft.accessEntries.values()].map((entry): EksAccessEntryFact => {
    const policies = draft.policies.get(entry.principalArn);
    return policies ? { ...entry, policies: policies.found, policiesKnown: !policies.more } : entry;
  });
  return {
    arn,
    name: text(at, 'name') ?? arn.slice(arn.lastIndexOf('/') + 1),
    account: isAccountId(parsed?.account ?? '') ? (parsed?.account as string) : scene.account,
    region: parsed?.region || scene.region,
    source: scene.source,
    version: text(at, 'version'),
    issuer: text(field(field(at, 'identity'), 'oidc'), 'issuer'),
    endpoint: text(at, 'endpoint'),
    endpointPublic: flag(field(at, 'resourcesVpcConfig'), 'endpointPublicAccess'),
    authenticationMode:
      mode === 'API' || mode === 'API_AND_CONFIG_MAP' || mode === 'CONFIG_MAP' ? mode : null,
    nodeGroups: [...draft.nodeGroups.values()],
    podIdentity: [...draft.podIdentity.values()],
    podIdentityListing: draft.podIdentityListing,
    accessEntries: entries,
    complete: {
      nodeGroups: isWhole(draft, 'nodeGroups'),
      podIdentity: isWhole(draft, 'podIdentity'),
      accessEntries: mode === 'CONFIG_MAP' || isWhole(draft, 'accessEntries'),
    },
    tags: textMap(field(at, 'tags')),
    ref: refOf(at),
  };
}

/** The list was answered to its end, and all that it names was described. */
function isWhole(draft: Draft, listing: Listing): boolean {
  const listed = draft.listed.get(listing);
  return listed !== undefined && !listed.more && [...listed.names].every((name) => draft[listing].has(name));
}

/** Notes one page of a listing; `more` is what its last page says. */
function noteListing(draft: Draft | null, listing: Listing, document: Cursor, names: readonly string[]) {
  if (!draft) return;
  const known = draft.listed.get(listing) ?? { names: new Set(), more: false };
  for (const name of names) known.names.add(name);
  known.more = text(document, 'nextToken') !== null;
  draft.listed.set(listing, known);
}

function texts(at: Cursor): string[] {
  return [...items(at)].flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** EKS spells tags `{name: value}`. */
function textMap(at: Cursor): Readonly<Record<string, string>> {
  if (typeof at.value !== 'object' || at.value === null) return {};
  return Object.fromEntries(
    Object.entries(at.value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function parameter(scene: CallScene, name: string): string | null {
  const value = scene.parameters[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  'eks:ListClusters': () => {},
  'eks:DescribeCluster': (document, scene, draftOf) => {
    const at = field(document, 'cluster');
    const arn = text(at, 'arn');
    const draft = draftOf(text(at, 'name'));
    if (draft && arn !== null) draft.cluster = { at, scene, arn };
  },
  'eks:ListNodegroups': (document, scene, draftOf) =>
    noteListing(
      draftOf(parameter(scene, 'clusterName')),
      'nodeGroups',
      document,
      texts(field(document, 'nodegroups')),
    ),
  'eks:DescribeNodegroup': (document, _scene, draftOf) => {
    const at = field(document, 'nodegroup');
    const [arn, name] = [text(at, 'nodegroupArn'), text(at, 'nodegroupName')];
    if (arn === null || name === null) return;
    const template = field(at, 'launchTemplate');
    const id = text(template, 'id');
    draftOf(text(at, 'clusterName'))?.nodeGroups.set(name, {
      arn,
      name,
      nodeRole: text(at, 'nodeRole'),
      launchTemplate: id === null ? null : { id, version: text(template, 'version') },
      tags: textMap(field(at, 'tags')),
      ref: refOf(at),
    });
  },
  'eks:ListPodIdentityAssociations': (document, scene, draftOf) => {
    const found = [...items(field(document, 'associations'))];
    const cluster = parameter(scene, 'clusterName') ?? (found[0] ? text(found[0], 'clusterName') : null);
    const ids = found.flatMap((each) => text(each, 'associationId') ?? []);
    const draft = draftOf(cluster);
    noteListing(draft, 'podIdentity', document, ids);
    if (draft && document.value !== null) draft.podIdentityListing ??= refOf(field(document, 'associations'));
    // EKS lists associations without their roles. One that a scenario makes stands there whole.
    for (const each of found) noteAssociation(draft, each);
  },
  'eks:DescribePodIdentityAssociation': (document, _scene, draftOf) => {
    const at = field(document, 'association');
    noteAssociation(draftOf(text(at, 'clusterName')), at);
  },
  'eks:ListAccessEntries': (document, scene, draftOf) =>
    noteListing(
      draftOf(parameter(scene, 'clusterName')),
      'accessEntries',
      document,
      texts(field(document, 'accessEntries')),
    ),
  'eks:DescribeAccessEntry': (document, _scene, draftOf) => {
    const at = field(document, 'accessEntry');
    const principalArn = text(at, 'principalArn');
    if (principalArn === null) return;
    draftOf(text(at, 'clusterName'))?.accessEntries.set(principalArn, {
      principalArn,
      username: text(at, 'username'),
      groups: texts(field(at, 'kubernetesGroups')),
      policies: [],
      policiesKnown: false,
      type: text(at, 'type'),
      ref: refOf(at),
    });
  },
  'eks:ListAssociatedAccessPolicies': (document, scene, draftOf) => {
    const cluster = text(document, 'clusterName') ?? parameter(scene, 'clusterName');
    const principalArn = text(document, 'principalArn') ?? parameter(scene, 'principalArn');
    const draft = draftOf(cluster);
    if (!draft || principalArn === null) return;
    const known = draft.policies.get(principalArn) ?? { found: [], more: false };
    for (const at of items(field(document, 'associatedAccessPolicies'))) {
      const arn = text(at, 'policyArn');
      const scope = field(at, 'accessScope');
      if (arn === null) continue;
      const whole = text(scope, 'type') === 'cluster';
      known.found.push({
        arn,
        scope: whole ? 'cluster' : texts(field(scope, 'namespaces')),
        ref: refOf(at),
      });
    }
    known.more = text(document, 'nextToken') !== null;
    draft.policies.set(principalArn, known);
  },
};

/** An association, where it says its role. */
function noteAssociation(draft: Draft | null, at: Cursor): void {
  const [id, namespace, serviceAccount, roleArn] = [
    text(at, 'associationId'),
    text(at, 'namespace'),
    text(at, 'serviceAccount'),
    text(at, 'roleArn'),
  ];
  if (id === null || namespace === null || serviceAccount === null || roleArn === null) return;
  draft?.podIdentity.set(id, {
    arn: text(at, 'associationArn') ?? id,
    namespace,
    serviceAccount,
    roleArn,
    targetRoleArn: text(at, 'targetRoleArn'),
    sessionPolicy: (field(at, 'policy').value ?? '') !== '',
    ref: refOf(at),
  });
}
