import type { Graph } from '../analysis/graph/graph.ts';
import type { Hop } from '../schema/contract.ts';
import { withObserved } from './observed.ts';
import type { Session } from './sessions.ts';
import { withoutScpCertainty } from './strict-scp.ts';

/** The graph a question runs on, and how its hops read: strict about service control policies or not. */
export function questionGraph(
  session: Session,
  strictScp: boolean | undefined,
): { readonly graph: Graph; readonly adjust: (hop: Hop) => Hop } {
  const mark = withObserved(session);
  if (!strictScp) return { graph: session.graph(), adjust: mark };
  const unsure = withoutScpCertainty(session.reader);
  return { graph: session.strictGraph(), adjust: (hop) => mark(unsure(hop)) };
}
