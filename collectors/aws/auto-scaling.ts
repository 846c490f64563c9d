import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
} from '@aws-sdk/client-auto-scaling';
import { list, type Operation, service } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const next = (token: string | null) => (token === null ? {} : { NextToken: token });

/** Launch configurations come with their user data, which redaction drops. */
const operations: readonly Operation<AutoScalingClient>[] = [
  {
    operation: 'autoscaling:DescribeAutoScalingGroups',
    permission: 'autoscaling:DescribeAutoScalingGroups',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeAutoScalingGroupsCommand(next(token)), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.AutoScalingGroups).length,
  },
  {
    operation: 'autoscaling:DescribeLaunchConfigurations',
    permission: 'autoscaling:DescribeLaunchConfigurations',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeLaunchConfigurationsCommand(next(token)), options),
    next: (page) => page.NextToken,
    items: (page) => list(page.LaunchConfigurations).length,
  },
];

export const autoScaling = service<AutoScalingClient>({
  name: 'autoscaling',
  title: 'Groups of instances (Auto Scaling)',
  scope: 'region',
  client: (config) => new AutoScalingClient(config),
  operations,
});
