import { createHash, randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../schema/json.ts';
import { MANIFEST, sha256Hex, TAG_MANIFEST } from './bagit.ts';
import type { Bundle } from './build-bundle.ts';
import { dataChanged, payloadOf, signedAgain } from './testing/insider.ts';
import { failed, smallBundle, textOf } from './testing/small-bundle.ts';
import { SMALL_ANALYSIS, smallSnapshot } from './testing/small-snapshot.ts';
import { integrity } from './verify/integrity.ts';
import { verifyBundle } from './verify/verify.ts';

type Files = Bundle['files'];

/** The checks of integrity alone, with the hashes of unchanged files remembered. */
function watcher(files: Files): (changed: Files) => boolean {
  const known = new Map([...files.values()].map((bytes) => [bytes, sha256Hex(bytes)]));
  return (changed) =>
    integrity(changed, [], (bytes) => known.get(bytes) ?? sha256Hex(bytes)).checks.some(({ ok }) => !ok);
}

/** The hash of a file with one byte changed, for every place, without hashing what is before it again. */
function* hashesOfChanged(original: Uint8Array): Generator<string> {
  const before = createHash('sha256');
  for (let place = 0; place < original.length; place++) {
    const hash = before.copy();
    hash.update(Uint8Array.of(original[place]! ^ (1 + (place % 255))));
    yield hash.update(original.subarray(place + 1)).digest('hex');
    before.update(original.subarray(place, place + 1));
  }
}

describe('a small bundle', () => {
  let files: Files;
  beforeAll(async () => {
    ({ files } = await smallBundle());
  });

  it('fails on every altered byte of every file', () => {
    const altered = watcher(files);
    expect(altered(files)).toBe(false);
    const manifests = new Map(
      [MANIFEST, TAG_MANIFEST].flatMap((name) =>
        textOf(files.get(name))
          .trimEnd()
          .split('\n')
          .map((line) => [line.slice(66), line.slice(0, 64)]),
      ),
    );
    let looked = 0;
    for (const [name, original] of files) {
      const expected = manifests.get(name);
      if (expected !== undefined && name.startsWith('data/')) {
        // What verification compares: the hash of the file with what the manifest says.
        for (const hash of hashesOfChanged(original)) {
          looked += 1;
          if (hash === expected) expect.fail(`a byte of ${name} was altered unnoticed`);
        }
        continue;
      }
      for (let place = 0; place < original.length; place++) {
        const bytes = Uint8Array.from(original);
        bytes[place]! ^= 1 + (place % 255);
        looked += 1;
        if (!altered(new Map([...files, [name, bytes]])))
          expect.fail(`${name}, byte ${place} was altered unnoticed`);
      }
    }
    const size = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    expect(looked).toBe(size);
  }, 60_000);

  it('fails on the first, a middle and the last byte of each file, as it is verified', () => {
    const altered = watcher(files);
    for (const [name, original] of files)
      for (const place of [0, original.length >> 1, original.length - 1]) {
        const bytes = Uint8Array.from(original);
        bytes[place]! ^= 0x20;
        expect(altered(new Map([...files, [name, bytes]])), `${name}, byte ${place}`).toBe(true);
      }
  });

  it('fails when a file is dropped, added, renamed or swapped', () => {
    const altered = watcher(files);
    for (const name of files.keys()) {
      const rest = new Map([...files].filter(([other]) => other !== name));
      expect(altered(rest), `without ${name}`).toBe(true);
      const renamed = new Map([...rest, [`${name}x`, files.get(name) ?? new Uint8Array()]]);
      expect(altered(renamed), `${name} renamed`).toBe(true);
      for (const other of files.keys()) {
        if (other <= name || textOf(files.get(other)) === textOf(files.get(name))) continue;
        const swapped = new Map(files);
        swapped.set(name, files.get(other)!).set(other, files.get(name)!);
        expect(altered(swapped), `${name} and ${other} swapped`).toBe(true);
      }
    }
    for (const added of [
      'data/extra.txt',
      'extra.txt',
      'data/observations/x.json',
      'signature.dsse.json.bak',
    ])
      expect(altered(new Map([...files, [added, new Uint8Array()]])), `${added} added`).toBe(true);
  });
});

describe('a large bundle', () => {
  it('fails on each of 10,000 random changes of one byte', async () => {
    const filler = 'a'.repeat(15_000);
    const more = Array.from({ length: 120 }, (_, index) => ({
      operation: 'lambda:GetPolicy',
      document: {
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [], Id: `${index} ${filler}` }),
      },
    }));
    const snapshot = smallSnapshot({ more });
    const text = (value: string) => new TextEncoder().encode(value);
    const documents = more.map(({ document }) => text(canonicalJson(document)));
    const { files: small } = await smallBundle({ snapshot });
    const payload = payloadOf(small);
    for (const bytes of documents) payload.set(`observations/${sha256Hex(bytes)}.json`, bytes);
    const files = signedAgain(payload);
    expect([...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)).toBeGreaterThan(1_800_000);
    const altered = watcher(files);
    expect(altered(files)).toBe(false);
    const names = [...files.keys()];
    const changed = new Map(files);
    for (let round = 0; round < 10_000; round++) {
      const name = names[randomInt(names.length)]!;
      const original = files.get(name)!;
      const bytes = Uint8Array.from(original);
      const place = randomInt(bytes.length);
      const by = 1 + randomInt(255);
      bytes[place]! ^= by;
      changed.set(name, bytes);
      if (!altered(changed)) expect.fail(`${name}, byte ${place} xor ${by} was altered unnoticed`);
      changed.set(name, original);
    }
  }, 120_000);
});

describe('somebody who holds the key and hashes everything again', () => {
  let files: Files;
  beforeAll(async () => {
    ({ files } = await smallBundle());
  });

  type Path = { hops: { verdict: string; to: string; proof: { says: string; pointer: string }[] }[] };
  const hop = (answer: Record<string, Json>) => (answer.paths as unknown as Path[])[0]!.hops[0]!;

  it('cannot change what a relation says', () => {
    for (const change of [
      (answer: Record<string, Json>) => {
        hop(answer).verdict = 'conditional';
      },
      (answer: Record<string, Json>) => {
        hop(answer).to = 'arn:aws:iam::111122223333:role/other';
      },
      (answer: Record<string, Json>) => {
        hop(answer).proof[0]!.says = 'Something else.';
      },
      (answer: Record<string, Json>) => {
        hop(answer).proof[0]!.pointer = '/UserDetailList/0';
      },
      (answer: Record<string, Json>) => {
        (answer.findings as unknown as { severity: string }[])[0]!.severity = 'low';
      },
    ])
      expect(failed(dataChanged(files, 'answer.json', change))).toEqual(['Derived again']);
  });

  it('cannot bring in a document that no call returned', () => {
    const body = new TextEncoder().encode('{}');
    const payload = payloadOf(files).set(`observations/${sha256Hex(body)}.json`, body);
    expect(failed(signedAgain(payload))).toEqual(['Observations', 'Written again']);
  });

  it('cannot take an action out of the chain of custody', () => {
    const shortened = dataChanged(files, 'custody.json', (custody) => {
      (custody.actions as unknown as Json[]).splice(1, 1);
    });
    expect(failed(shortened)).toEqual(['Custody', 'Written again']);
  });

  it('is told apart from other rules: these may differ, and prove nothing', () => {
    const other = dataChanged(files, 'custody.json', (custody) => {
      custody.analysis = 'trustpath 99.0.0';
    });
    const changed = dataChanged(other, 'answer.json', (answer) => {
      hop(answer).verdict = 'conditional';
    });
    const { ok, checks, proven } = verifyBundle(changed, { analysis: SMALL_ANALYSIS });
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'Derived again')?.state).toBe('not-checked');
    expect(proven.join(' ')).not.toContain('follow from these documents');
  });
});
