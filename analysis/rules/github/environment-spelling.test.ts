import { describe, expect, it } from 'vitest';
import { GUARDED, lines, OPEN, world } from '../testing/github-world.ts';
import { role } from '../testing/small-account.ts';
import { ORG } from '../testing/small-github.ts';

/* Names of environments are the same in whatever capitals; the rules of one are no way around by spelling it otherwise. */

const job = (environment: string) =>
  `on: push\npermissions: { id-token: write }\njobs:\n  a:\n    runs-on: ubuntu-latest\n    environment: ${environment}\n    steps: [{ run: 'true' }]\n`;
const APPROVED = 'olga approves the deployment to environment "release"';
const SPELT = 'the token names the environment "release" as the job spells it';
const obtained = (environment: object, spelling: string, trusted: string) =>
  lines(
    world(
      { workflows: { 'w.yml': job(spelling) }, environments: [environment as never] },
      `repo:${ORG}/shop:environment:${trusted}`,
    ),
    ({ from, to }) => to === role('deploy') && !from.endsWith('/shop'),
  );

describe('an environment that asks for approval', () => {
  it('asks whoever pushes a workflow that spells it otherwise', () => {
    expect(obtained(GUARDED, 'release', 'Release')).toEqual(
      ['branch/*', 'branch/main', 'tag/*'].map(
        (from) => `shop/${from} -> role/deploy conditional | ${APPROVED} | ${SPELT}`,
      ),
    );
  });

  it('asks a workflow that spells it otherwise, whichever spelling is trusted', () => {
    const from = 'shop/workflow/w.yml -> role/deploy conditional';
    expect(obtained(GUARDED, 'RELEASE', 'release')).toEqual([`${from} | ${APPROVED}`]);
    expect(obtained(GUARDED, 'RELEASE', 'RELEASE')).toContain(`${from} | ${APPROVED} | ${SPELT}`);
  });
});

it('an environment without rules gives nothing less in other capitals', () => {
  expect(obtained(OPEN, 'release', 'Release')).toEqual(
    ['branch/*', 'branch/main', 'tag/*'].map((from) => `shop/${from} -> role/deploy allow`),
  );
});
