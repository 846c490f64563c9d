import type { Json } from '../../../schema/json.ts';
import { parseArn } from '../../aws/read/arn.ts';
import { commandLine, shellWord } from '../../containment/shell.ts';
import type { StepParts } from '../plan-step.ts';
import type { PolicyPlace } from '../policy-place.ts';

type Options = readonly (readonly [string, string])[];
const iam = (operation: string, options: Options) => commandLine(`aws iam ${operation}`, options);

const SIMULATE = 'aws iam simulate-principal-policy';

/** A policy put in the place of another: the commands of IAM for each kind. */
export function replacePolicy(title: string, place: PolicyPlace, after: Json): StepParts {
  const step = (
    file: string,
    put: readonly string[],
    back: readonly string[],
    test: readonly string[],
  ): StepParts => ({
    stage: 'repair',
    title,
    document: { name: file, before: place.document, after },
    commands: put,
    test,
    rollback: back,
  });
  switch (place.kind) {
    case 'inline': {
      const file = `${place.policy}.json`;
      const options = (name: string): Options => [
        [`${place.owner}-name`, place.name],
        ['policy-name', place.policy],
        ['policy-document', `file://${name}`],
      ];
      return step(
        file,
        [iam(`put-${place.owner}-policy`, options(file))],
        [iam(`put-${place.owner}-policy`, options(`before-${file}`))],
        simulation(place.owner === 'group' ? '' : place.arn, file),
      );
    }
    case 'trust': {
      const file = `trust-of-${place.role}.json`;
      const options = (name: string): Options => [
        ['role-name', place.role],
        ['policy-document', `file://${name}`],
      ];
      return step(
        file,
        [iam('update-assume-role-policy', options(file))],
        [iam('update-assume-role-policy', options(`before-${file}`))],
        [
          commandLine('aws accessanalyzer validate-policy', [
            ['policy-type', 'RESOURCE_POLICY'],
            ['policy-document', `file://${file}`],
          ]),
          'CloudTrail: who assumed the role in the last 90 days, so that nobody who needs it is left out',
        ],
      );
    }
    case 'managed': {
      const file = `${place.arn.slice(place.arn.lastIndexOf('/') + 1)}.json`;
      return step(
        file,
        [
          `${iam('create-policy-version', [
            ['policy-arn', place.arn],
            ['policy-document', `file://${file}`],
          ])} --set-as-default`,
        ],
        [
          iam('set-default-policy-version', [
            ['policy-arn', place.arn],
            ['version-id', place.version === '' ? 'VERSION' : place.version],
          ]),
        ],
        [
          commandLine('aws accessanalyzer check-no-new-access', [
            ['new-policy-document', `file://${file}`],
            ['existing-policy-document', `file://before-${file}`],
            ['policy-type', 'IDENTITY_POLICY'],
          ]),
        ],
      );
    }
  }
}

/** What a principal may do with the policy besides those it has, without putting it there. */
function simulation(principal: string, file: string): readonly string[] {
  if (principal === '') return [];
  return [
    `${SIMULATE} --policy-source-arn ${shellWord(principal)} --action-names ACTION --policy-input-list ${shellWord(`file://${file}`)}`,
  ];
}

/** No policy may be without a statement: an inline one is deleted, a trust policy then denies everyone. */
export function emptyPolicy(title: string, place: PolicyPlace): StepParts {
  if (place.kind === 'trust')
    return replacePolicy(title, place, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
    });
  if (place.kind === 'inline') return deleteInline(title, place);
  return {
    stage: 'repair',
    title: `${title}: nothing is left of ${place.arn}, so that it is detached from whoever has it`,
    document: { name: 'policy.json', before: place.document, after: null },
    commands: [iam('list-entities-for-policy', [['policy-arn', place.arn]])],
    test: [],
    rollback: ['Attach it again to the same users, roles and groups.'],
  };
}

export function deleteInline(title: string, place: Extract<PolicyPlace, { kind: 'inline' }>): StepParts {
  const options: Options = [
    [`${place.owner}-name`, place.name],
    ['policy-name', place.policy],
  ];
  const file = `${place.policy}.json`;
  return {
    stage: 'repair',
    title,
    document: { name: file, before: place.document, after: null },
    commands: [iam(`delete-${place.owner}-policy`, options)],
    test:
      place.owner === 'group'
        ? []
        : [`${SIMULATE} --policy-source-arn ${shellWord(place.arn)} --action-names ACTION`],
    rollback: [iam(`put-${place.owner}-policy`, [...options, ['policy-document', `file://before-${file}`]])],
  };
}

export function boundaryStep(principal: string, policy: string | null, before: string | null): StepParts {
  const { kind, name } = nameOf(principal);
  const to = (boundary: string | null) =>
    boundary === null
      ? iam(`delete-${kind}-permissions-boundary`, [[`${kind}-name`, name]])
      : iam(`put-${kind}-permissions-boundary`, [
          [`${kind}-name`, name],
          ['permissions-boundary', boundary],
        ]);
  return {
    stage: 'repair',
    title:
      policy === null
        ? `Take the permissions boundary off ${name}`
        : `Set the permissions boundary of ${name}`,
    commands: [to(policy)],
    test: [`${SIMULATE} --policy-source-arn ${shellWord(principal)} --action-names ACTION`],
    rollback: [to(before)],
  };
}

/** A new inline policy, taken off again by deleting it. */
export function newInlineStep(
  title: string,
  principal: string,
  policy: string,
  document: Json,
  stage: StepParts['stage'],
): StepParts {
  const { kind, name } = nameOf(principal);
  const file = `${policy}.json`;
  const options: Options = [
    [`${kind}-name`, name],
    ['policy-name', policy],
  ];
  return {
    stage,
    title,
    document: { name: file, before: null, after: document },
    commands: [iam(`put-${kind}-policy`, [...options, ['policy-document', `file://${file}`]])],
    test: [
      `${SIMULATE} --policy-source-arn ${shellWord(principal)} --action-names ACTION --policy-input-list ${shellWord(`file://${file}`)}`,
    ],
    rollback: [iam(`delete-${kind}-policy`, options)],
  };
}

export function attachmentStep(
  title: string,
  principal: string,
  policy: string,
  verb: 'attach' | 'detach',
): StepParts {
  const { kind, name } = nameOf(principal);
  const options: Options = [
    [`${kind}-name`, name],
    ['policy-arn', policy],
  ];
  const other = verb === 'attach' ? 'detach' : 'attach';
  return {
    stage: 'repair',
    title,
    commands: [iam(`${verb}-${kind}-policy`, options)],
    test: [`aws iam get-policy --policy-arn ${shellWord(policy)}`],
    rollback: [iam(`${other}-${kind}-policy`, options)],
  };
}

export function keyStep(key: string, user: string | null, verb: 'disable' | 'delete'): StepParts {
  const options: Options = [...(user === null ? [] : [['user-name', user] as const]), ['access-key-id', key]];
  const status = (value: string) => iam('update-access-key', [...options, ['status', value]]);
  return verb === 'disable'
    ? {
        stage: 'stop',
        title: `Disable access key ${key}`,
        commands: [status('Inactive')],
        test: [iam('get-access-key-last-used', [['access-key-id', key]])],
        rollback: [status('Active')],
      }
    : {
        stage: 'remove',
        title: `Delete access key ${key}, once it has been inactive and nothing broke`,
        commands: [status('Inactive'), iam('delete-access-key', options)],
        test: [iam('get-access-key-last-used', [['access-key-id', key]])],
        rollback: ['A deleted key does not come back: make another and hand it to its one user.'],
      };
}

/** Two keys may be there at once: the new one is in use before the old one is stopped. */
export function rotateKey(key: string, user: string | null): StepParts {
  const who: Options = user === null ? [] : [['user-name', user]];
  const options: Options = [...who, ['access-key-id', key]];
  const status = (value: string) => iam('update-access-key', [...options, ['status', value]]);
  return {
    stage: 'end',
    title: `Replace access key ${key} by another`,
    note: 'Hand the new key to its one user before the old one is made inactive; a user has two keys at most.',
    commands: [iam('create-access-key', who), status('Inactive'), iam('delete-access-key', options)],
    test: [iam('get-access-key-last-used', [['access-key-id', key]]), iam('list-access-keys', who)],
    rollback: [status('Active'), 'Once it is deleted it does not come back.'],
  };
}

/** Kind and name of a user, role or group as IAM's commands take them. */
export function nameOf(arn: string): { readonly kind: string; readonly name: string } {
  const [kind = 'role', ...path] = (parseArn(arn)?.resource ?? arn).split('/');
  return { kind, name: path.at(-1) ?? arn };
}
