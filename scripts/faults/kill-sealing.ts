import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSnapshot, resumeSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { CREATED, openSampleSource, sampleCall } from '../../schema/snapshot/testing/sample.ts';
import { verifySnapshot } from '../../schema/snapshot/verify.ts';
import type { FaultKind } from './fault-kind.ts';
import { runAndKill } from './killed-script.ts';

const SCRIPT = resolve(import.meta.dirname, '../../schema/snapshot/testing/kill-me.ts');
/** Which the script seals. */
const ENTITIES = 20_000;

export const killSealing: FaultKind = {
  name: 'kill-sealing',
  title: 'kill -9 while a snapshot is sealed',
  rounds: 200,
  async run({ rounds, random, folder, onRound }) {
    const lost: string[] = [];
    const counts = { unfinished: 0, sealed: 0 };
    let undisturbed = 0;
    for (let round = 0; round < rounds; round++) {
      const path = join(folder, `${round}.trustpath`);
      const writer = createSnapshot(path, CREATED);
      openSampleSource(writer);
      writer.recordCall(sampleCall(7), { page: 7 });
      writer.close();
      const started = performance.now();
      // The first is let through, to know how long it takes from the word on: most kills are to hit the sealing itself.
      const delay = round === 0 ? null : random() * undisturbed;
      const lines = await runAndKill(SCRIPT, [path, 'seal'], { after: 'sealing', delay });
      if (round === 0) undisturbed = (performance.now() - started) / 2;
      try {
        const reader = openSnapshot(path);
        const { digest, counts: found } = reader.info();
        reader.close();
        counts[digest === null ? 'unfinished' : 'sealed']++;
        if (lines.includes('sealed') && digest === null)
          lost.push(`round ${round}: was said to be sealed and is not`);
        if (found.calls !== 2 || found.entities !== (digest === null ? 0 : ENTITIES))
          lost.push(`round ${round}: ${found.calls} calls and ${found.entities} entities are there`);
        if (verifySnapshot(path).digest !== digest) lost.push(`round ${round}: the digest is another`);
        // One that was not sealed can be gone on with.
        if (digest === null) resumeSnapshot(path).close();
      } catch (error) {
        lost.push(`round ${round}: ${String(error)}`);
      }
      for (const left of [path, `${path}.making`, `${path}.making-journal`]) rmSync(left, { force: true });
      onRound(round + 1);
    }
    return { rounds, counts, lost };
  },
};
