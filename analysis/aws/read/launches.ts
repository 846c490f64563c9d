import { type Cursor, field, flag, items, refOf, text } from '../../observations/cursor.ts';
import type { WorkloadFact } from './facts.ts';
import {
  addWorkload,
  type Launches,
  profileIn,
  profileNamed,
  type TemplateVersions,
  type WorkloadHandler,
} from './workload-drafts.ts';

/** Reads what instances are launched from, and the groups that launch them. */
export const LAUNCH_HANDLERS: Readonly<Record<string, WorkloadHandler>> = {
  'ec2:DescribeLaunchTemplates': () => {},
  'ec2:DescribeLaunchTemplateVersions': (document, scene, found) => {
    for (const at of items(field(document, 'LaunchTemplateVersions'))) {
      const [id, version] = [text(at, 'LaunchTemplateId'), field(at, 'VersionNumber').value];
      if (id === null || typeof version !== 'number') continue;
      const { account, partition, region } = scene;
      const arn = `arn:${partition}:ec2:${region ?? ''}:${account}:launch-template/${id}`;
      const data = field(at, 'LaunchTemplateData');
      const role = profileIn(field(data, 'IamInstanceProfile'), account, partition);
      const name = text(at, 'LaunchTemplateName');
      const known: TemplateVersions = found.launches.templates.get(`${account} ${id}`) ?? {
        arn,
        profiles: new Map(),
        default: null,
      };
      known.profiles.set(version, role);
      found.launches.templates.set(`${account} ${id}`, known);
      if (name !== null) found.launches.templates.set(`${account} ${name}`, known);
      if (flag(at, 'DefaultVersion') !== true) continue;
      known.default = version;
      const metadata = field(data, 'MetadataOptions');
      addWorkload(found, 'launch-template', at, scene, arn, name ?? id, null, [], {
        role,
        attributes: {
          defaultVersion: version,
          tokensRequired: text(metadata, 'HttpTokens'),
          hopLimit: field(metadata, 'HttpPutResponseHopLimit').value ?? null,
        },
      });
    }
  },
  'autoscaling:DescribeLaunchConfigurations': (document, scene, found) => {
    for (const at of items(field(document, 'LaunchConfigurations'))) {
      const name = text(at, 'LaunchConfigurationName');
      const profile = text(at, 'IamInstanceProfile');
      if (name === null) continue;
      const ref = refOf(field(at, 'IamInstanceProfile'));
      found.launches.configurations.set(
        `${scene.account} ${name}`,
        profile === null ? null : profileNamed(profile, ref, scene.account, scene.partition),
      );
    }
  },
  'autoscaling:DescribeAutoScalingGroups': (document, scene, found) => {
    for (const at of items(field(document, 'AutoScalingGroups'))) {
      const configuration = text(at, 'LaunchConfigurationName');
      addWorkload(
        found,
        'auto-scaling-group',
        at,
        scene,
        text(at, 'AutoScalingGroupARN'),
        text(at, 'AutoScalingGroupName'),
        null,
        [],
        {
          launchedFrom: templateOf(at),
          attributes: {
            instances: [...items(field(at, 'Instances'))].length,
            ...(configuration === null ? {} : { launchConfiguration: configuration }),
          },
        },
      );
    }
  },
};

/** Of a group, whether its instances are of one kind or of several. */
function templateOf(at: Cursor): WorkloadFact['launchedFrom'] {
  const mixed = field(
    field(field(at, 'MixedInstancesPolicy'), 'LaunchTemplate'),
    'LaunchTemplateSpecification',
  );
  for (const each of [field(at, 'LaunchTemplate'), mixed]) {
    const template = text(each, 'LaunchTemplateId') ?? text(each, 'LaunchTemplateName');
    if (template !== null) return { template, version: text(each, 'Version'), arn: null, ref: refOf(each) };
  }
  return null;
}

/** Templates of which a group launches the newest version, with that group's name. */
export function newestLaunched(workloads: readonly WorkloadFact[]): ReadonlyMap<string, string> {
  return new Map(
    workloads.flatMap(({ launchedFrom, name }) =>
      launchedFrom?.version === '$Latest' && launchedFrom.arn !== null ? [[launchedFrom.arn, name]] : [],
    ),
  );
}

/** A group with the role of what it launches from, now that all is read: of the version it names, else of the default. */
export function launchedWith(workload: WorkloadFact, { templates, configurations }: Launches): WorkloadFact {
  const { launchedFrom, account, attributes, role } = workload;
  if (workload.kind === 'auto-scaling-group' && !launchedFrom) {
    const found = configurations.get(`${account} ${String(attributes.launchConfiguration)}`);
    return found ? { ...workload, role: found } : workload;
  }
  const template = launchedFrom ? templates.get(`${account} ${launchedFrom.template}`) : undefined;
  if (!launchedFrom || !template) return workload;
  const latest = Math.max(...template.profiles.keys());
  const { version } = launchedFrom;
  const number =
    version === '$Latest'
      ? latest
      : version === null || version === '$Default'
        ? template.default
        : Number(version);
  const launched = number === null ? null : (template.profiles.get(number) ?? null);
  return {
    ...workload,
    role: role ?? launched,
    launchedFrom: { ...launchedFrom, arn: template.arn },
  };
}
