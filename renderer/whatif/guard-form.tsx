import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { Name } from '../entity/name.tsx';
import { EntityPicker } from '../investigate/entity-picker.tsx';
import { planChanges } from './whatif-store.ts';

/** Adds a guard: it changes nothing, and says with every try whether a path leads from the one to the other. */
export function GuardForm({ handle, onDone }: { readonly handle: string; readonly onDone: () => void }) {
  const [from, setFrom] = useState<EntityRecord | null>(null);
  const [to, setTo] = useState<EntityRecord | null>(null);
  const end = (
    label: string,
    chosen: EntityRecord | null,
    choose: (entity: EntityRecord | null) => void,
    first: boolean,
  ) =>
    chosen ? (
      <button
        type="button"
        className="button"
        title={`${label}: choose another`}
        onClick={() => choose(null)}
      >
        <Name text={chosen.name} length={36} />
      </button>
    ) : (
      <EntityPicker label={label} placeholder={label} handle={handle} autoFocus={first} onPick={choose} />
    );
  return (
    <div className="row wrap guard-form">
      <span className="muted">Nothing may lead from</span>
      {end('From', from, setFrom, true)}
      <span className="muted">to</span>
      {end('To', to, setTo, false)}
      <button
        type="button"
        className="button"
        disabled={!from || !to}
        onClick={() => {
          if (!from || !to) return;
          const title = `Guard: nothing leads from ${from.name} to ${to.name}`;
          planChanges(handle, [{ title, change: { change: 'guard', from: from.id, to: to.id } }]);
          onDone();
        }}
      >
        <ShieldCheck size={14} aria-hidden /> Guard it
      </button>
      <button type="button" className="button quiet" onClick={onDone}>
        Close
      </button>
    </div>
  );
}
