import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { MANIFEST, SIGNATURE_FILE, sha256Hex } from './bagit.ts';
import type { Bundle } from './build-bundle.ts';
import { countersign, countersigningKeyFile } from './countersign.ts';
import { readBundle } from './read-bundle.ts';
import { newSigningKeyPem, readSigningKey } from './signing-key.ts';
import { failed, jsonOf, KEY, smallBundle, textOf } from './testing/small-bundle.ts';
import { SMALL_ANALYSIS } from './testing/small-snapshot.ts';
import { TIME_STAMP_FILE } from './time-stamp.ts';
import { integrity } from './verify/integrity.ts';
import { verifyBundle } from './verify/verify.ts';
import { replaceInBundle, writeBundle } from './write-bundle.ts';

const SECOND = readSigningKey(newSigningKeyPem(), 'second key');
const OTHER = readSigningKey(newSigningKeyPem(), 'other key');

let bundle: Bundle;
let both: Map<string, Uint8Array>;
beforeAll(async () => {
  bundle = await smallBundle();
  both = new Map([...bundle.files, ...countersign(bundle.files, SECOND)]);
});

describe('a second signature', () => {
  it('is of the same payload, and both signers are named', () => {
    const [before, after] = [bundle.files, both].map(
      (files) => jsonOf(files.get(SIGNATURE_FILE)) as { payload: string },
    );
    expect(after?.payload).toBe(before?.payload);
    expect(textOf(both.get(MANIFEST))).toBe(textOf(bundle.files.get(MANIFEST)));
    const found = verifyBundle(both, {
      analysis: SMALL_ANALYSIS,
      given: [
        { name: 'ada.pem', pem: KEY.publicPem },
        { name: 'bob.pem', pem: SECOND.publicPem },
      ],
    });
    expect(found.ok).toBe(true);
    expect(found.signers).toEqual([
      { keyId: KEY.keyId, given: 'ada.pem' },
      { keyId: SECOND.keyId, given: 'bob.pem' },
    ]);
    expect(found.proven.join(' ')).toContain('The holder of the key in bob.pem signed');
  });

  it('fails on every altered byte of its two files, and without one of them', () => {
    const known = new Map([...both.values()].map((bytes) => [bytes, sha256Hex(bytes)]));
    const hashOf = (bytes: Uint8Array) => known.get(bytes) ?? sha256Hex(bytes);
    for (const name of [SIGNATURE_FILE, countersigningKeyFile(SECOND.keyId)]) {
      const original = both.get(name)!;
      for (let place = 0; place < original.length; place++) {
        const bytes = Uint8Array.from(original);
        bytes[place]! ^= 1 + (place % 255);
        const { checks } = integrity(new Map([...both, [name, bytes]]), [], hashOf);
        if (checks.every(({ ok }) => ok)) expect.fail(`${name}, byte ${place}`);
      }
    }
    const withoutKey = new Map([...both].filter(([name]) => name !== countersigningKeyFile(SECOND.keyId)));
    expect(failed(withoutKey)).toEqual(['Signature']);
    // Whoever expects the second signature gives its key, and misses it where it was taken away.
    expect(failed(bundle.files, [{ name: 'bob.pem', pem: SECOND.publicPem }])).toEqual(['Signature']);
  });

  it('is refused of a key that has signed already, and where a time stamp would be undone', () => {
    expect(() => countersign(both, SECOND)).toThrow(/has signed this bundle already/);
    const stamped = new Map([...bundle.files, [TIME_STAMP_FILE, new Uint8Array([1])]]);
    expect(() => countersign(stamped, SECOND)).toThrow(/countersign first/);
  });

  it('fails against a key that has not signed', () => {
    expect(failed(both, [{ name: 'eve.pem', pem: OTHER.publicPem }])).toEqual(['Signature']);
    expect(failed(both, [{ name: 'note.txt', pem: 'hello' }])).toEqual(['Signature']);
  });

  it.each(['bundle', 'bundle.zip'])('is put into %s on the disk', async (name) => {
    const out = join(mkdtempSync(join(tmpdir(), 'trustpath-second-')), name);
    await writeBundle(bundle.files, out);
    const files = await readBundle(out);
    await replaceInBundle(out, files, countersign(files, SECOND));
    const read = await readBundle(out);
    expect(failed(read, [{ name: 'bob.pem', pem: SECOND.publicPem }])).toEqual([]);
    expect(read.size).toBe(bundle.files.size + 1);
  });
});

const noOpenssl = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status !== 0;
if (noOpenssl) console.log('skipped: time stamps are made with openssl, which is not installed here');

describe.skipIf(noOpenssl)('a time stamp beside the signature', () => {
  /** A time stamp over a file, by an authority made for this test. */
  function stampOf(bytes: Uint8Array): { readonly reply: Uint8Array; readonly folder: string } {
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-stamp-'));
    const run = (...args: string[]) => {
      const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
      if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
    };
    writeFileSync(join(folder, 'signature'), bytes);
    writeFileSync(
      join(folder, 'tsa.cnf'),
      [
        '[req]',
        'distinguished_name = name',
        'x509_extensions = usage',
        'prompt = no',
        '[name]',
        'CN = Example authority',
        '[usage]',
        'extendedKeyUsage = critical,timeStamping',
        '[tsa]',
        'default_tsa = one',
        '[one]',
        'serial = serial',
        'signer_digest = sha256',
        'default_policy = 1.2.3.4.1',
        'digests = sha256',
      ].join('\n'),
    );
    writeFileSync(join(folder, 'serial'), '01\n');
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '1',
      '-config',
      'tsa.cnf',
      '-keyout',
      'key',
      '-out',
      'cert',
    );
    run('ts', '-query', '-data', 'signature', '-sha256', '-cert', '-out', 'query');
    run(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'one',
      '-queryfile',
      'query',
      '-signer',
      'cert',
      '-inkey',
      'key',
      '-out',
      'reply',
    );
    return { reply: readFileSync(join(folder, 'reply')), folder };
  }

  it('is found, with its time, and of this signature', () => {
    const { reply, folder } = stampOf(both.get(SIGNATURE_FILE)!);
    const found = verifyBundle(new Map([...both, [TIME_STAMP_FILE, reply]]), { analysis: SMALL_ANALYSIS });
    expect(found.ok).toBe(true);
    const stamp = found.checks.find(({ name }) => name === 'Time stamp');
    expect(stamp?.state).toBe('passed');
    expect(stamp?.says).toMatch(/says \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
    // As docs/verify-without-trustpath.md says, with the certificate of the authority.
    const byHand = ['ts', '-verify', '-in', 'reply', '-data', 'signature', '-CAfile', 'cert'];
    expect(spawnSync('openssl', byHand, { cwd: folder, encoding: 'utf8' }).stdout).toContain(
      'Verification: OK',
    );
    // The same stamp beside another signature.
    expect(failed(new Map([...bundle.files, [TIME_STAMP_FILE, reply]]))).toEqual(['Time stamp']);
  });

  it('is refused where it is cut off or none', () => {
    const { reply } = stampOf(both.get(SIGNATURE_FILE)!);
    for (const bytes of [
      reply.subarray(0, reply.length / 2),
      new TextEncoder().encode('hello'),
      new Uint8Array(),
    ])
      expect(failed(new Map([...both, [TIME_STAMP_FILE, bytes]]))).toEqual(['Time stamp']);
  });
});
