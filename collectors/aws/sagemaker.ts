import {
  DescribeNotebookInstanceCommand,
  ListNotebookInstancesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const operations: readonly Operation<SageMakerClient>[] = [
  {
    operation: 'sagemaker:ListNotebookInstances',
    permission: 'sagemaker:ListNotebookInstances',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(
        new ListNotebookInstancesCommand({
          MaxResults: 100,
          ...(token === null ? {} : { NextToken: token }),
        }),
        options,
      ),
    next: (page) => page.NextToken,
    items: (page) => list(page.NotebookInstances).length,
    keep: (page) => members(page.NotebookInstances, 'NotebookInstanceName'),
  },
  {
    operation: 'sagemaker:DescribeNotebookInstance',
    permission: 'sagemaker:DescribeNotebookInstance',
    hides: WORKLOAD_KINDS,
    after: ['sagemaker:ListNotebookInstances'],
    each: (earlier) =>
      keptNames(earlier, 'sagemaker:ListNotebookInstances').map((NotebookInstanceName) => ({
        parameters: { NotebookInstanceName },
      })),
    send: (client, question, _token, options) =>
      client.send(
        new DescribeNotebookInstanceCommand({
          NotebookInstanceName: textOf(question, 'NotebookInstanceName'),
        }),
        options,
      ),
    items: () => 1,
  },
];

export const sagemaker = service<SageMakerClient>({
  name: 'sagemaker',
  title: 'Notebooks (SageMaker)',
  scope: 'region',
  client: (config) => new SageMakerClient(config),
  operations,
});
