import { minute, seenWords } from '../rules/observed/seen-words.ts';
import type { Deviation, DeviationKind, Told } from './deviation.ts';
import { events, proofAt } from './deviation.ts';
import type { Seen, SeenList, SeenRow } from './seen-of.ts';
import { SENSITIVE_ACTIONS } from './sensitive-actions.ts';
import { SENSITIVE_REQUESTS } from './sensitive-requests.ts';
import { THRESHOLDS } from './thresholds.ts';

/** A list of which a name that is new in the window says something by itself. */
interface Look {
  readonly kind: DeviationKind;
  readonly list: Exclude<SeenList, 'days' | 'actions'>;
  readonly title: string;
  /** From as many names on, one more tells nothing; null where there is no such number. */
  readonly most: number | null;
  /** Whether one name before is needed, besides the baseline. */
  readonly needsOne: boolean;
  readonly why: (known: number) => string;
}

const LOOKS: readonly Look[] = [
  {
    kind: 'new-network',
    list: 'networks',
    title: 'Networks',
    most: THRESHOLDS.roamingNetworks,
    needsOne: false,
    why: (known) => `not among the networks used before (${known})`,
  },
  {
    kind: 'new-region',
    list: 'regions',
    title: 'Regions',
    most: null,
    needsOne: false,
    why: () => 'a region not used before',
  },
  {
    kind: 'new-namespace',
    list: 'namespaces',
    title: 'Namespaces',
    most: THRESHOLDS.roamingNamespaces,
    needsOne: true,
    why: (known) => `not among the namespaces acted in before (${known})`,
  },
  {
    kind: 'new-program',
    list: 'programs',
    title: 'Programs',
    most: THRESHOLDS.roamingPrograms,
    needsOne: true,
    why: (known) => `not among the programs that acted before (${known})`,
  },
  {
    kind: 'unexpected-audience',
    list: 'audiences',
    title: 'Audiences',
    most: null,
    needsOne: true,
    why: (known) => `not among the audiences that tokens were made for before (${known})`,
  },
];

/** Names that were first seen in the window: networks, regions, namespaces, programs, audiences, callers, sensitive actions. */
export function newNames(seen: Seen, since: string): Told {
  const deviations: Deviation[] = [];
  const notTold: string[] = [];
  const isNew = ({ first }: SeenRow) => first >= since;
  for (const look of LOOKS) {
    const rows = (seen[look.list] ?? []).filter(({ name }) => name !== '');
    notTold.push(...untold(seen, look, rows, isNew));
    const known = rows.filter((row) => !isNew(row)).length;
    if (rows.some(({ first }) => first === '')) continue;
    if ((look.most !== null && known >= look.most) || (look.needsOne && known === 0)) continue;
    deviations.push(...rows.filter(isNew).map((row) => named(look.kind, row, look.why(known))));
  }
  if (seen.unnamed.actions > 0) notTold.push(counted('Sensitive actions', seen.unnamed.actions));
  for (const row of seen.actions.filter(isNew)) {
    const reason = SENSITIVE_ACTIONS.get(row.name) ?? SENSITIVE_REQUESTS.get(row.name);
    if (reason !== undefined)
      deviations.push(named('new-sensitive-action', row, `${reason}; not used before`));
  }
  const callers = seen.callers.filter((row) => !isNew(row)).length;
  if (callers > 0)
    deviations.push(
      ...seen.callers
        .filter(isNew)
        .map((row) => named('new-caller', row, `not among those that asked before (${callers})`)),
    );
  return { deviations, notTold };
}

/** What of a list cannot be told, in words. */
function untold(
  seen: Seen,
  { list, title, most }: Look,
  rows: readonly SeenRow[],
  isNew: (row: SeenRow) => boolean,
): readonly string[] {
  const words: string[] = [];
  const again = 'import it again';
  const inCluster = seen.namespaces !== null;
  const unnamed = seen.unnamed[list];
  if (unnamed > 0)
    words.push(
      list === 'audiences'
        ? `Audiences: ${unnamed} tokens were asked for of which the log does not tell the audience, or past the most that an import keeps.`
        : counted(title, unnamed),
    );
  if (seen[list] === null && (list === 'networks' || list === 'audiences'))
    words.push(`${title}: the log was imported before they were kept; ${again}.`);
  if (list === 'programs' && !inCluster)
    words.push('Programs: when which one was first used is not kept of CloudTrail.');
  if (rows.some(({ first }) => first === ''))
    words.push(`${title}: the log was imported before their times were kept; ${again}.`);
  const known = rows.filter((row) => !isNew(row)).length;
  if (most !== null && known >= most)
    words.push(`${title}: ${known} were used before, so one more tells nothing (from ${most} on).`);
  return words;
}

function counted(title: string, events: number): string {
  return `${title}: ${events} events were only counted, past the most that an import keeps.`;
}

function named(kind: DeviationKind, row: SeenRow, why: string): Deviation {
  const { name, count, errors, first, last } = row;
  return {
    kind,
    name,
    at: first,
    count,
    errors,
    why,
    says: `${name}: ${events(count)} from ${minute(first)} UTC on${errors > 0 ? `, ${errors} of them in vain` : ''}; ${why}.`,
    proof: proofAt(row.refs, `${name} was seen ${seenWords({ count, errors, first, last }, [])}.`),
  };
}
