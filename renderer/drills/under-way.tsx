import { useDrill } from './drill-store.ts';
import { ReviewDrill } from './review-drill.tsx';
import { RunningDrill } from './running-drill.tsx';
import './drills.css';

/** The drill that is under way, whatever snapshot is open: it goes on, or it has ended and is not recorded yet. */
export function UnderWay() {
  const running = useDrill((state) => state.running);
  if (!running) return null;
  return running.endedAt === null ? <RunningDrill running={running} /> : <ReviewDrill running={running} />;
}
