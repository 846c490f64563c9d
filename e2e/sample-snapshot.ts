import { readFile, writeFile } from 'node:fs/promises';
import { createEngine } from '../engine/engine.ts';

let collected: { readonly bytes: Uint8Array; readonly keyId: string } | null = null;

/** Puts a snapshot of the sample estate, collected once for all tests, into `file`. `keyId` is the story's leaked key. */
export async function sampleSnapshot(file: string): Promise<{ file: string; keyId: string }> {
  if (collected === null) {
    const engine = createEngine();
    try {
      const { leakedKeyId } = await engine.request('sample.create', { out: file });
      collected = { bytes: await readFile(file), keyId: leakedKeyId };
    } finally {
      engine.close();
    }
  }
  await writeFile(file, collected.bytes);
  return { file, keyId: collected.keyId };
}
