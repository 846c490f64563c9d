import { type Cursor, field, items, refOf, text } from '../../observations/cursor.ts';
import { parseArn } from './arn.ts';
import { addWorkload, imagesIn, type WorkloadHandler } from './workload-drafts.ts';

/** Reads state machines, App Runner services and batch jobs. */
export const SERVICE_AND_JOB_HANDLERS: Readonly<Record<string, WorkloadHandler>> = {
  // The listings name what the descriptions say the roles of.
  'states:ListStateMachines': () => {},
  'apprunner:ListServices': () => {},
  'batch:DescribeComputeEnvironments': () => {},
  'states:DescribeStateMachine': (document, scene, found) =>
    addWorkload(
      found,
      'state-machine',
      document,
      scene,
      text(document, 'stateMachineArn'),
      text(document, 'name'),
      'roleArn',
      ['status', 'type'],
    ),
  'apprunner:DescribeService': (document, scene, found) => {
    const at = field(document, 'Service');
    const instance = field(at, 'InstanceConfiguration');
    const role = text(instance, 'InstanceRoleArn');
    addWorkload(
      found,
      'apprunner-service',
      at,
      scene,
      text(at, 'ServiceArn'),
      text(at, 'ServiceName'),
      null,
      ['Status'],
      {
        role: role === null ? null : { named: role, ref: refOf(field(instance, 'InstanceRoleArn')) },
        images: imagesIn([field(field(at, 'SourceConfiguration'), 'ImageRepository')], 'ImageIdentifier'),
      },
    );
  },
  'batch:DescribeJobDefinitions': (document, scene, found) => {
    for (const at of items(field(document, 'jobDefinitions'))) {
      const status = text(at, 'status');
      if (status !== null && status !== 'ACTIVE') continue;
      const parts = containersOf(at);
      const withRole = parts.flatMap((part) =>
        ['jobRoleArn', 'taskRoleArn'].flatMap((member) => {
          const named = text(part, member);
          return named === null ? [] : [{ named, ref: refOf(field(part, member)) }];
        }),
      );
      const arn = text(at, 'jobDefinitionArn');
      const name = arn?.slice(arn.lastIndexOf('/') + 1) ?? text(at, 'jobDefinitionName');
      addWorkload(found, 'batch-job-definition', at, scene, arn, name, null, ['type'], {
        role: withRole[0] ?? null,
        images: imagesIn(parts, 'image'),
      });
    }
  },
  'batch:DescribeJobQueues': (document, scene, found) => {
    for (const at of items(field(document, 'jobQueues'))) {
      const arn = text(at, 'jobQueueArn');
      if (arn === null || text(at, 'state') === 'DISABLED') continue;
      found.jobQueues.set(arn, { arn, account: parseArn(arn)?.account ?? scene.account, ref: refOf(at) });
    }
  },
};

/** Where a job definition says what runs: one container, one for a range of nodes, or the tasks of ECS with theirs. */
function containersOf(at: Cursor): readonly Cursor[] {
  const ofTasks = (place: Cursor) =>
    [...items(field(field(place, 'ecsProperties'), 'taskProperties'))].flatMap((task) => [
      task,
      ...items(field(task, 'containers')),
    ]);
  const ranges = [...items(field(field(at, 'nodeProperties'), 'nodeRangeProperties'))];
  return [
    field(at, 'containerProperties'),
    ...ofTasks(at),
    ...ranges.flatMap((range) => [field(range, 'container'), ...ofTasks(range)]),
  ];
}
