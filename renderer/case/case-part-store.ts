import { create } from 'zustand';

/** Which part of the case is shown; it stays while other views are. */
export const useCasePart = create<{ readonly part: number }>(() => ({ part: 0 }));
