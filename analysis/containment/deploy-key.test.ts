import { describe, expect, it } from 'vitest';
import type { Recognition } from '../../schema/contract.ts';
import { containmentFor } from '../containment.ts';

const PRIVATE_KEY: Recognition = {
  type: 'private-key',
  label: 'private key',
  identifier: 'SHA256:abc',
  fingerprint: `sha256:${'0'.repeat(64)}`,
  facts: [],
};
const TOKEN: Recognition = { ...PRIVATE_KEY, type: 'github-installation-token', identifier: null };
const key = (readOnly: boolean) => ({
  id: 'github://larkfield-example/order-service/deploy-key/buildbox',
  kind: 'github-deploy-key' as const,
  name: 'buildbox',
  attributes: { readOnly },
});
const ROLE = 'arn:aws:iam::111122223333:role/github-release';

describe('a deploy key of the snapshot', () => {
  it('that writes is deleted first, then what it started is stopped and the roles it became end', () => {
    const steps = containmentFor(PRIVATE_KEY, key(false), { reached: [ROLE] });
    expect(steps[0]?.command).toBe(
      'gh repo deploy-key list --repo larkfield-example/order-service && gh repo deploy-key delete ID --repo larkfield-example/order-service',
    );
    expect(steps.map(({ command }) => command).join('\n')).toContain('--role-name github-release');
    expect(steps.map(({ order }) => order)).toEqual(steps.map((_, index) => index + 1));
  });

  it('that only reads started nothing: its code is taken as read', () => {
    const steps = containmentFor(PRIVATE_KEY, key(true), { reached: [] });
    expect(steps.map(({ title }) => title)).toEqual([
      'Delete the deploy key buildbox of larkfield-example/order-service',
      'Take the code as read',
      'Replace it with something narrower',
    ]);
  });

  it('is contained the same when it is asked for by its id', () => {
    const asked = { ...PRIVATE_KEY, type: 'entity', identifier: key(false).id };
    expect(containmentFor(asked, key(false), { reached: [] })).toEqual(
      containmentFor(PRIVATE_KEY, key(false), { reached: [] }),
    );
  });

  it('has names that no shell takes for anything else', () => {
    const strange = { ...key(false), id: 'github://o/r;rm -rf x/deploy-key/k' };
    for (const { command } of containmentFor(PRIVATE_KEY, strange, { reached: [] }))
      if (command?.includes('rm -rf')) expect(command).toMatch(/'[^']*r;rm -rf x[^']*'/);
  });
});

describe('a token of GitHub', () => {
  it('is looked up in the organization’s own log where its app is in the snapshot', () => {
    const app = {
      id: 'github://larkfield-example/app/bot',
      kind: 'github-app' as const,
      name: 'bot',
      attributes: {},
    };
    const commands = containmentFor(TOKEN, app, { reached: [] }).map(({ command }) => command);
    expect(commands.join('\n')).toContain('/orgs/larkfield-example/audit-log');
    const unknown = containmentFor(TOKEN, null, { reached: [] }).map(({ command }) => command);
    expect(unknown.join('\n')).toContain('/orgs/ORG/audit-log');
  });
});
