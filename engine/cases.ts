import { randomUUID } from 'node:crypto';
import type { Case } from '../schema/case/case-file.ts';
import { TrustpathError } from '../schema/errors.ts';
import type { Session } from './sessions.ts';

/** The open cases of one engine, by handle, and the snapshots that each is bound to. */
export class Cases {
  readonly #open = new Map<string, { readonly opened: Case; readonly bound: Set<Session> }>();

  add(opened: Case): string {
    const handle = randomUUID();
    this.#open.set(handle, { opened, bound: new Set() });
    return handle;
  }

  get(handle: string): Case {
    return this.#entry(handle).opened;
  }

  /** Marks count in the session's answers until the case is closed. */
  bind(handle: string, session: Session): void {
    const { opened, bound } = this.#entry(handle);
    bound.add(session);
    session.setCase(opened.state);
  }

  /** What was marked meanwhile counts in the snapshots that are bound. */
  spread(handle: string): void {
    const { opened, bound } = this.#entry(handle);
    for (const session of bound) session.setCase(opened.state);
  }

  close(handle: string): void {
    for (const session of this.#open.get(handle)?.bound ?? []) session.setCase(null);
    this.#open.delete(handle);
  }

  #entry(handle: string): { readonly opened: Case; readonly bound: Set<Session> } {
    const entry = this.#open.get(handle);
    if (!entry) throw new TrustpathError('usage', 'This case is no longer open; open it again.');
    return entry;
  }
}
