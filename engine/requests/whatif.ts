import { estatesOf } from '../../analysis/estates.ts';
import { usesLeftBehind } from '../../analysis/scenario/left-behind.ts';
import { observedUse } from '../../analysis/scenario/observed-use.ts';
import type { Path } from '../../analysis/scenario/path-changes.ts';
import { whatIf } from '../../analysis/scenario/what-if.ts';
import type { Output, ParsedInput, TrustPath } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { hopOf, worstVerdict } from '../hops.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import { unknownsFor } from '../unknowns.ts';

/** Applies a scenario to a copy of the configuration in memory, derives again and compares. The snapshot stays as it is. */
export function whatIfRequest(
  input: ParsedInput<'whatif'>,
  { sessions, signal }: RequestContext,
): Output<'whatif'> {
  const session = sessions.get(input.handle);
  const { scenario } = input;
  const from = (scenario.from ?? []).map((text) => resolveEntity(session.reader, text).id);
  const before = session.derivation(signal);
  const outcome = whatIf(before, { ...scenario, from }, signal);
  const { lost, gained, changed } = outcome.relations;
  const lessSure = changed.map((each) => each.before);
  return {
    lost: outcome.lost.map(pathOf),
    gained: outcome.gained.map(pathOf),
    left: outcome.left.map(pathOf),
    relations: {
      lost: lost.map(hopOf),
      gained: gained.map(hopOf),
      changed: changed.map((each) => ({ before: hopOf(each.before), after: hopOf(each.after) })),
    },
    guards: outcome.guards.map(({ from: start, to, broken }) => ({
      from: start,
      to,
      broken: broken === null ? null : pathOf(broken),
    })),
    breaks: [
      ...usesLeftBehind(before, outcome),
      ...observedUse([...lost, ...lessSure], estatesOf(session.reader), outcome.made),
    ].map((use) => ({ ...use })),
    refused: outcome.refused.map((each) => ({ ...each })),
    documents: [...outcome.documents].map(([observation, { was, document }]) => ({
      observation,
      was,
      document: document as Output<'whatif'>['documents'][number]['document'],
    })),
    unknowns: unknownsFor(session, null, null),
  };
}

export function pathOf(path: Path): TrustPath {
  const hops = path.map(hopOf);
  const first = hops[0];
  const last = hops.at(-1);
  if (!first || !last) throw new TrustpathError('internal', 'A path without hops was found.');
  return { from: first.from, to: last.to, verdict: worstVerdict(hops.map((hop) => hop.verdict)), hops };
}
