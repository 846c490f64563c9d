import type { Hop, Output, ParsedInput } from '../../schema/contract.ts';
import { hopOf } from '../hops.ts';
import { withObserved } from '../observed.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import { withoutScpCertainty } from '../strict-scp.ts';

/** Why there is, or is not, a direct relation between two entities. */
export function explainRequest(input: ParsedInput<'explain'>, context: RequestContext): Output<'explain'> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const from = resolveEntity(session.reader, input.from);
  const to = resolveEntity(session.reader, input.to);
  const answer = session.explainer().explain(from.id, to.id);
  const mark = withObserved(session);
  const unsure = input.strictScp ? withoutScpCertainty(session.reader) : (hop: Hop) => hop;
  return {
    related: answer.relations.length > 0,
    relations: answer.relations.map((relation) => mark(unsure(hopOf(relation)))),
    blockedBy: answer.blockedBy.map((step) => ({ ...step })),
    unknowns: answer.unknowns.map((gap) => ({ ...gap, kinds: [...gap.kinds] })),
  };
}
