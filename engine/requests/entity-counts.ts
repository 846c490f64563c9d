import { exposure } from '../../analysis/graph/exposure.ts';
import { INCLUDE_ALL } from '../../analysis/graph/graph.ts';
import { reach } from '../../analysis/graph/reach.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { questionGraph } from '../questions.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';

/** How much an entity reaches, and by how much it is reached, over any number of hops. */
export function entityCounts(
  input: ParsedInput<'entity.counts'>,
  context: RequestContext,
): Output<'entity.counts'> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const { index } = resolveEntity(session.reader, input.entity);
  const { graph } = questionGraph(session, false);
  const question = { include: INCLUDE_ALL, signal: context.signal };
  const { tier } = session.columns();
  const reached = reach(graph, index, question).index;
  const reaches = { total: reached.length, crownJewels: reached.filter((each) => tier[each] === 0).length };
  // The scratch arrays are the same: the first answer is done with before the second is asked for.
  return { reaches, reachedBy: { total: exposure(graph, index, question).index.length } };
}
