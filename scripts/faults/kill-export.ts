import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createEngine } from '../../engine/engine.ts';
import { newKeyFile } from '../../engine/signing-key.ts';
import type { FaultKind } from './fault-kind.ts';
import { type ForkedEngine, forkEngine } from './forked-engine.ts';

const ACCOUNT = resolve(import.meta.dirname, '../../fuzz/seeds/account.json');
const LONGEST = 600;

export const killExport: FaultKind = {
  name: 'kill-export',
  title: 'kill -9 of the engine while it writes evidence bundles',
  rounds: 200,
  async run({ rounds, random, folder, onRound }) {
    const lost: string[] = [];
    const counts = { acknowledged: 0, unacknowledged: 0, 'left unfinished': 0 };
    const snapshot = join(folder, 'estate.trustpath');
    const home = join(folder, 'home');
    // Made by an engine with the same data folder, which opens it where it is.
    const maker = forkEngine(home);
    await maker.request('import.aws', { out: snapshot, paths: [ACCOUNT] });
    await maker.kill();
    const keyFile = join(folder, 'key.pem');
    newKeyFile(keyFile);
    const checker = createEngine();
    for (let round = 0; round < rounds; round++) {
      const out = join(folder, `bundles-${round}`);
      const engine = forkEngine(home);
      const { handle } = await engine.request('snapshot.open', { path: snapshot });
      const said: string[] = [];
      const first = Promise.withResolvers<void>();
      const writing = exportUntilKilled(engine, { handle, keyFile }, out, (name) => {
        said.push(name);
        first.resolve();
      });
      // The first waits for modules to load; in the later ones every moment is one of writing.
      await Promise.race([first.promise, writing]);
      await new Promise((done) => setTimeout(done, 1 + random() * LONGEST));
      await engine.kill();
      const why = await writing;
      if (why !== 'the engine ended') lost.push(`round ${round}: a bundle was refused: ${why}`);
      const there = namesIn(out);
      for (const name of said)
        if (!there.includes(name)) lost.push(`round ${round}: ${name} was acknowledged and is not there`);
      for (const name of there) {
        if (name.includes('.unfinished-')) counts['left unfinished']++;
        else {
          const { ok, checks } = await checker.request('evidence.verify', { path: join(out, name) });
          if (!ok) lost.push(`round ${round}: ${name}: ${checks.find((check) => !check.ok)?.says}`);
          if (!said.includes(name)) counts.unacknowledged++;
        }
      }
      counts.acknowledged += said.length;
      rmSync(out, { recursive: true, force: true });
      onRound(round + 1);
    }
    checker.close();
    return { rounds, counts, lost };
  },
};

/** As zip and as folder in turn. Answers why it ended. */
async function exportUntilKilled(
  engine: ForkedEngine,
  asked: { readonly handle: string; readonly keyFile: string },
  folder: string,
  onWritten: (name: string) => void,
): Promise<string> {
  try {
    for (let number = 0; ; number++) {
      const name = number % 2 === 0 ? `${number}.zip` : `${number}`;
      await engine.request('evidence.write', {
        ...asked,
        out: join(folder, name),
        question: { kind: 'path', from: 'ci-deployer', to: 'deploy-prod' },
      });
      onWritten(name);
    }
  } catch (error) {
    return (error as Error).message;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
