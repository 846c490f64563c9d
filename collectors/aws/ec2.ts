import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { isJsonObject } from '../../schema/json.ts';
import { list, type Operation, service } from './operation.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const page = (token: string | null) => ({
  MaxResults: 1000,
  ...(token === null ? {} : { NextToken: token }),
});

/** Instances come without their user data, which would be a question of its own that is never asked. */
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
];

export const ec2 = service<EC2Client>({
  name: 'ec2',
  title: 'Instances (EC2)',
  scope: 'region',
  client: (config) => new EC2Client(config),
  operations,
});
