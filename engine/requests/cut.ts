import { proposeCuts } from '../../analysis/cut/propose-cuts.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import { unknownsFor } from '../unknowns.ts';
import { pathOf } from './whatif.ts';

/** The cheapest sets of changes that sever every path, each tried before it is proposed. */
export function cutRequest(input: ParsedInput<'cut'>, { sessions, signal }: RequestContext): Output<'cut'> {
  const session = sessions.get(input.handle);
  const base = session.derivation(signal);
  const to = resolveEntity(session.reader, input.to).id;
  const from = input.from === undefined ? null : resolveEntity(session.reader, input.from).id;
  const target = base.numbers.get(to);
  const starts = base.entities.flatMap(({ id, kind }, number) => {
    if (id === to) return [];
    const meant =
      from === null ? kind === 'internet' || ENTITY_KINDS[kind].colour === 'credential' : id === from;
    return meant ? [number] : [];
  });
  const answer =
    target === undefined
      ? { proposals: [], stuck: null }
      : proposeCuts(session.reader, base, starts, [target], {
          signal,
          ...(input.alternatives === undefined ? {} : { alternatives: input.alternatives }),
        });
  return {
    from: starts.map((number) => base.entities[number]!.id),
    to,
    proposals: answer.proposals.map((proposal) => ({
      ...proposal,
      steps: proposal.steps.map((step) => ({ ...step })),
      breaks: proposal.breaks.map((use) => ({ ...use })),
    })),
    stuck: answer.stuck === null ? null : pathOf(answer.stuck),
    unknowns: unknownsFor(session, from, to),
  };
}
