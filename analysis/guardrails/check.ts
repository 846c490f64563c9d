import type { Relation } from '../../schema/records.ts';
import { INCLUDE_ALL } from '../graph/graph.ts';
import { reach } from '../graph/reach.ts';
import type { Derivation } from '../scenario/derivation.ts';
import { usesLeftBehind } from '../scenario/left-behind.ts';
import { type ObservedUse, observedUse } from '../scenario/observed-use.ts';
import { type WhatIf, whatIf } from '../scenario/what-if.ts';
import type { GuardrailCheck, GuardrailContext, GuardrailDraft } from './guardrail.ts';
import { successionOf } from './succession.ts';
import { admissionCase, tried } from './trials.ts';
import { bestVerdicts, keyOf, lessThanBefore, RANK } from './verdicts.ts';

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
  const succession = successionOf(draft.takesOver ?? [], before, outcome.after, verdicts);
  const notBroken = draft.breaks.filter((relation) => !isBroken(relation));
  const notKept = [
    ...keeps.filter((relation) => !isKept(relation)),
    ...succession.missing,
    ...(draft.keepsAll === true ? lessThanBefore(outcome.relations) : []),
  ];
  const kept = [...keeps.filter(isKept), ...succession.taken];
  const waysTo = new Set(kept.filter(({ kind }) => kind === 'can-assume').map(({ to }) => to));
  const stillRuns = new Set(
    outcome.after.relations.filter(({ kind }) => kind === 'runs-as').map(({ to }) => to),
  );
  // Which way a role was used, and which permission of an account that something runs as, is not told by the use; and what
  // runs on as an account with the same permissions has lost none.
  const isUnattributed = ({ entity, at }: ObservedUse) =>
    waysTo.has(entity) || (at === null && (stillRuns.has(entity) || succession.runOn.has(entity)));
  const uses = observedUse(outcome.relations.lost, before.estates, outcome.made);
  const usesLost = [...usesLeftBehind(before, outcome), ...uses.filter((use) => !isUnattributed(use))];
  const opened = newlyReached(outcome, before, new Set((draft.takesOver ?? []).map(({ now }) => now)));
  const asked = [
    ...cases,
    ...admissionCase(draft, outcome),
    ...(draft.trials ?? []).map((trial) => tried(trial, before, signal)),
  ];
  const answers = asked.every(({ wanted, got }) => wanted === got);
  const holds = notBroken.length + notKept.length + usesLost.length + opened.length === 0 && answers;
  const some = draft.breaks.length > 0 || asked.length > 0;
  return {
    verdict: !holds ? 'fails' : some ? 'holds' : 'harmless',
    broken: draft.breaks.filter(isBroken),
    notBroken,
    kept,
    notKept,
    usesLost,
    usesUnattributed: uses.filter(isUnattributed),
    opened,
    refused: outcome.refused,
    pathsEnded: outcome.lost.length,
    pathsLeft: outcome.left.length,
    cases: asked,
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
  refused: [],
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

/**
 * Of relations that were not there before, those to what their start did not reach anyhow: rules do not tell what follows
 * from a larger power, and tell it once that is gone. What an account can that is new, or that takes another's place, opens
 * nothing where everything that leads to the account reached it before.
 */
function newlyReached(
  { relations, after }: Pick<WhatIf, 'relations' | 'after'>,
  before: Derivation,
  successors: ReadonlySet<string>,
): readonly Relation[] {
  const isNew = (id: string) => {
    const entity = after.entities[after.numbers.get(id) ?? -1];
    return entity?.collected === true && !before.numbers.has(id);
  };
  const stands = (id: string) => successors.has(id) || isNew(id);
  const reached = new Map<string, ReadonlySet<number>>();
  const reaches = (from: string, to: string): boolean => {
    const [start, end] = [before.numbers.get(from), before.numbers.get(to)];
    if (start === undefined || end === undefined) return false;
    let known = reached.get(from);
    if (known === undefined) {
      known = new Set(reach(before.graph, start, { include: INCLUDE_ALL }).index);
      reached.set(from, known);
    }
    return start === end || known.has(end);
  };
  const leadingTo = new Map<string, readonly string[]>();
  const startsOf = (id: string): readonly string[] => {
    let starts = leadingTo.get(id);
    if (starts === undefined) {
      leadingTo.set(id, []);
      const direct = after.relations.filter(({ to }) => to === id).map(({ from }) => from);
      starts = direct.flatMap((each) => (stands(each) ? startsOf(each) : [each]));
      leadingTo.set(id, starts);
    }
    return starts;
  };
  return relations.gained.filter(({ from, to }) => {
    if (isNew(to)) return false;
    // Of an account that was there, what it can was there as well, and comes to who is given it.
    const ends = successors.has(to)
      ? after.relations.flatMap((each) => (each.from === to && each.to !== to ? [each.to] : []))
      : [to];
    const starts = stands(from) ? startsOf(from) : [from];
    return starts.some((start) => ends.some((end) => !reaches(start, end)));
  });
}
