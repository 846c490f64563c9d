import type { Handler } from '../protocol/call.ts';

/** Services that the company does not use in this account: they answer, with nothing. */
export const unused: Readonly<Record<string, Handler>> = {
  'apprunner:ListServices': () => ({ ServiceSummaryList: [] }),
  'autoscaling:DescribeAutoScalingGroups': () => ({ AutoScalingGroups: [] }),
  'autoscaling:DescribeLaunchConfigurations': () => ({ LaunchConfigurations: [] }),
  'batch:DescribeComputeEnvironments': () => ({ computeEnvironments: [] }),
  'batch:DescribeJobDefinitions': () => ({ jobDefinitions: [] }),
  'batch:DescribeJobQueues': () => ({ jobQueues: [] }),
  'cloudformation:DescribeStacks': () => ({ Stacks: [] }),
  'glue:GetDevEndpoints': () => ({ DevEndpoints: [] }),
  'glue:GetJobs': () => ({ Jobs: [] }),
  'sagemaker:ListNotebookInstances': () => ({ NotebookInstances: [] }),
};
