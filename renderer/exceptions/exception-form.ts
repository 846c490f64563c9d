import type { CaseState } from '../case/case-store.ts';

export type Scope = CaseState['exceptions'][number]['exception']['scope'];

/** What can be excepted, and how it is called. */
export interface Coverable {
  readonly scope: Scope;
  readonly label: string;
}

/** An exception while it is written. */
export interface Draft {
  readonly reason: string;
  readonly owner: string;
  readonly approver: string;
  readonly control: string;
  /** `2026-12-31`, as the platform's own field gives it; empty where nothing whole is there. */
  readonly expires: string;
}
export type Field = keyof Draft;

export const EMPTY: Draft = { reason: '', owner: '', approver: '', control: '', expires: '' };

const MISSING: Readonly<Record<Field, string>> = {
  reason: 'Say why the risk is taken.',
  owner: 'Name who answers for it.',
  approver: 'Name who approved it.',
  control: 'Say what holds the risk down meanwhile.',
  expires: 'Give its last day: an exception without an end would become policy.',
};

/** What is wrong with a draft, by field. `today` is the day in UTC. */
export function faultsOf(draft: Draft, today: string): Partial<Record<Field, string>> {
  const faults: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(MISSING) as Field[])
    if (draft[field].trim() === '') faults[field] = MISSING[field];
  if (draft.expires !== '' && draft.expires < today)
    faults.expires = `Its last day is over: today is ${today} (UTC).`;
  return faults;
}

/** The exception that is granted at a moment (ISO 8601 UTC). */
export function exceptionOf(
  draft: Draft,
  scope: Scope,
  granted: string,
): CaseState['exceptions'][number]['exception'] {
  const { reason, owner, approver, control, expires } = draft;
  return {
    scope,
    reason: reason.trim(),
    owner: owner.trim(),
    approver: approver.trim(),
    control: control.trim(),
    granted,
    expires,
  };
}
