import type { Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Cursor, field, flag, items, refOf, tags, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { ClusterFact, TaskFact, WorkloadFact, WorkloadKind } from './facts.ts';
import type { CallScene } from './resource-drafts.ts';

export interface WorkloadReader {
  /** True where the operation is one that describes what runs with a role. */
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): { readonly workloads: WorkloadFact[]; readonly clusters: ClusterFact[] };
}

type Handler = (document: Cursor, scene: CallScene, found: Found) => void;

/** Descriptions come in any order: an instance may be known to Systems Manager before EC2 lists it. */
interface Found {
  readonly workloads: Map<string, WorkloadFact>;
  readonly clusters: Map<string, ClusterFact>;
  /** By account and instance id. */
  readonly managed: Map<string, { readonly online: boolean; readonly ref: EvidenceRef }>;
  /** By the ARN of the task definition. */
  readonly tasks: Map<string, TaskFact[]>;
}

/** Reads the answers of services whose workloads carry roles. */
export function workloadReader(): WorkloadReader {
  const found: Found = { workloads: new Map(), clusters: new Map(), managed: new Map(), tasks: new Map() };
  return {
    read(operation, document, scene) {
      const handler = HANDLERS[operation];
      handler?.(document, scene, found);
      return handler !== undefined || NAMES_ONLY.has(operation);
    },
    finish() {
      const workloads = [...found.workloads.values()].map((workload): WorkloadFact => {
        const id = workload.arn.slice(workload.arn.lastIndexOf('/') + 1);
        if (workload.kind === 'ec2-instance')
          return { ...workload, managed: found.managed.get(`${workload.account} ${id}`) ?? null };
        if (workload.kind === 'ecs-task-definition')
          return { ...workload, tasks: found.tasks.get(workload.arn) ?? [] };
        return workload;
      });
      return { workloads, clusters: [...found.clusters.values()] };
    },
  };
}

/** Listings that only name what other operations describe. That they were asked matters, and `seen` says it. */
const NAMES_ONLY: ReadonlySet<string> = new Set([
  'codebuild:ListProjects',
  'ecs:ListServices',
  'ecs:DescribeServices',
  'ecs:ListTasks',
  'ecs:ListTaskDefinitions',
  'glue:ListDevEndpoints',
  'glue:ListJobs',
  'ec2:DescribeIamInstanceProfileAssociations',
]);

const HANDLERS: Readonly<Record<string, Handler>> = {
  'lambda:ListFunctions': (document, scene, found) => {
    for (const at of items(field(document, 'Functions')))
      add(found, 'lambda-function', at, scene, text(at, 'FunctionArn'), text(at, 'FunctionName'), 'Role', [
        'Runtime',
        'LastModified',
      ]);
  },
  'ec2:DescribeInstances': (document, scene, found) => {
    for (const reservation of items(field(document, 'Reservations'))) {
      const owner = text(reservation, 'OwnerId');
      for (const at of items(field(reservation, 'Instances'))) {
        const id = text(at, 'InstanceId');
        const state = text(field(at, 'State'), 'Name');
        if (id === null || state === 'terminated' || state === 'shutting-down') continue;
        const zone = text(field(at, 'Placement'), 'AvailabilityZone');
        const region = scene.region ?? zone?.replace(/[a-z]$/, '') ?? null;
        const account = owner !== null && isAccountId(owner) ? owner : scene.account;
        const arn = `arn:${scene.partition}:ec2:${region ?? ''}:${account}:instance/${id}`;
        const profile = field(at, 'IamInstanceProfile');
        add(found, 'ec2-instance', at, scene, arn, id, null, [], profile, {
          state,
          tokensRequired: text(field(at, 'MetadataOptions'), 'HttpTokens'),
        });
      }
    }
  },
  'ssm:DescribeInstanceInformation': (document, scene, found) => {
    for (const at of items(field(document, 'InstanceInformationList'))) {
      const id = text(at, 'InstanceId');
      const online = text(at, 'PingStatus') === 'Online';
      if (id !== null) found.managed.set(`${scene.account} ${id}`, { online, ref: refOf(at) });
    }
  },
  'ecs:ListClusters': (document, scene, found) => {
    for (const at of items(field(document, 'clusterArns'))) {
      if (typeof at.value !== 'string') continue;
      const account = parseArn(at.value)?.account ?? scene.account;
      found.clusters.set(at.value, { arn: at.value, account, ref: refOf(at) });
    }
  },
  'ecs:DescribeTasks': (document, _scene, found) => {
    for (const at of items(field(document, 'tasks'))) {
      const [arn, definition] = [text(at, 'taskArn'), text(at, 'taskDefinitionArn')];
      if (arn === null || definition === null || text(at, 'lastStatus') === 'STOPPED') continue;
      const known = found.tasks.get(definition) ?? [];
      if (known.some((each) => each.arn === arn)) continue;
      const exec = flag(at, 'enableExecuteCommand') ?? false;
      found.tasks.set(definition, [...known, { arn, cluster: text(at, 'clusterArn'), exec, ref: refOf(at) }]);
    }
  },
  'ecs:DescribeTaskDefinition': (document, scene, found) => {
    const at = field(document, 'taskDefinition');
    const arn = text(at, 'taskDefinitionArn');
    add(
      found,
      'ecs-task-definition',
      at,
      scene,
      arn,
      arn?.slice(arn.indexOf('/') + 1) ?? null,
      'taskRoleArn',
      ['status', 'networkMode'],
    );
  },
  'codebuild:BatchGetProjects': (document, scene, found) => {
    for (const at of items(field(document, 'projects')))
      add(found, 'codebuild-project', at, scene, text(at, 'arn'), text(at, 'name'), 'serviceRole');
  },
  'cloudformation:DescribeStacks': (document, scene, found) => {
    for (const at of items(field(document, 'Stacks'))) {
      if (text(at, 'StackStatus') === 'DELETE_COMPLETE') continue;
      add(found, 'cloudformation-stack', at, scene, text(at, 'StackId'), text(at, 'StackName'), 'RoleARN', [
        'StackStatus',
      ]);
    }
  },
  'glue:GetDevEndpoints': (document, scene, found) => {
    for (const at of items(field(document, 'DevEndpoints'))) {
      const name = text(at, 'EndpointName');
      const arn = named(scene, 'glue', name && `devEndpoint/${name}`);
      add(found, 'glue-dev-endpoint', at, scene, arn, name, 'RoleArn', ['Status']);
    }
  },
  'glue:GetJobs': (document, scene, found) => {
    for (const at of items(field(document, 'Jobs'))) {
      const name = text(at, 'Name');
      add(found, 'glue-job', at, scene, named(scene, 'glue', name && `job/${name}`), name, 'Role');
    }
  },
  'sagemaker:ListNotebookInstances': (document, scene, found) => {
    for (const at of items(field(document, 'NotebookInstances'))) notebook(at, scene, found);
  },
  'sagemaker:DescribeNotebookInstance': (document, scene, found) => notebook(document, scene, found),
};

/** The listing does not say the role; the description does. */
function notebook(at: Cursor, scene: CallScene, found: Found): void {
  const arn = text(at, 'NotebookInstanceArn');
  const known = arn === null ? undefined : found.workloads.get(arn);
  if (known?.role) return;
  if (arn !== null) found.workloads.delete(arn);
  add(found, 'sagemaker-notebook', at, scene, arn, text(at, 'NotebookInstanceName'), 'RoleArn', [
    'NotebookInstanceStatus',
  ]);
}

/** Kinds whose description carries all tags: where it has none, there are none. */
const TAGGED: ReadonlySet<WorkloadKind> = new Set([
  'ec2-instance',
  'cloudformation-stack',
  'codebuild-project',
]);

/** CodeBuild spells the members of a tag in small letters. */
function tagsOf(at: Cursor): Readonly<Record<string, string>> {
  const small = [...items(field(at, 'tags'))].flatMap((tag) => {
    const [key, value] = [text(tag, 'key'), field(tag, 'value').value];
    return key === null || typeof value !== 'string' ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(small), ...tags(field(at, 'Tags')) };
}

function named(scene: CallScene, service: string, resource: string | null): string | null {
  return resource && `arn:${scene.partition}:${service}:${scene.region ?? ''}:${scene.account}:${resource}`;
}

function add(
  found: Found,
  kind: WorkloadKind,
  at: Cursor,
  scene: CallScene,
  arn: string | null,
  name: string | null,
  roleField: string | null,
  shown: readonly string[] = [],
  profile: Cursor | null = null,
  more: Readonly<Record<string, Json>> = {},
): void {
  if (arn === null || found.workloads.has(arn)) return;
  const role = profile
    ? { named: text(profile, 'Arn'), ref: refOf(field(profile, 'Arn')) }
    : { named: roleField && text(at, roleField), ref: refOf(field(at, roleField ?? '')) };
  const parsed = parseArn(arn);
  const attributes: Record<string, Json> = { ...more };
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
    role: role.named === null ? null : { named: role.named, ref: role.ref },
    tags: TAGGED.has(kind) ? tagsOf(at) : null,
    managed: null,
    tasks: [],
    attributes,
    ref: refOf(at),
  });
}
