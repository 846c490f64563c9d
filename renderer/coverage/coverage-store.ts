import { create } from 'zustand';

/** How the coverage table is looked at. */
export const useCoverage = create<{ readonly only: 'all' | 'gaps'; readonly selected: number | null }>(
  () => ({
    only: 'all',
    selected: null,
  }),
);
