/** Of each handle that a later engine gave to a snapshot that was open before: the first that it had. */
const firstHandles = new Map<string, string>();

/** The engine ended, and the next one has opened the same snapshot: what was asked and chosen is still about it. */
export function openedAgain(former: string, now: string): void {
  firstHandles.set(now, firstHandleOf(former));
}

/** The same for a snapshot as long as it is open, whichever engine has it open. */
export function firstHandleOf(handle: string): string {
  return firstHandles.get(handle) ?? handle;
}

/** Whether two handles are of one snapshot that nobody closed between. */
export function isSameSnapshot(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return firstHandleOf(one) === firstHandleOf(other);
}
