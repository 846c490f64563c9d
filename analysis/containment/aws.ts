import type { Recognition } from '../../schema/contract.ts';
import { commandLine } from './shell.ts';
import type { ContainmentContext, Owner, Step } from './step.ts';
import { revoking, step } from './step.ts';

/** How many of the roles, users, secrets or buckets reached get a command of their own. */
const SPELLED_OUT = 8;

interface Arn {
  readonly arn: string;
  readonly service: string;
  readonly account: string;
  readonly type: string;
  /** Without the path: the name that the API takes. */
  readonly name: string;
}

/**
 * Containing an AWS access key, temporary credentials or principal: first what stops it within a minute, then what
 * ends the sessions it opened, then what it did and left behind, then what made it possible. Commands follow IAM User
 * Guide, "Revoke IAM role temporary security credentials", and AWS's guidance for exposed keys.
 */
export function containAws(
  recognition: Recognition,
  owner: Owner | null,
  context: ContainmentContext,
): Step[] {
  const key = /^A(?:KIA|SIA)/.test(recognition.identifier ?? '') ? recognition.identifier : null;
  const principal = owner === null ? null : parseArn(owner.id);
  const reached = context.reached.map(parseArn).filter((arn) => arn !== null);
  const users = unique([
    ...(principal?.type === 'user' ? [principal] : []),
    ...reached.filter(is('iam', 'user')),
  ]);
  const roles = unique([
    ...(principal?.type === 'role' ? [principal] : []),
    ...reached.filter(is('iam', 'role')),
  ]);
  const home = principal?.account ?? null;
  return [
    ...stopIt(key, principal),
    ...endSessions(principal, roles, home),
    ...lookBack(key, principal),
    ...lookForPersistence(users, roles, home),
    ...protectData(reached, home),
    ...finish(key, principal),
  ];
}

/** What a credential of another system reached in AWS: sessions of roles to end, and data to take as known. */
export function containReachedInAws(ids: readonly string[]): Step[] {
  const reached = ids.map(parseArn).filter((arn) => arn !== null);
  const roles = unique(reached.filter(is('iam', 'role')));
  return [...(roles.length === 0 ? [] : endSessions(null, roles, null)), ...protectData(reached, null)];
}

function stopIt(key: string | null, principal: Arn | null): Step[] {
  if (key?.startsWith('ASIA')) return [temporaryCredentials(key, principal)];
  if (key === null) return [];
  if (principal === null) {
    return [
      step(
        'Find whose key it is',
        'The snapshot does not have this key. With credentials of its account, this names the user.',
        commandLine('aws iam get-access-key-last-used', [['access-key-id', key]]),
      ),
      revoking(
        'Deactivate the key',
        'Stops every new request made with it, and can be undone if something breaks. Fill in the user found above.',
        `${commandLine('aws iam update-access-key', [
          ['access-key-id', key],
          ['status', 'Inactive'],
        ])} --user-name USER`,
      ),
    ];
  }
  const user: [string, string][] = principal.type === 'user' ? [['user-name', principal.name]] : [];
  return [
    revoking(
      'Deactivate the key',
      'Stops every new request made with it, and can be undone if something breaks. Sessions opened with it go on.',
      commandLine('aws iam update-access-key', [...user, ['access-key-id', key], ['status', 'Inactive']]),
      principal.arn,
    ),
  ];
}

function temporaryCredentials(key: string, principal: Arn | null): Step {
  const cannot = 'They cannot be deactivated and may last up to 36 hours.';
  if (principal !== null) {
    return step(
      'Do not wait for the temporary credentials to end',
      `${cannot} Deny their principal’s older sessions instead, as in the next step.`,
      null,
      principal.arn,
    );
  }
  return step(
    'Find whose temporary credentials they are',
    `${cannot} This names the account; CloudTrail there, asked for the key id, names the role or user. Then deny what was issued to it before now (Revoke sessions in the console, or a policy with aws:TokenIssueTime).`,
    commandLine('aws sts get-access-key-info', [['access-key-id', key]]),
  );
}

function endSessions(principal: Arn | null, roles: readonly Arn[], home: string | null): Step[] {
  const steps: Step[] = [];
  if (principal?.type === 'user') {
    steps.push(
      revoking(
        `Revoke the sessions of ${principal.name}`,
        'A session from GetSessionToken or GetFederationToken outlives the key for up to 36 hours.',
        revoke('aws iam put-user-policy', 'user-name', principal.name),
        principal.arn,
      ),
    );
  }
  for (const role of roles.slice(0, SPELLED_OUT)) {
    steps.push(
      revoking(
        `Revoke the sessions of ${role.name}`,
        `The attacker may have a session of this role, which outlives what opened it for up to 12 hours. Everyone else’s sessions end as well and have to be opened again.${elsewhere(role, home)}`,
        revoke('aws iam put-role-policy', 'role-name', role.name),
        role.arn,
      ),
    );
  }
  if (roles.length > SPELLED_OUT) {
    steps.push(
      revoking(
        `Revoke the sessions of the ${roles.length - SPELLED_OUT} other roles reached`,
        'The same policy, for each role in the blast radius that a session may have been opened of.',
      ),
    );
  }
  return steps;
}

/** Denies whatever was issued before now; the shell writes the time, so that it is the time of the act. */
function revoke(command: string, option: string, name: string): string {
  const policy =
    `'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":` +
    `{"DateLessThan":{"aws:TokenIssueTime":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"}}}]}'`;
  return `${commandLine(command, [
    [option, name],
    ['policy-name', 'AWSRevokeOlderSessions'],
  ])} --policy-document ${policy}`;
}

function lookBack(key: string | null, principal: Arn | null): Step[] {
  const [attribute, value] = key === null ? ['Username', principal?.name ?? ''] : ['AccessKeyId', key];
  if (value === '') return [];
  return [
    step(
      'Look at what it did',
      'CloudTrail keeps management events for 90 days, in each region apart; global services are in us-east-1. Then follow each session that an AssumeRole answer opened.',
      commandLine('aws cloudtrail lookup-events', [
        ['region', 'us-east-1'],
        ['lookup-attributes', `AttributeKey=${attribute},AttributeValue=${value}`],
      ]),
      principal?.arn ?? null,
    ),
  ];
}

function lookForPersistence(users: readonly Arn[], roles: readonly Arn[], home: string | null): Step[] {
  const steps: Step[] = [];
  for (const user of users.slice(0, SPELLED_OUT)) {
    steps.push(
      step(
        `Check the keys of ${user.name} for new ones`,
        `Within reach of the key; a second key or a console password would survive the first one’s end.${elsewhere(user, home)}`,
        commandLine('aws iam list-access-keys', [['user-name', user.name]]),
        user.arn,
      ),
    );
  }
  for (const role of roles.slice(0, SPELLED_OUT)) {
    steps.push(
      step(
        `Check whom ${role.name} trusts`,
        `A changed trust policy lets the holder come back without any key.${elsewhere(role, home)}`,
        commandLine('aws iam get-role', [
          ['role-name', role.name],
          ['query', 'Role.AssumeRolePolicyDocument'],
        ]),
        role.arn,
      ),
    );
  }
  steps.push(
    step(
      'Check for new users, roles and identity providers',
      'Compare a new collection with the one before the leak; at the least, read the credential report for users and keys created since.',
      'aws iam generate-credential-report && aws iam get-credential-report --query Content --output text | base64 --decode',
    ),
  );
  return steps;
}

function protectData(reached: readonly Arn[], home: string | null): Step[] {
  const steps: Step[] = [];
  for (const secret of unique(reached.filter((arn) => arn.service === 'secretsmanager')).slice(
    0,
    SPELLED_OUT,
  )) {
    steps.push(
      revoking(
        `Change what ${secret.name} opens, and the secret with it`,
        `Its value was within reach and is to be taken as known. Rotation works only where the secret has a rotation function.${elsewhere(secret, home)}`,
        commandLine('aws secretsmanager rotate-secret', [['secret-id', secret.arn]]),
        secret.arn,
      ),
    );
  }
  for (const bucket of unique(reached.filter((arn) => arn.service === 's3')).slice(0, SPELLED_OUT)) {
    steps.push(
      step(
        `Find out what was taken from ${bucket.name}`,
        'Reads of objects are in CloudTrail data events or server access logs only, where those were turned on.',
        commandLine('aws s3api get-bucket-logging', [['bucket', bucket.name]]),
        bucket.arn,
      ),
    );
  }
  return steps;
}

function finish(key: string | null, principal: Arn | null): Step[] {
  const steps: Step[] = [];
  if (key?.startsWith('AKIA')) {
    const user: [string, string][] = principal?.type === 'user' ? [['user-name', principal.name]] : [];
    steps.push(
      step(
        'Delete the key',
        'Once nothing legitimate is found to use it. Give its user short-lived credentials instead, by a role or an OIDC provider.',
        principal === null
          ? null
          : commandLine('aws iam delete-access-key', [...user, ['access-key-id', key]]),
        principal?.arn ?? null,
      ),
    );
  }
  steps.push(
    step(
      'Remove the permissions that made the path',
      'The first relation of each path that nobody needs, then the trust that admits more than it must. The proof of each hop names the statement.',
      null,
      principal?.arn ?? null,
    ),
  );
  return steps;
}

function parseArn(id: string): Arn | null {
  const match = /^arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:(\d{12})?:(.+)$/s.exec(id);
  if (match === null) return null;
  const [, service = '', account = '', resource = ''] = match;
  const parts = resource.split(/[/:]/);
  const name = service === 's3' ? resource : (parts.at(-1) ?? resource);
  return { arn: id, service, account, type: parts.length > 1 ? (parts[0] ?? '') : '', name };
}

function is(service: string, type: string): (arn: Arn) => boolean {
  return (arn) => arn.service === service && arn.type === type;
}

function unique(arns: readonly Arn[]): Arn[] {
  return [...new Map(arns.map((arn) => [arn.arn, arn])).values()];
}

function elsewhere(arn: Arn, home: string | null): string {
  return home === null || arn.account === '' || arn.account === home
    ? ''
    : ` It is in account ${arn.account}: use credentials of that account.`;
}
