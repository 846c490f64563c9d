import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { RelationKind } from '../../schema/kinds/relation-kinds.ts';
import { list, type Operation, service } from './operation.ts';

/** Databases have no policies of their own; what is in them is never looked at. */
const ACCESS: readonly RelationKind[] = ['can-administer'];

const operations: readonly Operation<RDSClient>[] = [
  {
    operation: 'rds:DescribeDBInstances',
    permission: 'rds:DescribeDBInstances',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(new DescribeDBInstancesCommand(token === null ? {} : { Marker: token }), options),
    next: (page) => page.Marker,
    items: (page) => list(page.DBInstances).length,
  },
  {
    operation: 'rds:DescribeDBClusters',
    permission: 'rds:DescribeDBClusters',
    hides: ACCESS,
    send: (client, _question, token, options) =>
      client.send(new DescribeDBClustersCommand(token === null ? {} : { Marker: token }), options),
    next: (page) => page.Marker,
    items: (page) => list(page.DBClusters).length,
  },
];

export const rds = service<RDSClient>({
  name: 'rds',
  title: 'Databases (RDS)',
  scope: 'region',
  client: (config) => new RDSClient(config),
  operations,
});
