import { createEngine } from '../engine/engine.ts';

/** Collects the sample estate into `file`, in this process. `keyId` is the story's leaked key. */
export async function sampleSnapshot(file: string): Promise<{ file: string; keyId: string }> {
  const engine = createEngine();
  try {
    const { leakedKeyId } = await engine.request('sample.create', { out: file });
    return { file, keyId: leakedKeyId };
  } finally {
    engine.close();
  }
}
