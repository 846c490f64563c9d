import { writeFile } from 'node:fs/promises';
import { createEngine } from '../engine/engine.ts';

const ACCOUNT = '444455556666';

/**
 * Imports an account in which one user reaches `width` secrets-free administrators, each by way of a role of its own and of
 * two of its neighbours: 2 × `width` + 2 entities in one drawing. Resolves to the user's name.
 */
export async function importWideEstate(width: number, folder: string, out: string): Promise<string> {
  const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const statement = (Action: string, Resource: string | string[]) => ({ Effect: 'Allow', Action, Resource });
  const policy = (name: string, ...Statement: object[]) => ({
    PolicyName: name,
    PolicyDocument: { Version: '2012-10-17', Statement },
  });
  const role = (name: string, trusted: readonly string[], own: object) => ({
    RoleName: name,
    RoleId: `AROA${name.replaceAll('-', '').toUpperCase().padEnd(16, '0')}`,
    Arn: arn(name),
    Path: '/',
    CreateDate: '2025-01-01T00:00:00Z',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }],
    },
    InstanceProfileList: [],
    AttachedManagedPolicies: [],
    RolePolicyList: [own],
  });
  const user = {
    UserName: 'build-bot',
    UserId: 'AIDABUILDBOT00000000',
    Arn: `arn:aws:iam::${ACCOUNT}:user/build-bot`,
    Path: '/',
    CreateDate: '2025-01-01T00:00:00Z',
    GroupList: [],
    AttachedManagedPolicies: [],
    UserPolicyList: [policy('steps', statement('sts:AssumeRole', arn('step-*')))],
  };
  const steps = Array.from({ length: width }, (_, index) => {
    const ends = [0, 1, 7].map((by) => arn(`admin-${(index + by) % width}`));
    return role(`step-${index}`, [user.Arn], policy('ends', statement('sts:AssumeRole', ends)));
  });
  const admins = Array.from({ length: width }, (_, index) => {
    const by = [0, 1, 7].map((back) => arn(`step-${(index - back + width) % width}`));
    return role(`admin-${index}`, by, policy('all', statement('*', '*')));
  });
  const dump = `${folder}/wide.json`;
  await writeFile(
    dump,
    JSON.stringify({
      UserDetailList: [user],
      GroupDetailList: [],
      RoleDetailList: [...steps, ...admins],
      Policies: [],
    }),
  );
  const engine = createEngine();
  try {
    await engine.request('import.aws', { paths: [dump], out });
  } finally {
    engine.close();
  }
  return user.UserName;
}
