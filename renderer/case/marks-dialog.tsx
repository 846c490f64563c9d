import { useEffect, useState } from 'react';
import { chosenEntities } from '../commands/chosen-entity.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { closeDialog } from '../frame/dialog-store.ts';
import { Modal } from '../frame/modal.tsx';
import { showFailure } from '../frame/session-store.ts';
import type { MarkedEntity } from '../identities/several-chosen.ts';
import { MarksForm } from './marks-form.tsx';

/** Marks what is chosen, wherever that is: by keyboard alone, without the inspector. */
export function MarksDialog() {
  const [entities, setEntities] = useState<readonly MarkedEntity[]>([]);
  useEffect(() => {
    let wanted = true;
    chosenEntities().then((found) => wanted && setEntities(found), showFailure);
    return () => {
      wanted = false;
    };
  }, []);
  const [first] = entities;
  return (
    <Modal label="Mark the chosen entities" className="marks-dialog">
      <h2>
        {entities.length === 1 && first ? (
          <Name text={first.name} length={60} />
        ) : (
          plural(entities.length, 'entity', 'entities')
        )}
      </h2>
      {entities.length > 0 && <MarksForm entities={entities} />}
      <div className="row">
        <button type="button" className="button" onClick={closeDialog}>
          Close
        </button>
      </div>
    </Modal>
  );
}
