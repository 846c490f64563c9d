import { Command } from 'cmdk';
import { useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { commandState, possibleCommands } from '../commands/command-state.ts';
import { shortcutKeys } from '../commands/shortcut.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf, originOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { askCredential, askFrom } from '../investigate/ask.ts';
import { useSuggestions } from '../investigate/entity-picker.tsx';
import { looksSecret } from '../investigate/looks-secret.ts';
import { closeDialog } from './dialog-store.ts';
import { isMac } from './keyboard.ts';
import { Modal } from './modal.tsx';
import { go } from './navigation-store.ts';
import { useSession } from './session-store.ts';

/** Words of the search that a command's label or keywords hold, all of them. */
export function fits(search: string, label: string, keywords: readonly string[]): boolean {
  const text = `${label} ${keywords.join(' ')}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Every command that can be run now, and every entity, by typing a part of its name. */
export function Palette() {
  const [search, setSearch] = useState('');
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const secret = looksSecret(search);
  const entities = useSuggestions(handle, secret ? '' : search);
  const [commands] = useState(() =>
    possibleCommands(commandState()).filter((command) => command.id !== 'show-palette'),
  );
  const shown = secret ? [] : commands.filter((command) => fits(search, command.label, command.keywords));
  const values = [
    ...(secret ? ['recognise'] : []),
    ...shown.map((command) => `command ${command.id}`),
    ...entities.map((entity) => `entity ${entity.index}`),
  ];
  // Enter runs what is marked: never what was marked before the last letter.
  const [marked, setMarked] = useState('');
  const value = values.includes(marked) ? marked : (values[0] ?? '');
  const trace = (entity: EntityRecord) => {
    closeDialog();
    go('investigate');
    void askFrom(entity);
  };
  const recognise = (text: string) => {
    setSearch('');
    closeDialog();
    go('investigate');
    void askCredential(text.trim());
  };
  return (
    <Modal label="Commands and entities" className="palette">
      <Command
        label="Commands and entities"
        shouldFilter={false}
        loop
        value={value}
        onValueChange={setMarked}
      >
        <Command.Input
          className={secret ? 'palette-input masked' : 'palette-input'}
          placeholder={
            handle === null ? 'Type a command' : 'Type a command or the name of an entity; kind:role narrows'
          }
          autoFocus
          spellCheck={false}
          value={search}
          onValueChange={(text) => {
            setSearch(text);
            setMarked('');
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (!looksSecret(pasted)) return;
            event.preventDefault();
            recognise(pasted);
          }}
        />
        <Command.List className="palette-list" label="Found">
          {secret && (
            <Command.Item value="recognise" className="palette-item" onSelect={() => recognise(search)}>
              Recognise what was typed as a credential
            </Command.Item>
          )}
          {!secret && shown.length === 0 && entities.length === 0 && (
            <p className="palette-none muted">Nothing is called that.</p>
          )}
          {shown.length > 0 && (
            <Command.Group heading="Commands">
              {shown.map((command) => (
                <Command.Item
                  key={command.id}
                  value={`command ${command.id}`}
                  className="palette-item"
                  onSelect={() => {
                    closeDialog();
                    void command.run();
                  }}
                >
                  <span className="grow">{command.label}</span>
                  {command.shortcut !== null &&
                    shortcutKeys(command.shortcut, isMac()).map((key) => (
                      <kbd key={key} className="kbd">
                        {key}
                      </kbd>
                    ))}
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {entities.length > 0 && (
            <Command.Group heading="Entities">
              {entities.map((entity) => (
                <Command.Item
                  key={entity.index}
                  value={`entity ${entity.index}`}
                  className="palette-item"
                  onSelect={() => trace(entity)}
                >
                  <EntityIcon kind={entity.kind} />
                  <span className="grow clip">
                    <Name text={entity.name} length={48} /> <JewelMark tier={entity.tier} />
                  </span>
                  <span className="muted small">
                    {kindOf(entity.kind).label} · <Name text={originOf(entity)} length={28} />
                  </span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </Modal>
  );
}
