import { createHash } from 'node:crypto';
import { PRODUCTION } from '../estate/company.ts';
import { awsId } from '../estate/ids.ts';
import { ACCESS_KEYS } from '../estate/keys.ts';
import { ROLES, roleArn } from '../estate/roles.ts';
import { USERS } from '../estate/users.ts';
import type { Handler } from '../protocol/call.ts';
import { AwsError, textParameter } from '../protocol/call.ts';

/** The user whose active key it is. */
export function userOfKey(keyId: string): string | null {
  for (const [user, keys] of Object.entries(ACCESS_KEYS)) {
    if (keys.some((key) => key.id === keyId && key.status === 'Active')) return user;
  }
  return null;
}

/** Sessions opened through AssumeRole carry their role in a key id that is always the same for the role. */
function sessionKey(role: string): string {
  return awsId('ASIA', PRODUCTION, `session/${role}`);
}

export function roleOfSessionKey(keyId: string): string | null {
  return ROLES.find((role) => sessionKey(role.name) === keyId)?.name ?? null;
}

export function callerArn(keyId: string): string {
  const role = roleOfSessionKey(keyId);
  return role === null
    ? `arn:aws:iam::${PRODUCTION}:user/${userOfKey(keyId) ?? 'unknown'}`
    : `arn:aws:sts::${PRODUCTION}:assumed-role/${role}/sample`;
}

export const sts: Readonly<Record<string, Handler>> = {
  'sts:GetCallerIdentity': ({ keyId }) => {
    const role = roleOfSessionKey(keyId);
    return {
      UserId:
        role === null
          ? awsId('AIDA', PRODUCTION, userOfKey(keyId) ?? '')
          : `${awsId('AROA', PRODUCTION, role)}:sample`,
      Account: PRODUCTION,
      Arn: callerArn(keyId),
    };
  },
  'sts:AssumeRole': ({ parameters, keyId }) => {
    const wanted = textParameter(parameters, 'RoleArn');
    const role = ROLES.find((one) => roleArn(one) === wanted);
    const user = USERS.find((one) => one.name === userOfKey(keyId));
    const trusts = JSON.stringify(role?.trust ?? null);
    if (
      role === undefined ||
      user === undefined ||
      !trusts.includes(`"arn:aws:iam::${PRODUCTION}:user/${user.name}"`)
    ) {
      throw new AwsError(
        'AccessDenied',
        403,
        `User: ${callerArn(keyId)} is not authorized to perform: sts:AssumeRole on resource: ${wanted}`,
      );
    }
    const secret = createHash('sha256').update(role.name).digest('base64');
    return {
      Credentials: {
        AccessKeyId: sessionKey(role.name),
        SecretAccessKey: secret
          .replace(/[^A-Za-z0-9]/g, '')
          .padEnd(40, 'x')
          .slice(0, 40),
        SessionToken: `sample-session-token-of-${role.name}`,
        Expiration: new Date(Date.now() + 3_600_000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `${awsId('AROA', PRODUCTION, role.name)}:sample`,
        Arn: `arn:aws:sts::${PRODUCTION}:assumed-role/${role.name}/sample`,
      },
    };
  },
};
