import { remove, replace } from '../edit.ts';
import type { EditsOf } from './edits-of.ts';
import { notChangeable, notFound } from './find.ts';

export const removeEntity: EditsOf<'remove-entity'> = ({ entity: id }, { entity }) => {
  const known = entity(id);
  if (!known) throw notFound('entity', id);
  if (!known.evidence) throw notChangeable(id, 'it was not collected, others only mention it');
  if (known.evidence.pointer === '') throw notChangeable(id, 'a whole observation describes it');
  return [remove(known.evidence)];
};

export const removeAt: EditsOf<'remove-at'> = ({ at }) => [remove(at)];

export const replaceAt: EditsOf<'replace-at'> = ({ at, value }) => [replace(at, value)];

/** A guard is asked of the outcome, and changes nothing. */
export const guard: EditsOf<'guard'> = () => [];
