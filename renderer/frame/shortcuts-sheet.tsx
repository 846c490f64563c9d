import { COMMANDS } from '../commands/registry.ts';
import { shortcutKeys } from '../commands/shortcut.ts';
import { closeDialog } from './dialog-store.ts';
import { isMac } from './keyboard.ts';
import { Modal } from './modal.tsx';

const IN_PLACE: readonly { readonly label: string; readonly keys: readonly string[] }[] = [
  { label: 'Choose in a list or table', keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'] },
  { label: 'Open the row: trace, unfold, shortest path', keys: ['Enter'] },
  { label: 'Walk the drawing from card to card', keys: ['←', '→', '↑', '↓'] },
  { label: 'Move a card and pin it', keys: ['Shift', '←', '→', '↑', '↓'] },
  { label: 'Menu of what is chosen', keys: ['Shift', 'F10'] },
  { label: 'Next part of the window', keys: ['Tab'] },
  { label: 'Move a split', keys: ['←', '→'] },
  { label: 'Clear the box, close what is open', keys: ['Esc'] },
];

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="row keys">
      {keys.map((key) => (
        <kbd key={key} className="kbd">
          {key}
        </kbd>
      ))}
    </span>
  );
}

/** Every key there is. */
export function ShortcutsSheet() {
  return (
    <Modal label="Keyboard shortcuts" className="sheet">
      <div className="row sheet-head">
        <h2 className="grow">Keyboard shortcuts</h2>
        <button type="button" className="button" onClick={closeDialog}>
          Close
        </button>
      </div>
      <div className="sheet-columns">
        <dl className="sheet-list">
          {COMMANDS.filter((command) => command.shortcut !== null).map((command) => (
            <div key={command.id} className="sheet-row">
              <dt>{command.label}</dt>
              <dd>
                <Keys keys={shortcutKeys(command.shortcut ?? '', isMac())} />
              </dd>
            </div>
          ))}
        </dl>
        <dl className="sheet-list">
          {IN_PLACE.map(({ label, keys }) => (
            <div key={label} className="sheet-row">
              <dt>{label}</dt>
              <dd>
                <Keys keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Modal>
  );
}
