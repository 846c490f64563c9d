import type { Relation, Verdict } from '../../schema/records.ts';
import { INCLUDE_ALL } from '../graph/graph.ts';
import { reach } from '../graph/reach.ts';
import type { Derivation } from '../scenario/derivation.ts';
import { type ObservedUse, observedUse } from '../scenario/observed-use.ts';
import { whatIf } from '../scenario/what-if.ts';
import type { GuardrailCheck, GuardrailContext, GuardrailDraft } from './guardrail.ts';

/**
 * Tries a guardrail: makes the changes that stand for it, derives again, and looks at what had to break and what had to stay.
 * @throws TrustpathError where a change cannot be made in this snapshot, or `cancelled`
 */
export function checkGuardrail(
  draft: GuardrailDraft,
  { before }: GuardrailContext,
  signal?: AbortSignal,
): GuardrailCheck {
  const { cases } = draft;
  const answered = cases.every(({ wanted, got }) => wanted === got);
  if (draft.changes.length === 0) {
    const verdict = cases.length === 0 ? 'untried' : answered ? 'holds' : 'fails';
    return { ...NOTHING, verdict, notBroken: draft.breaks, cases };
  }
  const outcome = whatIf(before, { changes: [...draft.changes] }, signal);
  const verdicts = bestVerdicts(outcome.after.relations);
  const isBroken = (relation: Relation): boolean => {
    const left = verdicts.get(keyOf(relation));
    if (left === undefined) return true;
    return draft.conditionBreaks === true && RANK[left] > RANK[relation.verdict];
  };
  const taken = new Set(takenWays(before));
  const keeps = [...new Set([...draft.keeps, ...taken])];
  const isKept = (relation: Relation): boolean => {
    const left = verdicts.get(keyOf(relation));
    if (left === undefined) return false;
    // A way that was taken holds on the guardrail’s own condition; whether that lets it through, its cases say.
    if (draft.conditionBreaks === true && taken.has(relation)) return true;
    return RANK[left] <= RANK[relation.verdict];
  };
  const notBroken = draft.breaks.filter((relation) => !isBroken(relation));
  const notKept = keeps.filter((relation) => !isKept(relation));
  const kept = keeps.filter(isKept);
  const waysTo = new Set(kept.filter(({ kind }) => kind === 'can-assume').map(({ to }) => to));
  const stillRuns = new Set(
    outcome.after.relations.filter(({ kind }) => kind === 'runs-as').map(({ to }) => to),
  );
  // Which way a role was used, and which permission of an account that something runs as, is not told by the use.
  const isUnattributed = ({ entity, at }: ObservedUse) =>
    waysTo.has(entity) || (at === null && stillRuns.has(entity));
  const uses = observedUse(outcome.relations.lost, before.estates, draft.changes);
  const usesLost = uses.filter((use) => !isUnattributed(use));
  const opened = newlyReached(outcome.relations.gained, before);
  const holds = notBroken.length + notKept.length + usesLost.length + opened.length === 0 && answered;
  const some = draft.breaks.length > 0 || cases.length > 0;
  return {
    verdict: !holds ? 'fails' : some ? 'holds' : 'harmless',
    broken: draft.breaks.filter(isBroken),
    notBroken,
    kept,
    notKept,
    usesLost,
    usesUnattributed: uses.filter(isUnattributed),
    opened,
    pathsEnded: outcome.lost.length,
    pathsLeft: outcome.left.length,
    cases,
  };
}

const NOTHING: Omit<GuardrailCheck, 'verdict' | 'cases'> = {
  broken: [],
  notBroken: [],
  kept: [],
  notKept: [],
  usesLost: [],
  usesUnattributed: [],
  opened: [],
  pathsEnded: 0,
  pathsLeft: 0,
};

/** Ways that a log saw somebody take: whatever a guardrail is for, they stay. */
function takenWays({ relations }: Derivation): readonly Relation[] {
  const seen = new Set(
    relations.filter(({ kind }) => kind === 'was-seen-assuming').map(({ from, to }) => `${from}\n${to}`),
  );
  return relations.filter(({ kind, from, to }) => kind === 'can-assume' && seen.has(`${from}\n${to}`));
}

function bestVerdicts(relations: readonly Relation[]): ReadonlyMap<string, Verdict> {
  const best = new Map<string, Verdict>();
  for (const relation of relations) {
    const key = keyOf(relation);
    const known = best.get(key);
    if (known === undefined || RANK[relation.verdict] < RANK[known]) best.set(key, relation.verdict);
  }
  return best;
}

/**
 * Of relations that were not there before, those to what their start did not reach anyhow: rules do not tell what follows
 * from a larger power, and tell it once that is gone.
 */
function newlyReached(gained: readonly Relation[], before: Derivation): readonly Relation[] {
  const reached = new Map<string, ReadonlySet<number>>();
  return gained.filter(({ from, to }) => {
    const [start, end] = [before.numbers.get(from), before.numbers.get(to)];
    if (start === undefined || end === undefined) return true;
    let known = reached.get(from);
    if (known === undefined) {
      known = new Set(reach(before.graph, start, { include: INCLUDE_ALL }).index);
      reached.set(from, known);
    }
    return !known.has(end);
  });
}

const RANK = { allow: 0, conditional: 1, unknown: 2 } as const;

function keyOf({ from, to, kind, rule }: Relation): string {
  return `${from}\n${to}\n${kind}\n${rule}`;
}
