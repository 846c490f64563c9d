import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { accountIdFromAwsId } from '../../analysis/credentials/recognise.ts';
import { estateForTests, failure, PRODUCTION } from '../testing/clients.ts';

const { estate, config } = estateForTests();

describe('STS', () => {
  it('says who the collecting user is', async () => {
    const answer = await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    expect(answer).toMatchObject({
      Account: PRODUCTION,
      Arn: `arn:aws:iam::${PRODUCTION}:user/trustpath-auditor`,
    });
    expect(accountIdFromAwsId(answer.UserId ?? '')).toBe(PRODUCTION);
  });

  it('opens a session of a role for the user that its trust policy names, and only for that one', async () => {
    const RoleArn = `arn:aws:iam::${PRODUCTION}:role/build-artifacts`;
    const asked = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' });
    const leaked = {
      ...config(),
      credentials: { ...estate().credentials, accessKeyId: estate().leakedKeyId },
    };
    const { Credentials } = await new STSClient(leaked).send(asked);
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    const who = await new STSClient({ ...config(), credentials: session }).send(
      new GetCallerIdentityCommand({}),
    );
    expect(who.Arn).toBe(`arn:aws:sts::${PRODUCTION}:assumed-role/build-artifacts/sample`);
    expect(await failure(new STSClient(config()).send(asked))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
    });
  });
});
