import { useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { Name } from '../entity/name.tsx';
import { closeDialog, useDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { go } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { askPath, askWhyNot } from './ask.ts';
import { EntityPicker } from './entity-picker.tsx';

/** Chooses two entities and asks why one does, or does not, reach the other. */
export function WhyNotDialog() {
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const [from, setFrom] = useState(useDialog.getState().from);
  const [to, setTo] = useState<EntityRecord | null>(null);
  if (handle === null) return null;
  const end = (
    label: string,
    chosen: EntityRecord | null,
    choose: (entity: EntityRecord | null) => void,
    first: boolean,
  ) => (
    <div className="field">
      <span>{label}</span>
      {chosen ? (
        <button type="button" className="button" title="Choose another" onClick={() => choose(null)}>
          <EntityIcon kind={chosen.kind} />
          <Name text={chosen.name} length={48} />
        </button>
      ) : (
        <EntityPicker
          key={label}
          label={label}
          placeholder="Name or identifier"
          handle={handle}
          autoFocus={first}
          onPick={choose}
        />
      )}
    </div>
  );
  const ask = (question: (from: EntityRecord, to: EntityRecord) => Promise<void>) => {
    if (!from || !to) return;
    closeDialog();
    go('investigate');
    void question(from, to);
  };
  return (
    <Modal label="Why, or why not?" className="why-dialog">
      <h2>Why, or why not?</h2>
      {end('From', from, setFrom, true)}
      {end('To', to, setTo, from !== null)}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={!from || !to}
          onClick={() => ask(askWhyNot)}
        >
          Explain the direct relation
        </button>
        <button type="button" className="button" disabled={!from || !to} onClick={() => ask(askPath)}>
          Find paths
        </button>
        <button type="button" className="button quiet" onClick={closeDialog}>
          Close
        </button>
      </div>
    </Modal>
  );
}
