import type { Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, items, refOf, tags, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { ClusterFact, ImageFact, TaskFact, WorkloadFact, WorkloadKind } from './facts.ts';
import type { CallScene } from './resource-drafts.ts';

/** Reads one kind of answer about what runs with a role. */
export type WorkloadHandler = (document: Cursor, scene: CallScene, found: FoundWorkloads) => void;

/** Descriptions come in any order: an instance may be known to Systems Manager before EC2 lists it. */
export interface FoundWorkloads {
  readonly workloads: Map<string, WorkloadFact>;
  readonly clusters: Map<string, ClusterFact>;
  readonly jobQueues: Map<string, ClusterFact>;
  /** By account and instance id. */
  readonly managed: Map<string, { readonly online: boolean; readonly ref: EvidenceRef }>;
  /** By the ARN of the task definition. */
  readonly tasks: Map<string, TaskFact[]>;
  readonly launches: Launches;
}

/** What instances are launched from: an instance profile by version of a template, or of a launch configuration. */
export interface Launches {
  /** By account and the template's id, and again by its name. */
  readonly templates: Map<string, TemplateVersions>;
  /** By account and name. */
  readonly configurations: Map<string, WorkloadFact['role']>;
}

export interface TemplateVersions {
  readonly arn: string;
  readonly profiles: Map<number, WorkloadFact['role']>;
  default: number | null;
}

export function noWorkloads(): FoundWorkloads {
  return {
    workloads: new Map(),
    clusters: new Map(),
    jobQueues: new Map(),
    managed: new Map(),
    tasks: new Map(),
    launches: { templates: new Map(), configurations: new Map() },
  };
}

/** Kinds whose description carries all tags: where it has none, there are none. */
const TAGGED: ReadonlySet<WorkloadKind> = new Set([
  'ec2-instance',
  'cloudformation-stack',
  'codebuild-project',
  'auto-scaling-group',
]);

/** CodeBuild spells the members of a tag in small letters. */
function tagsOf(at: Cursor): Readonly<Record<string, string>> {
  const small = [...items(field(at, 'tags'))].flatMap((tag) => {
    const [key, value] = [text(tag, 'key'), field(tag, 'value').value];
    return key === null || typeof value !== 'string' ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(small), ...tags(field(at, 'Tags')) };
}

/** The ARN of what an answer gives only the name of. */
export function named(scene: CallScene, service: string, resource: string | null): string | null {
  return resource && `arn:${scene.partition}:${service}:${scene.region ?? ''}:${scene.account}:${resource}`;
}

/** What a workload has besides its name and its role. */
export interface WorkloadParts {
  /** The role, where it is not the member called `roleField`. */
  readonly role?: WorkloadFact['role'];
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly images?: readonly ImageFact[];
  readonly launchedFrom?: WorkloadFact['launchedFrom'];
}

/** Notes a workload; the first description of it counts. */
export function addWorkload(
  found: FoundWorkloads,
  kind: WorkloadKind,
  at: Cursor,
  scene: CallScene,
  arn: string | null,
  name: string | null,
  roleField: string | null,
  shown: readonly string[] = [],
  parts: WorkloadParts = {},
): void {
  if (arn === null || found.workloads.has(arn)) return;
  const own = roleField === null ? null : text(at, roleField);
  const role =
    parts.role ?? (own === null ? null : { named: own, ref: refOf(field(at, roleField as string)) });
  const parsed = parseArn(arn);
  const attributes: Record<string, Json> = { ...parts.attributes };
  for (const each of shown) {
    const value = text(at, each);
    if (value !== null) attributes[each.charAt(0).toLowerCase() + each.slice(1)] = value;
  }
  found.workloads.set(arn, {
    kind,
    arn,
    name: name ?? arn,
    account: isAccountId(parsed?.account ?? '') ? (parsed?.account as string) : scene.account,
    region: parsed?.region || scene.region,
    source: scene.source,
    role,
    tags: TAGGED.has(kind) ? tagsOf(at) : null,
    managed: null,
    tasks: [],
    images: parts.images ?? [],
    launchedFrom: parts.launchedFrom ?? null,
    attributes,
    ref: refOf(at),
  });
}

/** Images that the answer names, each in the member given of one of the places. */
export function imagesIn(places: Iterable<Cursor>, member: string): readonly ImageFact[] {
  return [...places].flatMap((at) => {
    const uri = text(at, member);
    return uri === null ? [] : [{ uri, ref: refOf(field(at, member)) }];
  });
}

/** An instance profile by its ARN, or by a name of which an ARN is made. */
export function profileIn(at: Cursor, account: string, partition: string): WorkloadFact['role'] {
  for (const member of ['Arn', 'Name']) {
    const value = text(at, member);
    if (value !== null) return profileNamed(value, refOf(field(at, member)), account, partition);
  }
  return null;
}

export function profileNamed(
  value: string,
  ref: EvidenceRef,
  account: string,
  partition: string,
): NonNullable<WorkloadFact['role']> {
  const named = value.startsWith('arn:')
    ? value
    : `arn:${partition}:iam::${account}:instance-profile/${value}`;
  return { named, ref };
}
