import { join } from 'node:path';
import { createEngine } from '../engine/engine.ts';
import { checkHere } from './check-here.ts';
import { fault, judge, type Outcome } from './judge.ts';
import type { Target } from './target.ts';
import type { WatchedGround } from './watch-ground.ts';

/** Gives an input that lies on the ground to the target, and judges what came of it and what was written. */
export async function give(target: Target, path: string, ground: WatchedGround): Promise<Outcome> {
  ground.clear();
  ground.mark();
  const engine = createEngine({ startCheck: checkHere });
  let failure: unknown = null;
  try {
    await target.run(path, { engine, input: ground.input, out: join(ground.out, 'out.trustpath') });
  } catch (error) {
    failure = error;
  } finally {
    engine.close();
  }
  const outcome = judge(failure, path);
  const strayed = ground.strayed(outcome.is === 'refused');
  if (outcome.is !== 'fault' && strayed.length > 0) return fault('wrote', strayed.slice(0, 5).join(', '));
  return outcome;
}
