import { type CaseAction, caseAction } from '../../schema/case/action.ts';
import { beginCase, type CaseBeginning, type CaseEntry, lineOf, nextEntry } from '../../schema/case/log.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import type { Redactor } from './redactor.ts';

/** Their values say what an action is, and name nothing of the estate. */
const FIXED_FIELDS: ReadonlySet<string> = new Set([
  'do',
  'mark',
  'kind',
  'format',
  'tier',
  'change',
  'observation',
  'pointer',
  'at',
  'before',
]);

export interface SnapshotPair {
  /** Digest of the original, and what stands in its place. */
  readonly original: string;
  readonly redacted: string;
  readonly path: string;
  /** Which document took the place of which. */
  readonly observations: ReadonlyMap<string, string>;
}

/**
 * The log of a case again, action by action at its time, with pseudonyms in the place of names and a chain of its own. A
 * snapshot that is named becomes its redacted one; any other has no counterpart and is left out.
 * @returns the lines of the new file
 */
export function redactCase(
  beginning: CaseBeginning,
  entries: Iterable<CaseEntry>,
  redactor: Redactor,
  pair: SnapshotPair,
): string[] {
  const open = beginCase(redactor.text(beginning.title).slice(0, 256), beginning.at, beginning.by);
  const lines = [lineOf(open)];
  let head: { readonly number: number; readonly hash: string } = { number: 0, hash: open.hash };
  for (const { action, at } of entries) {
    const changed = redactAction(action, redactor, pair);
    if (changed === null) continue;
    const entry = nextEntry(head, changed, at);
    lines.push(lineOf(entry));
    head = entry;
  }
  return lines;
}

function redactAction(action: CaseAction, redactor: Redactor, pair: SnapshotPair): CaseAction | null {
  if (action.do === 'attach-snapshot') {
    if (action.digest !== pair.original) return null;
    return { ...action, digest: pair.redacted, path: pair.path, title: redactor.text(action.title) };
  }
  const changed = caseAction.safeParse(
    redactor.document(withPlaces(action, redactor, pair) as unknown as Json, FIXED_FIELDS),
  );
  if (!changed.success)
    throw new TrustpathError(
      'input-refused',
      `The action "${action.do}" of the case has no form with pseudonyms: ${changed.error.issues[0]?.message ?? 'it does not fit'}.`,
    );
  return changed.data;
}

/** Changes of a scenario that name a place in a document name it in the document that took its place. */
function withPlaces(action: CaseAction, redactor: Redactor, { observations }: SnapshotPair): CaseAction {
  if (action.do !== 'keep-scenario' || action.scenario === null) return action;
  const changes = action.scenario.changes.map((change) => {
    if (!('at' in change)) return change;
    const { observation, pointer } = change.at;
    const there = observations.get(observation) ?? observation;
    return {
      ...change,
      at: { observation: there as typeof observation, pointer: redactor.pointer(pointer) },
    };
  });
  return { ...action, scenario: { ...action.scenario, changes } };
}
