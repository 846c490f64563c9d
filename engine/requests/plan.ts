import { planOf } from '../../analysis/plan/plan-of.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';

/** The steps by which a person makes the changes of a scenario. Nothing is run. */
export function planRequest(
  { handle, changes }: ParsedInput<'plan'>,
  { sessions }: RequestContext,
): Output<'plan'> {
  const { reader } = sessions.get(handle);
  const steps = planOf(reader, changes, (id) => reader.entityById(id));
  return { steps: steps as Output<'plan'>['steps'] };
}
