import type { EvidenceRef, ObservationId, ProofStep, Verdict } from '../../schema/records.ts';
import type { Asked } from './near-miss.ts';

/** A requirement judged: what holds with its proof, or why it does not. */
export interface Outcome {
  readonly verdict: Verdict | 'deny';
  readonly conditions: readonly string[];
  readonly steps: readonly ProofStep[];
  /** Why not, for `deny`; nothing otherwise. */
  readonly blockers: readonly Blocker[];
}

/** One reason why something does not hold. `met` counts the requirements of the same attempt that do hold. */
export interface Blocker {
  readonly observation: ObservationId | null;
  readonly pointer: string;
  readonly says: string;
  readonly met: number;
  /** Set instead of words where an evaluator's denial is told only when asked for. */
  readonly asked?: Asked;
}

const RANK = { allow: 0, conditional: 1, unknown: 2, deny: 3 } as const;

export const HOLDS: Outcome = { verdict: 'allow', conditions: [], steps: [], blockers: [] };

export function step(ref: EvidenceRef, says: string): ProofStep {
  return { observation: ref.observation, pointer: ref.pointer, says };
}

export function conditional(condition: string, steps: readonly ProofStep[] = []): Outcome {
  return { verdict: 'conditional', conditions: [condition], steps, blockers: [] };
}

/** Depends on something that was not collected; `gap` names the operation. */
export function unknown(gap: string, steps: readonly ProofStep[] = []): Outcome {
  return { verdict: 'unknown', conditions: [gap], steps, blockers: [] };
}

export function blocked(ref: EvidenceRef | null, says: string): Outcome {
  return {
    verdict: 'deny',
    conditions: [],
    steps: [],
    blockers: [{ observation: ref?.observation ?? null, pointer: ref?.pointer ?? '', says, met: 0 }],
  };
}

/** All must hold. The worst verdict is the whole's; of denials all are kept, nearest the end of the list counted as closer. */
export function all(outcomes: Iterable<Outcome>): Outcome {
  let verdict: Outcome['verdict'] = 'allow';
  const conditions = new Set<string>();
  const steps = distinctSteps();
  const blockers: Blocker[] = [];
  let met = 0;
  for (const outcome of outcomes) {
    if (RANK[outcome.verdict] > RANK[verdict]) verdict = outcome.verdict;
    if (outcome.verdict !== 'deny') met++;
    for (const condition of outcome.conditions) conditions.add(condition);
    steps.add(outcome.steps);
    for (const blocker of outcome.blockers) blockers.push(blocker);
  }
  return {
    verdict,
    conditions: [...conditions],
    steps: steps.list,
    blockers: blockers.map((each) => ({ ...each, met: each.met + met })),
  };
}

/** From here on steps are looked up instead of compared: a stranger's policy may have thousands of statements. */
const MANY = 16;

function distinctSteps(): { readonly list: ProofStep[]; add(steps: readonly ProofStep[]): void } {
  const list: ProofStep[] = [];
  let keys: Set<string> | null = null;
  const keyOf = ({ observation, pointer, says }: ProofStep) => `${observation} ${pointer} ${says}`;
  const same = (a: ProofStep, b: ProofStep) =>
    a.observation === b.observation && a.pointer === b.pointer && a.says === b.says;
  return {
    list,
    add(steps) {
      for (const step of steps) {
        if (list.length < MANY) {
          if (!list.some((known) => same(known, step))) list.push(step);
          continue;
        }
        keys ??= new Set(list.map(keyOf));
        const key = keyOf(step);
        if (keys.has(key)) continue;
        keys.add(key);
        list.push(step);
      }
    },
  };
}

/** The best of several ways; looks no further once one simply holds. */
export function any(outcomes: Iterable<Outcome>): Outcome | null {
  let best: Outcome | null = null;
  for (const outcome of outcomes) {
    if (best === null || better(outcome, best)) best = outcome;
    if (outcome.verdict === 'allow') return outcome;
  }
  return best;
}

function better(outcome: Outcome, than: Outcome): boolean {
  if (outcome.verdict === 'deny' && than.verdict === 'deny') return nearness(outcome) > nearness(than);
  return RANK[outcome.verdict] < RANK[than.verdict];
}

export function nearness(outcome: Outcome): number {
  return outcome.blockers.reduce((most, { met }) => Math.max(most, met), 0);
}
