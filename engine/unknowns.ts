import { unknownsFor as gapsFor } from '../analysis/unknowns.ts';
import type { Output } from '../schema/contract.ts';
import type { Session } from './sessions.ts';

type Unknowns = Output<'path'>['unknowns'];

/** The gaps that could change an answer about `from` and `to` (null: anything). */
export function unknownsFor(session: Session, from: string | null, to: string | null): Unknowns {
  return gapsFor(session.reader, from, to).map((gap) => ({ ...gap, kinds: [...gap.kinds] }));
}
