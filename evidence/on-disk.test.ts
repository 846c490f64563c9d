import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countersign } from './countersign.ts';
import { readBundle } from './read-bundle.ts';
import { newSigningKeyPem, readSigningKey } from './signing-key.ts';
import { failed, KEY, smallBundle } from './testing/small-bundle.ts';
import { writeBundle } from './write-bundle.ts';

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'trustpath-bag-'));

describe('a bundle on disk', () => {
  it.each(['bundle', 'bundle.zip'])('reads back as written: %s', async (name) => {
    const out = join(emptyFolder(), name);
    const { files } = await smallBundle();
    await writeBundle(files, out);
    const read = await readBundle(out);
    expect([...read.keys()].sort()).toEqual([...files.keys()].sort());
    expect(failed(read)).toEqual([]);
  });

  it('is not written over something that exists', async () => {
    const out = join(emptyFolder(), 'there');
    writeFileSync(out, 'mine');
    await expect(writeBundle((await smallBundle()).files, out)).rejects.toThrow(/exists already/);
    expect(readFileSync(out, 'utf8')).toBe('mine');
  });

  it('is refused with one message when it is no zip', async () => {
    const out = join(emptyFolder(), 'not.zip');
    writeFileSync(out, 'hello');
    await expect(readBundle(out)).rejects.toMatchObject({ code: 'input-refused' });
    await expect(readBundle(`${out}.missing`)).rejects.toMatchObject({ code: 'input-unreadable' });
  });

  it('is a bag by the letter of RFC 8493', async () => {
    const { files } = await smallBundle();
    const text = (name: string) => new TextDecoder().decode(files.get(name));
    expect(text('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const payload = [...files].filter(([name]) => name.startsWith('data/'));
    const octets = payload.reduce((sum, [, bytes]) => sum + bytes.length, 0);
    expect(text('bag-info.txt')).toContain(`Payload-Oxum: ${octets}.${payload.length}\n`);
    expect(text('bag-info.txt')).toMatch(/^Bagging-Date: \d{4}-\d\d-\d\d$/m);
    const named = text('manifest-sha256.txt').trimEnd().split('\n');
    expect(named.every((line) => /^[0-9a-f]{64} {2}data\//.test(line))).toBe(true);
    expect(named.map((line) => line.slice(66))).toEqual(payload.map(([name]) => name).sort());
  });
});

function isMissing(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error !== undefined;
}

describe('the document on checking by hand', () => {
  const missing = ['python3', 'openssl', 'bash', 'sha256sum'].filter(isMissing);
  if (missing.length > 0)
    console.log(`skipped: checking by hand needs ${missing.join(', ')}, not installed here`);
  const document = readFileSync(resolve(import.meta.dirname, '../docs/verify-without-trustpath.md'), 'utf8');
  const blocks = [...document.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

  const byHand = (folder: string, block: string) =>
    spawnSync('bash', ['-e', '-o', 'pipefail', '-c', block.replaceAll('/tmp/', `${folder}/`)], {
      cwd: folder,
      encoding: 'utf8',
    });

  it.skipIf(missing.length > 0)('gives commands that accept a countersigned bundle', async () => {
    const folder = emptyFolder();
    const { files } = await smallBundle();
    const second = readSigningKey(newSigningKeyPem(), 'second key');
    await writeBundle(new Map([...files, ...countersign(files, second)]), join(folder, 'BUNDLE'));
    const said = blocks.map((block) => {
      const { status, stdout, stderr } = byHand(folder, block);
      expect(stderr, block).toBe('');
      expect(status, block).toBe(0);
      return stdout;
    });
    expect(blocks).toHaveLength(6);
    expect(said.join('')).toContain('Signature Verified Successfully');
    expect(said.join('')).toContain(KEY.keyId.slice('sha256:'.length));
    expect(said.join('')).toContain(second.keyId);
    expect(said.join('')).toMatch(/[1-9]\d* proof steps point at something/);
    const again = ['pkeyutl', '-verify', '-pubin', '-rawin', '-in', 'signed', '-sigfile', 'signature-1'];
    const key = `BUNDLE/countersigning-key-${second.keyId.slice(7, 23)}.pem`;
    expect(execFileSync('openssl', [...again, '-inkey', key], { cwd: folder, encoding: 'utf8' })).toContain(
      'Verified Successfully',
    );
  });

  it.skipIf(missing.length > 0)('gives commands that refuse an altered bundle', async () => {
    const alter: readonly (readonly [block: number, file: string, content: string])[] = [
      [0, 'data/paths.csv', 'nothing'],
      [1, 'data/added.txt', 'more'],
      [2, 'manifest-sha256.txt', ''],
      [3, `data/observations/${'0'.repeat(64)}.json`, '{}'],
      [
        4,
        'data/answer.json',
        JSON.stringify({ paths: [{ observation: `sha256:${'0'.repeat(64)}`, pointer: '/a' }] }),
      ],
      [5, 'data/custody.json', JSON.stringify({ actions: [{ action: 'open', previous: '0', hash: '1' }] })],
    ];
    for (const [block, file, content] of alter) {
      const folder = emptyFolder();
      await writeBundle((await smallBundle()).files, join(folder, 'BUNDLE'));
      writeFileSync(join(folder, 'BUNDLE', file), content);
      expect(byHand(folder, blocks[block] ?? '').status, `${file}: ${blocks[block]}`).not.toBe(0);
    }
  });
});
