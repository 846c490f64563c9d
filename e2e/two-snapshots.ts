import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from '../engine/engine.ts';

export const BUILDER = 'arn:aws:iam::444455556666:user/builder';

/** Two snapshots of one account, in which a user came to administer it between the earlier and the later. */
export async function twoSnapshots(folder: string): Promise<{ earlier: string; later: string }> {
  const user = (Action: string) => ({
    UserName: 'builder',
    UserId: 'AIDABUILDER000000000',
    Arn: BUILDER,
    Path: '/',
    GroupList: [],
    AttachedManagedPolicies: [],
    UserPolicyList: [
      {
        PolicyName: 'own',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
      },
    ],
  });
  const engine = createEngine();
  const made = async (name: string, action: string) => {
    const dump = path.join(folder, `${name}.json`);
    const rest = { GroupDetailList: [], RoleDetailList: [], Policies: [] };
    await writeFile(dump, JSON.stringify({ UserDetailList: [user(action)], ...rest }));
    const out = path.join(folder, `${name}.trustpath`);
    await engine.request('import.aws', { paths: [dump], out });
    return out;
  };
  try {
    return { earlier: await made('earlier', 's3:ListAllMyBuckets'), later: await made('later', '*') };
  } finally {
    engine.close();
  }
}
