import { ORGANIZATION } from '../estate/company.ts';
import type { Handler } from '../protocol/call.ts';

/** Any account of an organization is told that it is in one, and which account manages it. */
export const organizations: Readonly<Record<string, Handler>> = {
  'organizations:DescribeOrganization': () => ({
    Organization: {
      Id: ORGANIZATION.id,
      Arn: `arn:aws:organizations::${ORGANIZATION.management}:organization/${ORGANIZATION.id}`,
      FeatureSet: 'ALL',
      MasterAccountId: ORGANIZATION.management,
      MasterAccountArn: `arn:aws:organizations::${ORGANIZATION.management}:account/${ORGANIZATION.id}/${ORGANIZATION.management}`,
      MasterAccountEmail: 'aws@example.com',
    },
  }),
};
