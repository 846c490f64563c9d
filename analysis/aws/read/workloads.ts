import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import { isAccountId, parseArn } from './arn.ts';
import type { ClusterFact, WorkloadFact } from './facts.ts';
import { LAUNCH_HANDLERS, launchedWith, newestLaunched } from './launches.ts';
import type { CallScene } from './resource-drafts.ts';
import { SERVICE_AND_JOB_HANDLERS } from './services-and-jobs.ts';
import {
  addWorkload,
  type FoundWorkloads,
  imagesIn,
  named,
  noWorkloads,
  profileIn,
  type WorkloadHandler,
} from './workload-drafts.ts';

export interface WorkloadReader {
  /** True where the operation is one that describes what runs with a role. */
  read(operation: string, document: Cursor, scene: CallScene): boolean;
  finish(): {
    readonly workloads: WorkloadFact[];
    readonly clusters: ClusterFact[];
    readonly jobQueues: ClusterFact[];
  };
}

/** Reads the answers of services whose workloads carry roles. */
export function workloadReader(): WorkloadReader {
  const found = noWorkloads();
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
        return launchedWith(workload, found.launches);
      });
      const newest = newestLaunched(workloads);
      return {
        workloads: workloads.map((workload) => {
          const by = newest.get(workload.arn);
          return by === undefined
            ? workload
            : { ...workload, attributes: { ...workload.attributes, newestLaunchedBy: by } };
        }),
        clusters: [...found.clusters.values()],
        jobQueues: [...found.jobQueues.values()],
      };
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

const HANDLERS: Readonly<Record<string, WorkloadHandler>> = {
  ...SERVICE_AND_JOB_HANDLERS,
  ...LAUNCH_HANDLERS,
  'lambda:ListFunctions': (document, scene, found) => {
    for (const at of items(field(document, 'Functions')))
      addWorkload(
        found,
        'lambda-function',
        at,
        scene,
        text(at, 'FunctionArn'),
        text(at, 'FunctionName'),
        'Role',
        ['Runtime', 'LastModified'],
      );
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
        const metadata = field(at, 'MetadataOptions');
        addWorkload(found, 'ec2-instance', at, scene, arn, id, null, [], {
          role: profileIn(field(at, 'IamInstanceProfile'), account, scene.partition),
          attributes: {
            state,
            tokensRequired: text(metadata, 'HttpTokens'),
            // Above 1, containers on the instance reach the metadata service as well.
            hopLimit: field(metadata, 'HttpPutResponseHopLimit').value ?? null,
          },
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
    addWorkload(
      found,
      'ecs-task-definition',
      at,
      scene,
      arn,
      arn?.slice(arn.indexOf('/') + 1) ?? null,
      'taskRoleArn',
      ['status', 'networkMode'],
      { images: imagesIn(items(field(at, 'containerDefinitions')), 'image') },
    );
  },
  'codebuild:BatchGetProjects': (document, scene, found) => {
    for (const at of items(field(document, 'projects')))
      addWorkload(
        found,
        'codebuild-project',
        at,
        scene,
        text(at, 'arn'),
        text(at, 'name'),
        'serviceRole',
        [],
        {
          images: imagesIn([field(at, 'environment')], 'image'),
        },
      );
  },
  'cloudformation:DescribeStacks': (document, scene, found) => {
    for (const at of items(field(document, 'Stacks'))) {
      if (text(at, 'StackStatus') === 'DELETE_COMPLETE') continue;
      addWorkload(
        found,
        'cloudformation-stack',
        at,
        scene,
        text(at, 'StackId'),
        text(at, 'StackName'),
        'RoleARN',
        ['StackStatus'],
      );
    }
  },
  'glue:GetDevEndpoints': (document, scene, found) => {
    for (const at of items(field(document, 'DevEndpoints'))) {
      const name = text(at, 'EndpointName');
      const arn = named(scene, 'glue', name && `devEndpoint/${name}`);
      addWorkload(found, 'glue-dev-endpoint', at, scene, arn, name, 'RoleArn', ['Status']);
    }
  },
  'glue:GetJobs': (document, scene, found) => {
    for (const at of items(field(document, 'Jobs'))) {
      const name = text(at, 'Name');
      addWorkload(found, 'glue-job', at, scene, named(scene, 'glue', name && `job/${name}`), name, 'Role');
    }
  },
  'sagemaker:ListNotebookInstances': (document, scene, found) => {
    for (const at of items(field(document, 'NotebookInstances'))) notebook(at, scene, found);
  },
  'sagemaker:DescribeNotebookInstance': (document, scene, found) => notebook(document, scene, found),
};

/** The listing does not say the role; the description does. */
function notebook(at: Cursor, scene: CallScene, found: FoundWorkloads): void {
  const arn = text(at, 'NotebookInstanceArn');
  const known = arn === null ? undefined : found.workloads.get(arn);
  if (known?.role) return;
  if (arn !== null) found.workloads.delete(arn);
  addWorkload(found, 'sagemaker-notebook', at, scene, arn, text(at, 'NotebookInstanceName'), 'RoleArn', [
    'NotebookInstanceStatus',
  ]);
}
