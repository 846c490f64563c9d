import type { Estate, Resource } from '../../aws/estate/estate.ts';
import { all, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';

const repositories = new WeakMap<Estate, ReadonlyMap<string, Resource>>();

/** Collected image repositories by their address. */
function byAddress(estate: Estate): ReadonlyMap<string, Resource> {
  let index = repositories.get(estate);
  if (!index) {
    const all = [...estate.accounts.values()].flatMap(({ resources }) => resources);
    index = new Map(
      all.flatMap((each) => {
        const { kind, account, region, name } = each.fact;
        return kind === 'ecr-repository'
          ? [[`${account}.dkr.ecr.${region}.amazonaws.com/${name}`, each]]
          : [];
      }),
    );
    repositories.set(estate, index);
  }
  return index;
}

/** From an image repository to what runs an image of it: whoever pushes an image of the same name supplies the code. */
export const imageSupply: Rule = {
  id: 'aws-image-supply',
  title: 'A workload runs an image of a repository',
  kind: 'supplies',
  techniques: ['T1525', 'T1195.002'],
  enables: 'Whoever replaces the image decides what the workload runs the next time that it pulls it.',
  fix: 'Make the tags of the repository immutable, or name images by digest; let only the pipeline push.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html'],
  subject: 'workload',
  derive(workload, { aws: estate }, emit) {
    if (workload.images.length === 0) return;
    const done = new Set<string>();
    for (const { uri, ref } of workload.images) {
      const [, address, tag] = /^([^@]+?)(?::([^:@/]+))?(?:@sha256:[0-9a-f]+)?$/.exec(uri) ?? [];
      const repository = address === undefined ? undefined : byAddress(estate).get(address);
      // A digest is of one image, which nobody can replace.
      if (!repository || uri.includes('@') || done.has(repository.fact.arn)) continue;
      const { arn, name, attributes } = repository.fact;
      const mutability = attributes.tagMutability;
      if (mutability === 'IMMUTABLE') continue;
      done.add(arn);
      const seen: Outcome = {
        ...HOLDS,
        steps: [step(ref, `${workload.name} runs ${name}:${tag ?? 'latest'}.`)],
      };
      const outcomes = [seen, conditional('the workload pulls the image again')];
      if (mutability !== 'MUTABLE')
        outcomes.push(
          unknown(
            `ecr:DescribeRepositories: whether the tags of ${name} can be replaced is not in the answer`,
          ),
        );
      const relation = relationOf(
        'supplies',
        'aws-image-supply',
        { id: arn, ref },
        workload.arn,
        all(outcomes),
        '',
      );
      if (relation) emit(relation);
    }
  },
};

/** From a launch template to the group that launches whatever version is the default or the newest. */
export const templateSupply: Rule = {
  id: 'aws-launch-template-supply',
  title: 'A group launches instances from a template',
  kind: 'supplies',
  techniques: ['T1525', 'T1578.002'],
  enables: 'Whoever changes the template decides what new instances of the group run.',
  fix: 'Have the group launch a numbered version.',
  references: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html'],
  subject: 'workload',
  derive({ launchedFrom, arn, name }, _scene, emit) {
    if (!launchedFrom?.arn || !/^(?:\$Latest|\$Default)$/.test(launchedFrom.version ?? '$Default')) return;
    const says = `${name} launches version ${launchedFrom.version ?? '$Default'} of the template.`;
    const seen: Outcome = { ...HOLDS, steps: [step(launchedFrom.ref, says)] };
    const relation = relationOf(
      'supplies',
      'aws-launch-template-supply',
      { id: launchedFrom.arn, ref: launchedFrom.ref },
      arn,
      all([seen, conditional('the group launches a new instance')]),
      '',
    );
    if (relation) emit(relation);
  },
};
