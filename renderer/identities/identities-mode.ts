import { create } from 'zustand';

/** Everything in the snapshot, or the machine identities as the programme sees them; it stays while other views are shown. */
export type IdentitiesMode = 'everything' | 'machines';

export const useIdentitiesMode = create<{ readonly mode: IdentitiesMode }>(() => ({ mode: 'everything' }));
