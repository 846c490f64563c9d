import type { Json } from '../../../schema/json.ts';
import { commandLine } from '../../containment/shell.ts';
import { changeWords } from '../../scenario/change-words.ts';
import type { PlanContext, StepOf, StepParts } from '../plan-step.ts';

type Options = readonly (readonly [string, string])[];
const organizations = (operation: string, options: Options) =>
  commandLine(`aws organizations ${operation}`, options);

const TRIAL =
  'Attach it to a unit with one test account first; CloudTrail there tells what is refused with "service control policy" in the error.';

const pair = (policy: string, target: string): Options => [
  ['policy-id', policy],
  ['target-id', target],
];

export const putControlPolicyStep: StepOf<'put-control-policy'> = (change) => {
  const file = `${change.name}.json`;
  const type = change.type === 'service' ? 'SERVICE_CONTROL_POLICY' : 'RESOURCE_CONTROL_POLICY';
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'From the management account or a delegated administrator. The first command tells the id that takes the place of ID.',
    document: { name: file, before: null, after: change.document },
    commands: [
      `${organizations('create-policy', [
        ['name', change.name],
        ['type', type],
        ['description', change.name],
        ['content', `file://${file}`],
      ])} --query Policy.PolicySummary.Id`,
      organizations('attach-policy', pair('ID', change.target)),
    ],
    test: [validation(type, file), TRIAL],
    rollback: [
      organizations('detach-policy', pair('ID', change.target)),
      organizations('delete-policy', [['policy-id', 'ID']]),
    ],
  };
};

export const attachmentOfControlStep: StepOf<'attach-control-policy' | 'detach-control-policy'> = (
  change,
) => {
  const attach = organizations('attach-policy', pair(change.policy, change.target));
  const detach = organizations('detach-policy', pair(change.policy, change.target));
  const attaches = change.change === 'attach-control-policy';
  return {
    stage: 'repair',
    title: changeWords(change),
    note: 'From the management account or a delegated administrator; it holds for every account below.',
    commands: [attaches ? attach : detach],
    test: attaches ? [TRIAL] : [organizations('list-targets-for-policy', [['policy-id', change.policy]])],
    rollback: [attaches ? detach : attach],
  };
};

export const editControlPolicyStep: StepOf<'edit-control-policy'> = (change, context) =>
  controlPolicy(change.policy, changeWords(change), context);

/** The content of a control policy as the edits leave it. */
export function controlPolicy(
  policy: string,
  title: string,
  { around, configuration, edits }: PlanContext,
): StepParts {
  const known = configuration.estates.aws.facts.organizations.organizations
    .map(({ policies }) => policies.get(policy))
    .find((each) => each !== undefined);
  const place = known?.ref ?? edits[0];
  const { before, after }: { before: Json | null; after: Json | null } = place
    ? around(place)
    : { before: null, after: null };
  const file = `${policy}.json`;
  const update = (name: string) =>
    organizations('update-policy', [
      ['policy-id', policy],
      ['content', `file://${name}`],
    ]);
  return {
    stage: 'repair',
    title,
    note: 'From the management account or a delegated administrator; it holds wherever the policy is attached.',
    document: { name: file, before, after },
    commands: [update(file)],
    test: [
      validation('SERVICE_CONTROL_POLICY', file),
      organizations('list-targets-for-policy', [['policy-id', policy]]),
    ],
    rollback: [update(`before-${file}`)],
  };
}

function validation(type: string, file: string): string {
  return commandLine('aws accessanalyzer validate-policy', [
    ['policy-type', type],
    ['policy-document', `file://${file}`],
  ]);
}
