import { estatesOf } from '../../analysis/estates.ts';
import { changesAgainst, type OfferedChange } from '../../analysis/scenario/offered-changes.ts';
import { changesTo } from '../../analysis/scenario/offered-to-entity.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';

/** The changes that a scenario can make about a relation or an entity. */
export function offeredChanges(
  { handle, about }: ParsedInput<'changes.offer'>,
  { sessions }: RequestContext,
): Output<'changes.offer'> {
  const { reader } = sessions.get(handle);
  if ('entity' in about)
    return plain(changesTo(resolveEntity(reader, about.entity), estatesOf(reader), new Date().toISOString()));
  const from = resolveEntity(reader, about.from);
  const { relations } = reader.relationsFrom(from.index, reader.relationCount());
  const found = relations
    .map((number) => reader.relation(number))
    .filter(({ to, kind, rule }) => to === about.to && kind === about.kind && rule === about.rule);
  return plain(found.flatMap((relation) => changesAgainst(relation, reader)));
}

function plain(changes: readonly OfferedChange[]): Output<'changes.offer'> {
  return {
    changes: changes.map(({ title, change, next = [] }) => ({
      title,
      change,
      next: next.map((each) => ({ title: each.title, change: each.change })),
    })),
  };
}
