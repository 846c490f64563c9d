import type { CaseAction } from '../../schema/case/action.ts';
import { openCase, readCaseLog } from '../../schema/case/case-file.ts';

/** What an engine said of the log when it had done an action. */
export interface Acknowledged {
  readonly number: number;
  readonly hash: string;
}

/**
 * Compares a case file with what was acknowledged. As each line holds the hash of the one before, an entry that is there
 * with its hash says that all before it are there unaltered. Answers what is wrong (empty where nothing is) and how many
 * entries are there that nobody was told of.
 */
export function compareWithLog(
  path: string,
  acknowledged: readonly Acknowledged[],
  /** How many may be there besides: more than one only where acknowledgements themselves get lost on their way. */
  mostUnacknowledged = 1,
): { readonly lost: readonly string[]; readonly unacknowledged: number } {
  const { total, entries } = readCaseLog(path, { limit: 1_000_000 });
  const hashes = new Map(entries.map(({ number, hash }) => [number, hash]));
  const lost = acknowledged
    .filter(({ number, hash }) => hashes.get(number) !== hash)
    .map(({ number }) => `${path}: action ${number} was acknowledged and is not there`);
  const last = acknowledged.at(-1)?.number ?? total;
  const unacknowledged = total - last;
  if (unacknowledged > mostUnacknowledged)
    lost.push(`${path}: ${unacknowledged} actions are there after the last acknowledged one, ${last}`);
  // What its lines add up to can be read, too.
  openCase(path);
  return { lost, unacknowledged: Math.max(0, unacknowledged) };
}

/** A small or large action, of those that an analyst does. */
export function someAction(random: () => number, number: number): CaseAction {
  const entity = `arn:aws:iam::111122223333:role/r${Math.floor(random() * 50)}`;
  const kind = Math.floor(random() * 5);
  if (kind === 0) return { do: 'mark', entity, mark: 'crown-jewel', value: random() < 0.5 };
  if (kind === 1) return { do: 'mark', entity, mark: 'note', value: 'x'.repeat(1 + random() * 10_000) };
  if (kind === 2) return { do: 'pin', question: 'q', entity, at: [random() * 900, random() * 900] };
  if (kind === 3) {
    const marks = Array.from({ length: 1 + Math.floor(random() * 100) }, (_, index) => ({
      entity: `${entity}-${index}`,
      mark: 'tier' as const,
      value: 1 as const,
    }));
    return { do: 'mark-all', marks };
  }
  const document = { Statement: 'y'.repeat(random() * 50_000) };
  return {
    do: 'keep-scenario',
    id: `s${Math.floor(random() * 5)}`,
    title: `Scenario ${number}`,
    scenario: { changes: [{ change: 'set-trust', role: entity, document }] },
  };
}
