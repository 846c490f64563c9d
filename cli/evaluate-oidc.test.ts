import { expect, it } from 'vitest';
import { runCli } from './testing/run-cli.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const trust = {
  azure: { subject: 'repo:o/r:environment:prod', issuer, audiences: ['api://AzureADTokenExchange'] },
};

it('answers each case in order, with or without --json, a malformed one with its error', async () => {
  const claims = { sub: 'repo:o/r:environment:prod', aud: 'api://AzureADTokenExchange' };
  const cases = JSON.stringify([
    { id: 'fits', issuer, claims, trust },
    { id: 'broken', issuer, claims, trust: { azure: {} } },
  ]);
  for (const words of [
    ['evaluate', 'oidc'],
    ['evaluate', 'oidc', '--json'],
  ]) {
    const { status, stdout } = await runCli(words, cases);
    expect(status).toBe(0);
    const [fits, broken] = JSON.parse(stdout);
    expect(fits).toEqual({ id: 'fits', verdict: 'allow', grade: 'safe', because: expect.any(Array) });
    expect(broken).toMatchObject({ id: 'broken', error: { code: 'input-refused' } });
  }
});

it('refuses what is no list of cases', async () => {
  expect((await runCli(['evaluate', 'oidc'], '{}')).status).toBe(3);
  expect((await runCli(['evaluate', 'oidc'], 'no')).status).toBe(3);
});
