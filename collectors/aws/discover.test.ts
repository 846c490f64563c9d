import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { discoverAwsProfiles } from './discover.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-profiles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const env = () => ({
  AWS_CONFIG_FILE: join(folder, 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
});

it('tells profiles, where their credentials come from and their regions, and no secret', async () => {
  writeFileSync(
    join(folder, 'config'),
    `# a comment
[default]
region=us-east-1
[profile sso one]
sso_session = corp
sso_account_id = 111122223333
region = eu-west-1
[profile "quoted name"]
role_arn = arn:aws:iam::111122223333:role/audit
source_profile = default
[profile ci]
role_arn = arn:aws:iam::111122223333:role/ci
web_identity_token_file = /token
[profile tool]
credential_process = /usr/bin/tool --password not-to-be-told
s3 =
  region = not-the-profile's
[sso-session corp]
sso_region = eu-west-1
[services x]
region = nowhere
`,
  );
  writeFileSync(
    join(folder, 'credentials'),
    '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = not-to-be-told\n[old]\r\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\r\nregion=ap-south-1\r\n',
  );
  const profiles = await discoverAwsProfiles(env());
  expect(profiles).toEqual([
    { profile: 'default', origin: 'static', region: 'us-east-1' },
    { profile: 'sso one', origin: 'sso', region: 'eu-west-1' },
    { profile: 'quoted name', origin: 'role', region: null },
    { profile: 'ci', origin: 'web-identity', region: null },
    { profile: 'tool', origin: 'process', region: null },
    { profile: 'old', origin: 'static', region: 'ap-south-1' },
  ]);
});

it('finds nothing where there is nothing', async () => {
  expect(await discoverAwsProfiles(env())).toEqual([]);
});
