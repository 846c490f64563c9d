import { create } from 'zustand';
import { go } from '../frame/navigation-store.ts';

/** Which part of the programme is shown, by its id; it stays while other views are. */
export const useProgramme = create<{ readonly part: string | null }>(() => ({ part: null }));

export function showProgrammePart(part: string): void {
  useProgramme.setState({ part });
  go('programme');
}
