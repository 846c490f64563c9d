import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../schema/json.ts';
import type { Change } from '../../schema/scenario.ts';
import { memorySource } from '../observations/memory-source.ts';
import { createBaseline } from './again/baseline.ts';
import { whatIf } from './what-if.ts';

const FILE = fileURLToPath(
  new URL('../../../shared/data/aws/iam-vulnerable.authorization-details.json', import.meta.url),
);
const present = existsSync(FILE);
if (!present) console.log(`skipped: ${FILE} is not here`);

const LAB = '200611803367';
const ACCOUNT = `arn:aws:iam::${LAB}:root`;
const user = (name: string) => `arn:aws:iam::${LAB}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${LAB}:role/${name}`;
const managed = (name: string) => `arn:aws:iam::${LAB}:policy/${name}`;
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const HIGH = role('privesc-high-priv-service-role');
const SRE = user('privesc-sre-user');
const MIDDLE = role('privesc-AssumeRole-intermediate-role');
const START = user('privesc-AssumeRole-start-user');
const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
const ALL: Json = { Effect: 'Allow', Action: '*', Resource: '*' };

interface Trial {
  readonly change: Change;
  /** Relations out of the first to the second, of any kind, that are lost, gained or held otherwise. */
  readonly lost?: readonly [string, string];
  readonly gained?: readonly [string, string];
  readonly changed?: readonly [string, string];
  readonly nothing?: true;
}

const TRIALS: readonly Trial[] = [
  {
    change: { change: 'put-inline-policy', principal: START, name: 'all', document: policy(ALL) },
    gained: [START, ACCOUNT],
  },
  {
    change: { change: 'attach-policy', principal: START, policy: ADMINISTRATOR },
    gained: [START, ACCOUNT],
  },
  {
    change: { change: 'detach-policy', principal: HIGH, policy: managed('privesc-high-priv-service-policy') },
    lost: [HIGH, ACCOUNT],
  },
  {
    change: {
      change: 'edit-policy',
      policy: managed('privesc-sre-admin-policy'),
      document: policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }),
    },
    lost: [SRE, ACCOUNT],
  },
  {
    change: {
      change: 'remove-statement',
      of: managed('privesc-sre-admin-policy'),
      policy: 'managed',
      statement: 0,
    },
    lost: [SRE, ACCOUNT],
  },
  {
    change: { change: 'remove-from-group', user: SRE, group: 'privesc-sre-group' },
    lost: [SRE, ACCOUNT],
  },
  { change: { change: 'add-to-group', user: START, group: 'privesc-sre-group' }, gained: [START, ACCOUNT] },
  {
    change: {
      change: 'set-trust',
      role: MIDDLE,
      document: policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }),
    },
    lost: [role('privesc-AssumeRole-starting-role'), MIDDLE],
  },
  {
    change: {
      change: 'remove-statement',
      of: MIDDLE,
      policy: 'trust',
      statement: 0,
    },
    lost: [role('privesc-AssumeRole-starting-role'), MIDDLE],
  },
  {
    change: {
      change: 'set-boundary',
      principal: SRE,
      policy: managed('fp4-nonExploitableResourceConstraint'),
    },
    lost: [SRE, ACCOUNT],
  },
  { change: { change: 'quarantine', principal: SRE }, lost: [SRE, ACCOUNT] },
  {
    change: { change: 'revoke-sessions', role: HIGH, before: '2100-01-01T00:00:00Z' },
    changed: [HIGH, ACCOUNT],
  },
  { change: { change: 'remove-entity', entity: HIGH }, lost: [HIGH, ACCOUNT] },
  {
    // It is about buckets, of which the dump has none.
    change: {
      change: 'delete-inline-policy',
      principal: 'arn:aws:iam::012345678901:user/biden',
      name: 'InsecureUserPolicy',
    },
    nothing: true,
  },
];

describe.skipIf(!present)('changes of the account of the iam-vulnerable lab, from a real dump', () => {
  const document = present ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
  const source = memorySource([{ operation: 'iam:GetAccountAuthorizationDetails', document }]);
  const before = present ? createBaseline(source) : null;
  const ask = (...changes: Change[]) => whatIf(before!, { changes });
  const between = (ends: readonly [string, string]) =>
    expect.arrayContaining([expect.objectContaining({ from: ends[0], to: ends[1] })]);

  test.each(TRIALS)('$change.change', ({ change, lost, gained, changed, nothing }) => {
    const { relations } = ask(change);
    if (lost) expect(relations.lost).toEqual(between(lost));
    if (gained) expect(relations.gained).toEqual(between(gained));
    if (changed) expect(relations.changed.map(({ after }) => after)).toEqual(between(changed));
    if (nothing) expect(relations).toEqual({ lost: [], gained: [], changed: [] });
  });

  test('an Allow that opens a path to the account shows the path', () => {
    const { gained, lost } = ask({ change: 'add-to-group', user: START, group: 'privesc-sre-group' });
    expect(gained.map((path) => [path[0]?.from, path.at(-1)?.to])).toContainEqual([START, ACCOUNT]);
    expect(lost).toEqual([]);
  });
});
