import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { isJsonObject } from '../../schema/json.ts';
import { keptNames, list, members, type Operation, service, textOf } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const page = (token: string | null) => ({
  MaxResults: 1000,
  ...(token === null ? {} : { NextToken: token }),
});

/**
 * Instances come without their user data, which would be a question of its own that is never asked; launch templates come
 * with it, and redaction drops it.
 */
const operations: readonly Operation<EC2Client>[] = [
  {
    operation: 'ec2:DescribeInstances',
    permission: 'ec2:DescribeInstances',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(new DescribeInstancesCommand(page(token)), options),
    next: (document) => document.NextToken,
    items: (document) =>
      list(document.Reservations).reduce<number>(
        (sum, one) => sum + (isJsonObject(one) ? list(one.Instances).length : 0),
        0,
      ),
  },
  {
    operation: 'ec2:DescribeIamInstanceProfileAssociations',
    permission: 'ec2:DescribeIamInstanceProfileAssociations',
    hides: ['runs-as'],
    send: (client, _question, token, options) =>
      client.send(new DescribeIamInstanceProfileAssociationsCommand(page(token)), options),
    next: (document) => document.NextToken,
    items: (document) => list(document.IamInstanceProfileAssociations).length,
  },
  {
    operation: 'ec2:DescribeLaunchTemplates',
    permission: 'ec2:DescribeLaunchTemplates',
    hides: WORKLOAD_KINDS,
    send: (client, _question, token, options) =>
      client.send(
        new DescribeLaunchTemplatesCommand({
          MaxResults: 200,
          ...(token === null ? {} : { NextToken: token }),
        }),
        options,
      ),
    next: (document) => document.NextToken,
    items: (document) => list(document.LaunchTemplates).length,
    keep: (document) => members(document.LaunchTemplates, 'LaunchTemplateId'),
  },
  {
    operation: 'ec2:DescribeLaunchTemplateVersions',
    permission: 'ec2:DescribeLaunchTemplateVersions',
    hides: WORKLOAD_KINDS,
    after: ['ec2:DescribeLaunchTemplates'],
    each: (earlier) =>
      keptNames(earlier, 'ec2:DescribeLaunchTemplates').map((LaunchTemplateId) => ({
        parameters: { LaunchTemplateId },
      })),
    send: (client, question, token, options) =>
      client.send(
        new DescribeLaunchTemplateVersionsCommand({
          LaunchTemplateId: textOf(question, 'LaunchTemplateId'),
          ...(token === null ? {} : { NextToken: token }),
        }),
        options,
      ),
    next: (document) => document.NextToken,
    items: (document) => list(document.LaunchTemplateVersions).length,
  },
];

export const ec2 = service<EC2Client>({
  name: 'ec2',
  title: 'Instances (EC2)',
  scope: 'region',
  client: (config) => new EC2Client(config),
  operations,
});
