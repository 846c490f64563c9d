import type { Claim } from '../../claims/subjects.ts';
import { step } from '../outcome.ts';
import type { Emit, Rule } from '../rule.ts';

const REFERENCES = ['https://bloodhound.specterops.io/opengraph/schema'];

/** A claim is no proof: its one step says who claims it and where, and its verdict is `unknown`. */
function emitClaim(claim: Claim, rule: string, kind: Rule['kind'], emit: Emit): void {
  const { edge, from, to, fromName, toName } = claim;
  const says = `${edge.program} says: ${fromName} ${edge.kind} ${toName}.`;
  const untold = edge.traversable === null ? '; the file does not say whether following it gives power' : '';
  emit({
    from,
    to,
    kind,
    rule,
    verdict: 'unknown',
    conditions: [`${edge.program} claims ${edge.kind}, and nothing that was collected proves it${untold}`],
    proof: [step(edge.ref, says)],
  });
}

export const importedClaim: Rule = {
  id: 'imported',
  title: 'Another program says that the one leads to the other',
  kind: 'is-said-to-reach',
  techniques: ['T1078'],
  enables: 'If the claim is right, whoever has the one has the other.',
  fix: 'See what the program means by it, and collect the system itself to have it proven or refuted.',
  references: REFERENCES,
  subject: 'claim',
  derive(claim, _scene, emit) {
    if (claim.edge.traversable !== false) emitClaim(claim, 'imported', 'is-said-to-reach', emit);
  },
};

export const importedAssociation: Rule = {
  id: 'imported-association',
  title: 'Another program relates the two without saying that the one leads to the other',
  kind: 'is-said-to-relate-to',
  techniques: [],
  enables: 'Nothing by itself: it tells where something belongs.',
  fix: 'Nothing is to be ended here.',
  references: REFERENCES,
  subject: 'claim',
  derive(claim, _scene, emit) {
    if (claim.edge.traversable === false)
      emitClaim(claim, 'imported-association', 'is-said-to-relate-to', emit);
  },
};
