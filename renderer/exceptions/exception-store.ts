import { create } from 'zustand';
import { inCase } from '../case/case-store.ts';
import { chosenEntities } from '../commands/chosen-entity.ts';
import { chosenFinding } from '../findings/findings-store.ts';
import { closeDialog, openDialog } from '../frame/dialog-store.ts';
import { showFailure } from '../frame/session-store.ts';
import { chosenPath } from '../investigate/chosen-path.ts';
import { type Coverable, type Draft, exceptionOf, type Scope } from './exception-form.ts';

/** What the dialog offers to except; the first is what was chosen. */
export const useExceptionDialog = create<{ readonly offered: readonly Coverable[] }>(() => ({ offered: [] }));

function open(offered: readonly Coverable[]): void {
  if (offered.length === 0) return;
  useExceptionDialog.setState({ offered });
  openDialog('exception');
}

const entityScope = (id: string, name: string): Coverable => ({
  scope: { of: 'entity', entity: id },
  label: `All that is found about ${name}, and paths that start at it or cross it`,
});

/** Opens the dialog for the finding chosen in Findings. */
export function exceptChosenFinding(): void {
  const finding = chosenFinding();
  if (!finding) return;
  open([
    { scope: { of: 'finding', finding: finding.id }, label: `This finding: ${finding.title}` },
    entityScope(finding.entity, finding.entity),
  ]);
}

/** Opens the dialog for the path chosen in Investigate. */
export function exceptChosenPath(): void {
  const path = chosenPath();
  if (!path) return;
  const { from, to } = path;
  open([{ scope: { of: 'path', from, to }, label: `Paths from ${from} to ${to}` }, entityScope(from, from)]);
}

/** Of many entities chosen in a list, how many are offered. */
const MOST_OFFERED = 100;

/** Opens the dialog for the entity in the inspector, or one of those chosen in a list. */
export async function exceptChosenEntity(): Promise<void> {
  try {
    const entities = await chosenEntities();
    open(entities.slice(0, MOST_OFFERED).map(({ id, name }) => entityScope(id, name)));
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Grants an exception in the case, which is begun first where none is open. Stays open where that was not done. */
export async function grantException(draft: Draft, scope: Scope): Promise<void> {
  const exception = exceptionOf(draft, scope, new Date().toISOString());
  if (await inCase({ do: 'exception', id: crypto.randomUUID(), exception })) closeDialog();
}
