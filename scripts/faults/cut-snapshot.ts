import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSnapshot, resumeSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { CREATED } from '../../schema/snapshot/testing/sample.ts';
import { verifySnapshot } from '../../schema/snapshot/verify.ts';
import type { FaultKind } from './fault-kind.ts';
import { cutEverywhere } from './power-cut/cut-everywhere.ts';

export const cutSnapshot: FaultKind = {
  name: 'cut-snapshot',
  title: 'A power cut between any two writes of collecting and sealing a snapshot',
  rounds: 6,
  run: (options) =>
    cutEverywhere({ script: resolve(import.meta.dirname, 'testing/write-snapshot.ts'), check }, options),
};

function check(folder: string, said: readonly string[]): string[] {
  const path = join(folder, 'cut.trustpath');
  const acknowledged = said.filter((line) => line.startsWith('call ')).length;
  try {
    if (!existsSync(path)) {
      // Nothing that is left keeps it from being begun again.
      createSnapshot(path, CREATED).close();
      return said.includes('created') ? ['the snapshot is gone'] : [];
    }
    const reader = openSnapshot(path);
    const { digest, counts } = reader.info();
    reader.close();
    const wrong: string[] = [];
    if (counts.calls < acknowledged || counts.calls > acknowledged + 1)
      wrong.push(`${acknowledged} calls were acknowledged and ${counts.calls} are there`);
    if (said.includes('sealed') && digest === null) wrong.push('it was said to be sealed and is not');
    if (verifySnapshot(path).digest !== digest) wrong.push('its digest is another');
    if (digest === null) resumeSnapshot(path).close();
    return wrong;
  } catch (error) {
    return [String(error)];
  }
}
