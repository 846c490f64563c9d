import { PRODUCTION } from '../estate/company.ts';
import { awsId } from '../estate/ids.ts';
import { INSTANCES, type Instance, LAUNCH_TEMPLATE } from '../estate/workloads.ts';
import type { Handler } from '../protocol/call.ts';

/** EC2's own names on the wire, which its clients rename: `instancesSet` is `Instances`. */
function profile({ role }: Instance) {
  return {
    arn: `arn:aws:iam::${PRODUCTION}:instance-profile/${role}`,
    id: awsId('AGPA', PRODUCTION, `instance-profile/${role}`).replace('AGPA', 'AIPA'),
  };
}

/** Regions of the company's account; it switched on one of those that are off at first. */
const REGIONS: readonly (readonly [name: string, status: string])[] = [
  ['af-south-1', 'not-opted-in'],
  ['eu-central-1', 'opt-in-not-required'],
  ['eu-central-2', 'opted-in'],
  ['eu-west-1', 'opt-in-not-required'],
  ['us-east-1', 'opt-in-not-required'],
];

export const ec2: Readonly<Record<string, Handler>> = {
  'ec2:DescribeRegions': () => ({
    regionInfo: REGIONS.map(([regionName, optInStatus]) => ({
      regionName,
      regionEndpoint: `ec2.${regionName}.amazonaws.com`,
      optInStatus,
    })),
  }),
  'ec2:DescribeInstances': () => ({
    reservationSet: INSTANCES.map((instance, index) => ({
      reservationId: `r-0a1b2c3d4e5f6789${index}`,
      ownerId: PRODUCTION,
      groupSet: [],
      instancesSet: [
        {
          instanceId: instance.id,
          imageId: 'ami-0f0e0d0c0b0a09080',
          instanceState: { code: 16, name: 'running' },
          instanceType: 't4g.nano',
          launchTime: new Date(instance.launched),
          privateIpAddress: instance.address,
          iamInstanceProfile: profile(instance),
          metadataOptions: {
            state: 'applied',
            httpTokens: 'required',
            httpPutResponseHopLimit: 1,
            httpEndpoint: 'enabled',
          },
          tagSet: Object.entries(instance.tags).map(([key, value]) => ({ key, value })),
        },
      ],
    })),
  }),
  'ec2:DescribeIamInstanceProfileAssociations': () => ({
    iamInstanceProfileAssociationSet: INSTANCES.map((instance, index) => ({
      associationId: `iip-assoc-0a1b2c3d4e5f6789${index}`,
      instanceId: instance.id,
      iamInstanceProfile: profile(instance),
      state: 'associated',
    })),
  }),
  'ec2:DescribeLaunchTemplates': () => ({
    launchTemplates: [
      {
        launchTemplateId: LAUNCH_TEMPLATE.id,
        launchTemplateName: LAUNCH_TEMPLATE.name,
        createTime: new Date(LAUNCH_TEMPLATE.created),
        defaultVersionNumber: 1,
        latestVersionNumber: 1,
      },
    ],
  }),
  'ec2:DescribeLaunchTemplateVersions': () => ({
    launchTemplateVersionSet: [
      {
        launchTemplateId: LAUNCH_TEMPLATE.id,
        launchTemplateName: LAUNCH_TEMPLATE.name,
        versionNumber: 1,
        defaultVersion: true,
        createTime: new Date(LAUNCH_TEMPLATE.created),
        launchTemplateData: {
          imageId: 'ami-0f0e0d0c0b0a09080',
          instanceType: 't4g.nano',
          iamInstanceProfile: { arn: LAUNCH_TEMPLATE.profile },
          metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        },
      },
    ],
  }),
};
