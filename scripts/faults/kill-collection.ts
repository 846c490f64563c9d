import { join, resolve } from 'node:path';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { verifySnapshot } from '../../schema/snapshot/verify.ts';
import type { FaultKind } from './fault-kind.ts';
import { runAndKill } from './killed-script.ts';

const SCRIPT = resolve(import.meta.dirname, '../../schema/snapshot/testing/kill-me.ts');
const LONGEST = 60;
/** Resumed and killed this often before the next file is begun: a file that grows is read longer than it is written. */
const ROUNDS_A_FILE = 20;

export const killCollection: FaultKind = {
  name: 'kill-collection',
  title: 'kill -9 while calls are recorded into a snapshot, which is resumed and killed again',
  rounds: 200,
  async run({ rounds, random, folder, onRound }) {
    const lost: string[] = [];
    const counts = { acknowledged: 0, unacknowledged: 0 };
    /** Number of the last call that was there after the round before. */
    let last = -1;
    for (let round = 0; round < rounds; round++) {
      const path = join(folder, `killed-${Math.floor(round / ROUNDS_A_FILE)}.trustpath`);
      const isNew = round % ROUNDS_A_FILE === 0;
      if (isNew) last = -1;
      const how = { after: 'open', delay: random() * LONGEST };
      const lines = await runAndKill(SCRIPT, [path, isNew ? 'create' : 'resume'], how);
      const said = lines.filter((line) => /^\d+$/.test(line)).map(Number);
      const acknowledged = Math.max(last, ...said);
      counts.acknowledged += said.length;
      try {
        const reader = openSnapshot(path);
        const calls = [...reader.calls()];
        for (const [page, call] of calls.entries()) {
          const document = call.observation && reader.document(call.observation);
          if (
            call.page !== page ||
            JSON.stringify(document) !== JSON.stringify({ page, text: `${page} word `.repeat(4_000) })
          )
            lost.push(`round ${round}: call ${page} is not what was recorded`);
        }
        reader.close();
        verifySnapshot(path);
        const more = calls.length - 1 - acknowledged;
        if (more < 0)
          lost.push(`round ${round}: ${acknowledged + 1} calls were acknowledged, ${calls.length} are there`);
        if (more > 1) lost.push(`round ${round}: ${more} calls are there that were never acknowledged`);
        counts.unacknowledged += Math.max(0, more);
        last = calls.length - 1;
      } catch (error) {
        lost.push(`round ${round}: ${String(error)}`);
      }
      onRound(round + 1);
    }
    return { rounds, counts, lost };
  },
};
