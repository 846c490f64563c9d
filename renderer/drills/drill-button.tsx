import { Siren } from 'lucide-react';
import { showProgrammePart } from '../programme/programme-store.ts';
import { useDrill } from './drill-store.ts';

/** Leads back to the drill that is under way from wherever somebody is. */
export function DrillButton() {
  const running = useDrill((state) => state.running);
  if (!running) return null;
  return (
    <button
      type="button"
      className="button quiet fixed"
      title={running.endedAt === null ? 'A drill is under way' : 'A drill has ended and is not recorded yet'}
      onClick={() => showProgrammePart('drills')}
    >
      <Siren size={14} aria-hidden /> {running.endedAt === null ? 'Drill' : 'Drill to record'}
    </button>
  );
}
