import { describe, expect, it } from 'vitest';
import type { Answer } from '../investigate/answer.ts';
import { NO_EDITS } from '../investigate/view-edits.ts';
import type { CommandState } from './command.ts';
import { COMMANDS } from './registry.ts';

const nothing: CommandState = {
  view: 'start',
  snapshotOpen: false,
  answer: null,
  canGoBack: false,
  canGoForward: false,
  entity: null,
  hops: [],
  edits: NO_EDITS.now,
  canUndo: false,
  canRedo: false,
  drawing: false,
  caseCanUndo: false,
  caseCanRedo: false,
  measured: false,
  scenarioBegun: false,
};
const can = (id: string, state: Partial<CommandState>) =>
  COMMANDS.find((command) => command.id === id)?.when({ ...nothing, ...state });
const recognition: Answer = { kind: 'recognition', recognised: [] };
const exposure = { kind: 'exposure', to: { id: 'x', name: 'x' }, unknowns: [] } as unknown as Answer;

describe('commands', () => {
  it('have ids and shortcuts of their own', () => {
    const ids = COMMANDS.map((command) => command.id);
    const shortcuts = COMMANDS.flatMap((command) => command.shortcut ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it('that need no snapshot can be run at once', () => {
    const possible = COMMANDS.filter((command) => command.when(nothing)).map((command) => command.id);
    expect(possible).toContain('open-snapshot');
    expect(possible).toContain('ask');
    expect(possible).not.toContain('go-identities');
    expect(possible).not.toContain('go-back');
  });

  it('export only an answer that came from a snapshot', () => {
    expect(can('export-evidence', { snapshotOpen: true })).toBe(false);
    expect(can('export-evidence', { snapshotOpen: true, answer: recognition })).toBe(false);
    expect(can('export-evidence', { snapshotOpen: false, answer: exposure })).toBe(false);
    expect(can('export-evidence', { snapshotOpen: true, answer: exposure })).toBe(true);
  });

  it('show a part only of an answer that has it', () => {
    expect(can('show-containment', { snapshotOpen: true, answer: exposure })).toBe(false);
    const path = { kind: 'path', from: { id: 'x', name: 'x' }, paths: [], unknowns: [] } as unknown as Answer;
    expect(can('show-paths', { snapshotOpen: true, answer: path })).toBe(true);
    expect(can('show-paths', { snapshotOpen: false, answer: path })).toBe(false);
  });

  it('act on an entity only while one is chosen', () => {
    expect(can('entity-reaches', { snapshotOpen: true })).toBe(false);
    expect(can('entity-reaches', { snapshotOpen: true, entity: 'arn:aws:iam::111122223333:user/a' })).toBe(
      true,
    );
  });

  it('go back and forward only where there is a way', () => {
    expect(can('go-back', { canGoBack: true })).toBe(true);
    expect(can('go-forward', { canGoBack: true })).toBe(false);
  });
});
