import type { CaseAction } from './action.ts';

export type Declined = Extract<CaseAction, { do: 'decline' }>['proposals'][number];

/** One text for what was proposed of an entity. */
export function declinedKey({ entity, mark, value }: Declined): string {
  return JSON.stringify([entity, mark, value]);
}
