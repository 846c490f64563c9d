import type { EvidenceRef, ProofStep } from '../../schema/records.ts';
import {
  type Asker,
  type DecideOptions,
  decide,
  guardsOfResource,
  type PowerSet,
} from '../aws/estate/permissions.ts';
import type { Decision } from '../aws/evaluate/types.ts';
import type { Outcome } from './outcome.ts';

/** Who asks, and where it stands in the evidence. */
export interface NamedAsker extends Asker {
  readonly name: string;
  readonly ref: EvidenceRef;
}

const NONE: readonly never[] = [];
const steps = new WeakMap<Decision, readonly ProofStep[]>();

/**
 * Asks the evaluator, and gives its decision as an outcome: the observed statements that decided are the proof. A denial
 * keeps what was asked, so that words are found only when a person wants them.
 */
export function judge(
  asker: NamedAsker,
  set: PowerSet,
  action: string,
  resource: string,
  options: DecideOptions = {},
): Outcome {
  const decision = decide(asker, set, action, resource, options);
  if (decision.verdict !== 'deny') {
    const { verdict } = decision;
    // Of an unknown decision, the reasons follow the statements that might decide.
    const conditions =
      verdict === 'unknown' ? decision.because.slice(decision.statements.length) : decision.conditions;
    const open = { conditions, steps: stepsOf(decision), blockers: NONE };
    if (set.unseenBoundary === null) return { verdict, ...open };
    const gap = `iam:GetPolicyVersion: the permissions boundary ${set.unseenBoundary} was not collected and may cap this`;
    return { verdict: 'unknown', ...open, conditions: [...conditions, gap] };
  }
  const { shut } = decision;
  if (shut !== undefined) {
    const guards = shut.type === 'scp' ? asker.guards.scp : guardsOfResource(asker, resource, options).rcp;
    const level = guards.levels[shut.level];
    const ref = level?.policies.find((policy) => policy.ref !== null)?.ref ?? level?.ref ?? asker.ref;
    const kind = shut.type === 'scp' ? 'service' : 'resource';
    const says = `No ${kind} control policy attached to ${level?.name} allows ${action} on ${resource}.`;
    return { verdict: 'deny', conditions: NONE, steps: NONE, blockers: [{ ...ref, says, met: 0 }] };
  }
  const asked = { name: asker.name, set, action, resource, because: decision.because };
  const explicit = decision.kind === 'explicit' ? stepsOf(decision) : NONE;
  return {
    verdict: 'deny',
    conditions: NONE,
    steps: NONE,
    blockers:
      explicit.length > 0
        ? explicit.map((each) => ({ ...each, met: 0 }))
        : [{ observation: asker.ref.observation, pointer: asker.ref.pointer, says: '', asked, met: 0 }],
  };
}

/** The statements that decided, of those that were observed. */
function stepsOf(decision: Decision): readonly ProofStep[] {
  let found = steps.get(decision);
  if (!found) {
    found = decision.statements.flatMap((statement, index) =>
      statement.observation === null
        ? []
        : [
            {
              observation: statement.observation,
              pointer: statement.pointer,
              says: decision.because[index] ?? `${statement.effect} in ${statement.policyName}.`,
            },
          ],
    );
    steps.set(decision, found);
  }
  return found;
}
