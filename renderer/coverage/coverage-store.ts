import { create } from 'zustand';

/** How the coverage table is looked at. */
export const useCoverage = create<{
  /** Every operation, the gaps, or the gaps that could change the current answer. */
  readonly only: 'all' | 'gaps' | 'answer';
  readonly selected: number | null;
}>(() => ({ only: 'all', selected: null }));

/** The gaps that could change the current answer, and nothing else. */
export function showGapsOfAnswer(): void {
  useCoverage.setState({ only: 'answer', selected: null });
}
