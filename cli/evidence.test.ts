import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallSnapshot } from '../evidence/testing/small-snapshot.ts';
import type { Output } from '../schema/contract.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-cli-evidence-'));
const file = (name: string) => join(folder, name);
const { path: snapshot, user } = smallSnapshot({ path: file('small.trustpath') });

describe('evidence on the command line', () => {
  it('is made with a what-if and its plan, countersigned, and verified against both keys', async () => {
    writeFileSync(
      file('scenario.json'),
      JSON.stringify({ changes: [{ change: 'delete-inline-policy', principal: user, name: 'deploy' }] }),
    );
    const keys = await Promise.all(
      ['ada', 'bob'].map(async (name) => {
        const made = await runCli(['key', '--new', file(`${name}.pem`), '--json']);
        const { keyId, publicPem } = made.json<Output<'evidence.key'>>();
        writeFileSync(file(`${name}.pub`), publicPem ?? '');
        return keyId ?? '';
      }),
    );
    const bundle = file('bundle.zip');
    const question = ['--question', `path --from ${user}`, '--operator', 'Ada Example', '--path', '1'];
    const more = ['--whatif', file('scenario.json'), '--plan', '--key', file('ada.pem'), '--with-snapshot'];
    const written = await runCli(['evidence', snapshot, ...question, ...more, '--out', bundle, '--json']);
    expect(written.json()).toMatchObject({ keyId: keys[0] });

    const both = ['--public-key', file('ada.pub'), '--public-key', file('bob.pub')];
    const early = await runCli(['verify', bundle, ...both]);
    expect(early.status).toBe(4);
    expect(early.stdout).toMatch(/FAILED +Signature: the key of .*bob\.pub has not signed/);
    expect(early.stdout).toContain('The bundle does NOT verify: a check failed.');

    const second = await runCli(['countersign', bundle, '--key', file('bob.pem'), '--json']);
    expect(second.json()).toMatchObject({ signers: keys });
    const verified = await runCli(['verify', bundle, ...both]);
    expect(verified.status).toBe(0);
    expect(verified.stdout).toMatch(/ok +Derived again: .*that the what-if takes away/);
    expect(verified.stdout).toMatch(/not checked Time stamp: There is none/);
    expect(verified.stdout).toContain('Proven:');
    expect(verified.stdout).toContain('Not proven:');
  }, 60_000);

  it('tells what is wrong with a choice, a plan and a key in one message', async () => {
    const base = ['evidence', snapshot, '--question', `path --from ${user}`, '--out', file('never')];
    const [path, plan, key] = await Promise.all([
      runCli([...base, '--path', 'first']),
      runCli([...base, '--plan']),
      runCli([...base, '--key', file('scenario.json')]),
    ]);
    expect(path).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('number of a path in the report'),
    });
    expect(plan).toMatchObject({ status: 2, stderr: expect.stringContaining('--plan needs --whatif') });
    expect(key).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('is no private key in PEM form'),
    });
    expect(readFileSync(file('scenario.json'), 'utf8')).toContain('delete-inline-policy');
  }, 60_000);
});
