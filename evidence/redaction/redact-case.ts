import { FINDING_RULES } from '../../analysis/findings/registry.ts';
import { type CaseAction, caseAction } from '../../schema/case/action.ts';
import {
  beginCase,
  type CaseBeginning,
  type CaseEntry,
  lineOf,
  lineToWrite,
  nextEntry,
} from '../../schema/case/log.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import type { Redactor } from './redactor.ts';

/** Their values say what an action is, and name nothing of the estate. */
const FIXED_FIELDS: ReadonlySet<string> = new Set(['do', 'mark', 'kind', 'of', 'change', 'at', 'before']);

export interface SnapshotPair {
  /** Digest of the original, and what stands in its place. */
  readonly original: string;
  readonly redacted: string;
  readonly path: string;
  /** Which document took the place of which. */
  readonly observations: ReadonlyMap<string, string>;
}

/**
 * The log of a case again, action by action at its time, with pseudonyms in the place of names and a chain of its own.
 * Where the snapshot is named, its redacted one is; the digest of any other becomes a pseudonym.
 * @returns the lines of the new file
 * @throws TrustpathError `input-refused` for an action that has no form with pseudonyms
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
  for (const { action, at, undoes } of entries) {
    const entry = nextEntry(head, redactAction(action, redactor, pair), at, undoes);
    lines.push(lineToWrite(entry));
    head = entry;
  }
  return lines;
}

function redactAction(action: CaseAction, redactor: Redactor, pair: SnapshotPair): CaseAction {
  const changed = caseAction.safeParse(
    withPlaces(
      redactor.document(action as unknown as Json, FIXED_FIELDS) as unknown as CaseAction,
      action,
      redactor,
      pair,
    ),
  );
  if (changed.success) return changed.data;
  throw new TrustpathError(
    'input-refused',
    `The action "${action.do}" of the case has no form with pseudonyms: ${changed.error.issues[0]?.message ?? 'it does not fit'}.`,
  );
}

/** What is named otherwise than by a name: snapshots, findings, places in documents. */
function withPlaces(
  changed: CaseAction,
  original: CaseAction,
  redactor: Redactor,
  pair: SnapshotPair,
): CaseAction {
  if (changed.do === 'attach-snapshot' && original.do === 'attach-snapshot')
    return original.digest === pair.original
      ? { ...changed, digest: pair.redacted, path: pair.path }
      : { ...changed, digest: digestOf(original.digest, redactor, pair) };
  if (changed.do === 'detach-snapshot' && original.do === 'detach-snapshot')
    return { ...changed, digest: digestOf(original.digest, redactor, pair) };
  if (changed.do === 'drill' && original.do === 'drill' && changed.drill && original.drill)
    return {
      ...changed,
      drill: { ...changed.drill, snapshot: digestOf(original.drill.snapshot, redactor, pair) },
    };
  if (changed.do === 'run-drill' && original.do === 'run-drill' && changed.run && original.run)
    return {
      ...changed,
      run: { ...changed.run, snapshot: digestOf(original.run.snapshot, redactor, pair) },
    };
  if (changed.do === 'exception' && original.do === 'exception' && changed.exception) {
    const scope = original.exception?.scope;
    if (scope?.of !== 'finding') return changed;
    return {
      ...changed,
      exception: {
        ...changed.exception,
        scope: { of: 'finding', finding: findingOf(scope.finding, redactor) },
      },
    };
  }
  if (changed.do !== 'keep-scenario' || original.do !== 'keep-scenario' || changed.scenario === null)
    return changed;
  const before = original.scenario?.changes ?? [];
  const changes = changed.scenario.changes.map((change, index) => {
    const from = before[index];
    if (from === undefined || !('at' in from) || !('at' in change)) return change;
    const there = pair.observations.get(from.at.observation) ?? from.at.observation;
    const at = {
      observation: there as typeof from.at.observation,
      pointer: redactor.pointer(from.at.pointer),
    };
    return { ...change, at };
  });
  return { ...changed, scenario: { ...changed.scenario, changes } };
}

function digestOf(digest: string, redactor: Redactor, pair: SnapshotPair): string {
  return digest === pair.original ? pair.redacted : redactor.text(digest);
}

/** A finding is named by its rule and what it is about. */
function findingOf(finding: string, redactor: Redactor): string {
  const end = finding.indexOf(':');
  const rule = finding.slice(0, Math.max(0, end));
  return FINDING_RULES.some(({ id }) => id === rule)
    ? rule + redactor.text(finding.slice(end))
    : redactor.text(finding);
}
