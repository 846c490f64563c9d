import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { derive } from '../analysis/derive.ts';
import { estatesOf } from '../analysis/estates.ts';
import type { Finding } from '../analysis/findings/finding-rule.ts';
import { findingsOf } from '../analysis/findings/findings-of.ts';
import { createScene } from '../analysis/rules/scene.ts';
import { importAws } from '../collectors/import/aws.ts';
import type { Derived } from '../schema/records.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';

const FOLDER = fileURLToPath(new URL('../../shared/data/aws/cloudmapper-demo', import.meta.url));
const present = existsSync(FOLDER);
if (!present) console.log(`skipped: ${FOLDER} is not here`);

const ACCOUNT = '123456789012';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const at = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;

describe.skipIf(!present)('one account as a folder of CLI outputs', () => {
  let found: Derived;
  let first: Finding | undefined;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trustpath-cloudmapper-'));
    const writer = createSnapshot(join(folder, 'out.trustpath'), {
      createdBy: 'test',
      createdAt: '2026-11-22T12:00:00.000Z',
    });
    await importAws(writer, [FOLDER]);
    found = derive(writer.reader());
    [first] = findingsOf(createScene(estatesOf(writer.reader())));
    writer.close();
  });
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  const between = (from: string, to: string) =>
    found.relations
      .filter((each) => each.from === from && each.to === to)
      .map(({ rule, verdict }) => `${rule} ${verdict}`);
  const entity = (id: string) => found.entities.find((each) => each.id === id);

  test('anonymised ARNs belong to the account that was collected', () => {
    const account = found.entities.find((each) => each.kind === 'aws-account');
    expect(account).toMatchObject({
      name: ACCOUNT,
      attributes: { users: 2, roles: 4, groups: 1, resources: 7 },
    });
  });

  test('the role that trusts everyone is anyone’s, administers the account, and is the first finding', () => {
    const bad = `arn:aws:iam::${ACCOUNT}:role/bad_role`;
    expect(between('internet', bad)).toEqual(['sts-001 allow']);
    expect(between(bad, ROOT)).toEqual(['aws-administrator allow']);
    expect(first).toMatchObject({ entity: bad, rule: 'aws-role-trusts-anyone' });
  });

  test('the public bucket is anyone’s unless public access is blocked, which was not collected', () => {
    expect(between('internet', 'arn:aws:s3:::cloudmapper_demo')).toEqual(['aws-s3-read unknown']);
  });

  test('the queue takes messages from anyone, and gives its own to nobody but administrators', () => {
    expect(between('internet', at('sqs', 'demo'))).toEqual(['aws-sqs-write allow']);
    expect(found.relations.some(({ rule }) => rule === 'aws-sqs-read')).toBe(false);
  });

  test('of the two topics one is anyone’s altogether, the other its own account’s', () => {
    expect(between('internet', at('sns', 'demo_public'))).toEqual([
      'aws-sns-read allow',
      'aws-sns-write allow',
      'aws-sns-administer allow',
    ]);
    const others = found.relations.filter(
      ({ to, rule }) => to === at('sns', 'demo_private') && /^aws-sns/.test(rule),
    );
    expect(others).toEqual([]);
  });

  test('the repository can be pulled from by anyone; in its account, by who has the token that this takes', () => {
    const repository = at('ecr', 'repository/cloudmapper');
    const pulling = found.relations.filter(({ to, rule }) => to === repository && rule === 'aws-ecr-pull');
    expect(pulling.map(({ from, verdict }) => [from, verdict])).toEqual([
      [`arn:aws:iam::${ACCOUNT}:role/service-role/level1`, 'allow'],
      ['internet', 'allow'],
    ]);
    expect(found.relations.some(({ rule }) => rule === 'aws-ecr-push')).toBe(false);
  });

  test('the function that a gateway calls is open to nobody else, and runs as a role that was not dumped', () => {
    const lambda = at('lambda', 'function:invpclambda');
    expect(found.relations.filter(({ to }) => to === lambda).map(({ rule }) => rule)).toEqual([
      'aws-account-controls',
    ]);
    expect(between(lambda, `arn:aws:iam::${ACCOUNT}:role/service-role/invpclambda`)).toEqual([
      'aws-runs-as allow',
    ]);
  });

  test('the root user’s key of the credential report authenticates as the account', () => {
    expect(between(`${ROOT}/access-key/1`, ROOT)).toEqual(['aws-root-access-key allow']);
    expect(entity(`${ROOT}/access-key/1`)?.attributes).toMatchObject({ lastUsedService: 'ecr' });
  });

  test('what roles were last used for, instances’ metadata options and databases stand with them', () => {
    expect(entity(`arn:aws:iam::${ACCOUNT}:role/exfiller`)?.attributes).toMatchObject({
      servicesUsed: ['logs'],
    });
    expect(entity(at('ec2', 'instance/i-00000000000000001'))?.attributes).toMatchObject({
      tokensRequired: 'optional',
      hopLimit: 1,
    });
    expect(entity(at('rds', 'db:securitymonkey'))).toMatchObject({ kind: 'aws-rds-database', tier: 1 });
  });

  test('a policy of reads does not make its user an administrator, nor let it reach the secret', () => {
    const user = 'arn:aws:iam::aws:user/USER';
    expect(between(user, ROOT)).toEqual([]);
    expect(found.relations.some((each) => each.from === user && each.to.includes(':secret:'))).toBe(false);
  });
});
