import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import { type FileHint, type FileShape, firstOf, has, named, strings, textOf } from './file-shape.ts';

/** Answers about what runs in an account, and as which role. */

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME`: the ARN of the cluster. Older ARNs leave it out. */
function clusterOf(arn: string | null): string | null {
  const found = /^(arn:[^:]*:ecs:[^:]*:\d{12}:)(?:service|task)\/([^/]+)\/[^/]+$/.exec(arn ?? '');
  return found === null ? null : `${found[1]}cluster/${found[2]}`;
}

function listedCluster(document: JsonObject, member: string, hint: FileHint): string | null {
  const first = firstOf(document, member);
  return clusterOf(typeof first === 'string' ? first : null) ?? clusterNamed(hint);
}

function clusterNamed({ name }: FileHint): string | null {
  return name !== null && /^arn:[^:]*:ecs:[^:]*:\d{12}:cluster\/[^/]+$/.test(name) ? name : null;
}

/** What was asked for: the answer's own names, in the order in which they are asked for. */
function described(document: JsonObject, member: string, name: string): string[] {
  const items = document[member];
  return (Array.isArray(items) ? items : []).flatMap((item) => textOf(item, name) ?? []).sort();
}

function functionOfPolicy(document: JsonObject): string | null {
  for (const text of strings(document.Policy)) {
    const name = /^arn:[^:]*:lambda:[^:]*:\d{12}:function:([^:*?]+)/.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

const lacksCluster = { lacking: 'the cluster it is about' };

export const WORKLOAD_FILES: readonly FileShape[] = [
  { operation: 'lambda:ListFunctions', matches: has('Functions') },
  {
    operation: 'lambda:GetPolicy',
    matches: (document) => isJsonObject(document.Policy) && functionOfPolicy(document) !== null,
    parameters: (document) => named('FunctionName', functionOfPolicy(document)),
  },
  {
    operation: 'ec2:DescribeRegions',
    matches: (document) => textOf(firstOf(document, 'Regions'), 'RegionName') !== null,
  },
  { operation: 'ec2:DescribeInstances', matches: has('Reservations') },
  {
    operation: 'ec2:DescribeIamInstanceProfileAssociations',
    matches: has('IamInstanceProfileAssociations'),
  },
  { operation: 'ecs:ListClusters', matches: has('clusterArns') },
  { operation: 'ecs:ListTaskDefinitions', matches: has('taskDefinitionArns') },
  {
    operation: 'ecs:DescribeTaskDefinition',
    matches: (document) => textOf(document.taskDefinition, 'taskDefinitionArn') !== null,
    parameters: (document) => named('taskDefinition', textOf(document.taskDefinition, 'taskDefinitionArn')),
  },
  {
    operation: 'ecs:ListServices',
    matches: has('serviceArns'),
    parameters: (document, hint) => named('cluster', listedCluster(document, 'serviceArns', hint)),
    ...lacksCluster,
  },
  {
    operation: 'ecs:DescribeServices',
    matches: (document) => /:ecs:/.test(textOf(firstOf(document, 'services'), 'serviceArn') ?? ''),
    parameters: (document) => {
      const first = firstOf(document, 'services');
      const cluster = textOf(first, 'clusterArn') ?? clusterOf(textOf(first, 'serviceArn'));
      return cluster === null ? null : { cluster, services: described(document, 'services', 'serviceArn') };
    },
    ...lacksCluster,
  },
  {
    operation: 'ecs:ListTasks',
    matches: has('taskArns'),
    parameters: (document, hint) => named('cluster', listedCluster(document, 'taskArns', hint)),
    ...lacksCluster,
  },
  {
    operation: 'ecs:DescribeTasks',
    matches: (document) => /:ecs:/.test(textOf(firstOf(document, 'tasks'), 'taskArn') ?? ''),
    parameters: (document) => {
      const first = firstOf(document, 'tasks');
      const cluster = textOf(first, 'clusterArn') ?? clusterOf(textOf(first, 'taskArn'));
      return cluster === null ? null : { cluster, tasks: described(document, 'tasks', 'taskArn') };
    },
    ...lacksCluster,
  },
  {
    operation: 'codebuild:BatchGetProjects',
    matches: (document) => /:codebuild:/.test(textOf(firstOf(document, 'projects'), 'arn') ?? ''),
    parameters: (document) => ({ names: described(document, 'projects', 'name') }),
  },
  {
    operation: 'codebuild:ListProjects',
    matches: (document) =>
      Array.isArray(document.projects) &&
      !Object.hasOwn(document, 'projectsNotFound') &&
      document.projects.every((name) => typeof name === 'string'),
  },
  {
    operation: 'cloudformation:DescribeStacks',
    matches: (document) =>
      Array.isArray(document.Stacks) &&
      (document.Stacks.length === 0 || textOf(firstOf(document, 'Stacks'), 'StackName') !== null),
  },
  { operation: 'glue:GetDevEndpoints', matches: has('DevEndpoints') },
  {
    operation: 'glue:GetJobs',
    matches: (document) =>
      Array.isArray(document.Jobs) &&
      (document.Jobs.length === 0 || isJsonObject((firstOf(document, 'Jobs') as JsonObject).Command)),
  },
  { operation: 'sagemaker:ListNotebookInstances', matches: has('NotebookInstances') },
  {
    operation: 'sagemaker:DescribeNotebookInstance',
    matches: (document) => /:sagemaker:/.test(textOf(document, 'NotebookInstanceArn') ?? ''),
    parameters: (document) => named('NotebookInstanceName', textOf(document, 'NotebookInstanceName')),
    lacking: 'the notebook it is about',
  },
  { operation: 'ssm:DescribeInstanceInformation', matches: has('InstanceInformationList') },
];
