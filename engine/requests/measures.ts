import { measuresOf } from '../../analysis/measures/measures-of.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';

export function measuresRequest(input: ParsedInput<'measures'>, context: RequestContext): Output<'measures'> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const state = input.case === undefined ? null : context.cases.get(input.case).state;
  const at = input.at ?? new Date().toISOString();
  const measures = measuresOf(session.reader, {
    marks: session.marks(),
    tierOf: (entity) => session.tierOf(entity),
    graph: session.graph(),
    jewels: session.crownJewels(),
    case: state && { exceptions: [...state.exceptions.values()], drills: [...state.drills.values()] },
    at,
    signal: context.signal,
  });
  return { at, measures };
}
