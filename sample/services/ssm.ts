import { arn } from '../estate/company.ts';
import { PARAMETERS } from '../estate/data-stores.ts';
import { INSTANCES } from '../estate/workloads.ts';
import type { Handler } from '../protocol/call.ts';
import { page, textParameter } from '../protocol/call.ts';

export const ssm: Readonly<Record<string, Handler>> = {
  'ssm:DescribeParameters': ({ parameters }) => {
    const { items, next } = page(
      PARAMETERS,
      textParameter(parameters, 'NextToken'),
      parameters.MaxResults,
      3,
    );
    return {
      Parameters: items.map((parameter) => ({
        Name: parameter.name,
        ARN: arn.parameter(parameter.name),
        Type: parameter.type,
        KeyId: parameter.type === 'SecureString' ? 'alias/aws/ssm' : undefined,
        LastModifiedDate: new Date(parameter.modified),
        LastModifiedUser: parameter.modifiedBy,
        Description: parameter.description,
        Version: 1,
        Tier: 'Standard',
        Policies: [],
        DataType: 'text',
      })),
      NextToken: next,
    };
  },
  'ssm:DescribeInstanceInformation': () => ({
    InstanceInformationList: INSTANCES.map((instance) => ({
      InstanceId: instance.id,
      PingStatus: 'Online',
      LastPingDateTime: new Date('2026-11-20T18:00:00Z'),
      AgentVersion: '3.3.2299.0',
      PlatformType: 'Linux',
      ResourceType: 'EC2Instance',
      IPAddress: instance.address,
    })),
  }),
  'ssm:ListTagsForResource': () => ({ TagList: [] }),
};
