import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { InventoryRow } from '../../schema/inventory.ts';
import { markAll } from '../case/case-store.ts';
import { MarksForm } from '../case/marks-form.tsx';
import { plural } from '../entity/kind.ts';
import { showFailure } from '../frame/session-store.ts';
import { chosenMachines, useMachines } from './machines-store.ts';
import { type Proposable, proposedMarks } from './proposed-marks.ts';

const PROPOSABLE: readonly (readonly [mark: Proposable, one: string, many: string])[] = [
  ['owner', 'owner', 'owners'],
  ['environment', 'environment', 'environments'],
  ['tier', 'tier', 'tiers'],
];

/** Several machine identities chosen: what is proposed of them confirmed at once, and the marks set on all of them. */
export function ChosenMachines() {
  const { rows } = useMachines((state) => state.chosen);
  // What is marked changes the rows, and with them what is left to confirm.
  const seen = useMachines((state) => state.rows);
  const [machines, setMachines] = useState<readonly InventoryRow[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the list was
  useEffect(() => {
    let wanted = true;
    chosenMachines().then((found) => wanted && setMachines(found), showFailure);
    return () => {
      wanted = false;
    };
  }, [rows, seen]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="inspector" aria-label="Inspector" tabIndex={0}>
      <article className="inspector-part" aria-label="Chosen identities">
        <section>
          <p className="entity-title">
            <strong className="grow">
              {plural(rows.size, 'machine identity', 'machine identities')} chosen
            </strong>
          </p>
        </section>
        {machines === null ? (
          <p className="muted">Reading…</p>
        ) : (
          <>
            <section aria-label="Proposed">
              <h3>Proposed</h3>
              {PROPOSABLE.map(([mark, one, many]) => {
                const marks = proposedMarks(machines, mark);
                return (
                  <button
                    key={mark}
                    type="button"
                    className="button"
                    disabled={marks.length === 0}
                    onClick={() => void markAll(marks)}
                  >
                    <Check size={14} aria-hidden /> Confirm {plural(marks.length, one, many)}
                  </button>
                );
              })}
              <p className="muted small">What is proposed counts in no answer until it is confirmed.</p>
            </section>
            <MarksForm
              entities={machines.map(({ id, crownJewel }) => ({ id, tier: crownJewel ? 0 : null }))}
            />
          </>
        )}
      </article>
    </section>
  );
}
