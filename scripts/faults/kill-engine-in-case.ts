import { join } from 'node:path';
import { type Acknowledged, compareWithLog, someAction } from './acknowledged-actions.ts';
import type { FaultKind } from './fault-kind.ts';
import { forkEngine } from './forked-engine.ts';

/** Longest that an engine writes before it is killed, in milliseconds. */
const LONGEST = 150;
/** Each case is killed this often; a case that grew without end would be read longer than it is written. */
const ROUNDS_A_CASE = 20;

export const killEngineInCase: FaultKind = {
  name: 'kill-engine-in-case',
  title: 'kill -9 of the engine while marks, pins and scenarios go into a case',
  rounds: 200,
  async run({ rounds, random, folder, onRound }) {
    const lost: string[] = [];
    let acknowledged: Acknowledged[] = [];
    const counts = { acknowledged: 0, unacknowledged: 0 };
    for (let round = 0; round < rounds; round++) {
      const path = join(folder, `killed-${Math.floor(round / ROUNDS_A_CASE)}.trustcase`);
      const isNew = round % ROUNDS_A_CASE === 0;
      if (isNew) acknowledged = [];
      const engine = forkEngine(join(folder, 'home'));
      const opened = isNew
        ? await engine.request('case.create', { path, title: 'Killed' })
        : await engine.request('case.open', { path });
      // What was kept before a kill and never told is told by opening; else it would be counted again in each round.
      if (opened.head.number > (acknowledged.at(-1)?.number ?? 0)) acknowledged.push(opened.head);
      const before = acknowledged.length;
      let last = opened.head.number;
      // What a reopened case shows is told as well, be it what the killed engine told nobody of.
      if (last > (acknowledged.at(-1)?.number ?? 0)) acknowledged.push({ ...opened.head });
      const write = async () => {
        for (let number = 0; ; number++) {
          const undo = random() < 0.1;
          const { head } = undo
            ? await engine.request('case.undo', { case: opened.case })
            : await engine.request('case.apply', {
                case: opened.case,
                action: someAction(random, number),
              });
          // Undoing where nothing is left to undo does nothing.
          if (head.number > last) acknowledged.push(head);
          last = head.number;
        }
      };
      const writing = write().catch((error: Error) => error.message);
      await new Promise((done) => setTimeout(done, 1 + random() * LONGEST));
      await engine.kill();
      const why = await writing;
      if (why !== 'the engine ended') lost.push(`round ${round}: an action was refused: ${why}`);
      const found = compareWithLog(path, acknowledged);
      lost.push(...found.lost);
      counts.acknowledged += acknowledged.length - before;
      counts.unacknowledged += found.unacknowledged;
      onRound(round + 1);
    }
    return { rounds, counts, lost };
  },
};
