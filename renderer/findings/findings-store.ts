import { create } from 'zustand';
import type { Finding, FindingRuleRecord } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import type { FindingFormat } from '../../schema/findings.ts';
import type { CaseState } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure, fileName, showFailure, useSession } from '../frame/session-store.ts';
import { copyText, fromShell, shell } from '../shell.ts';
import { type Filter, filtered, NO_FILTER } from './filter-findings.ts';

interface FindingsState {
  /** The snapshot that the findings are of, and the case whose exceptions they tell of. */
  readonly handle: string | null;
  readonly counted: CaseState | null;
  /** Null while they are being found. */
  readonly findings: readonly Finding[] | null;
  /** What finding them does now, unless a person stopped it. */
  readonly doing: string;
  readonly stopped: boolean;
  readonly rules: ReadonlyMap<string, FindingRuleRecord>;
  readonly filter: Filter;
  /** The id of the finding chosen. */
  readonly selected: string | null;
  readonly failure: TrustpathError | null;
  /** Where the last export went. */
  readonly exported: string | null;
}

const FIRST = 'Looking for what is wrong';

export const useFindings = create<FindingsState>(() => ({
  handle: null,
  counted: null,
  findings: null,
  doing: FIRST,
  stopped: false,
  rules: new Map(),
  filter: NO_FILTER,
  selected: null,
  failure: null,
  exported: null,
}));

let running: AbortController | null = null;

/** Gives it up because nobody looks any more. */
export function leaveFindings(): void {
  running?.abort();
}

export function stopFinding(): void {
  leaveFindings();
  useFindings.setState({ stopped: true });
}

/** Asks once for each snapshot, which does not change, and each state of the case, whose exceptions do. */
export async function findAll(handle: string, counted: CaseState | null): Promise<void> {
  running?.abort();
  const state = useFindings.getState();
  const isSame = isSameSnapshot(state.handle, handle);
  if (isSame && state.counted === counted && state.findings !== null) {
    useFindings.setState({ handle });
    return;
  }
  // Another exception is no reason to lose the place in the list.
  if (!isSame) useFindings.setState({ findings: null, selected: null, filter: NO_FILTER });
  useFindings.setState({ handle, failure: null, exported: null, doing: FIRST, stopped: false });
  const own = new AbortController();
  running = own;
  const { signal } = own;
  const onProgress = ({ detail }: { readonly detail: string }) => {
    if (running === own) useFindings.setState({ doing: detail });
  };
  try {
    const [{ findings }, { rules }] = await Promise.all([
      engine.request('findings', { handle }, { signal, onProgress }),
      engine.request('findings.rules', {}, { signal }),
    ]);
    if (running !== own) return;
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    useFindings.setState({ findings, counted, rules: byId });
  } catch (thrown) {
    if (!signal.aborted) useFindings.setState({ failure: asFailure(thrown) });
  }
}

export function setFilter(change: Partial<Filter>): void {
  useFindings.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

/** The finding chosen, where it is among those shown; the first, as long as nobody chose. */
export function chosenFinding(): Finding | null {
  const { findings, filter, selected } = useFindings.getState();
  const shown = filtered(findings ?? [], filter);
  return (selected === null ? shown[0] : shown.find(({ id }) => id === selected)) ?? null;
}

const NAMES: Readonly<Record<FindingFormat, string>> = {
  csv: 'findings.csv',
  sarif: 'findings.sarif',
  ocsf: 'findings.ocsf.ndjson',
};

/** Asks for a place and has the engine write every finding there. */
export async function exportFindings(format: FindingFormat): Promise<void> {
  const { snapshot } = useSession.getState();
  if (!snapshot) return;
  try {
    const { path } = await fromShell(shell().chooseSavePath(format, NAMES[format]));
    if (path === null) return;
    const written = await engine.request('findings.export', { handle: snapshot.handle, format, out: path });
    useFindings.setState({ exported: `${written.count} written to ${fileName(written.path ?? path)}` });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function copyChosen(as: (finding: Finding) => string): Promise<void> {
  const finding = chosenFinding();
  if (!finding) return;
  await copyText(as(finding)).catch(showFailure);
}
