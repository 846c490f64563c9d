/** What a drift report tells apart, in the order of its sections; `--fail-on` takes these words. */
export const DRIFT_PARTS = {
  paths: 'New paths to crown jewels',
  trust: 'New trust: who can become whom',
  privileges: 'New privileges',
  identities: 'New identities',
  credentials: 'New credentials',
  expired: 'Credentials that should have ended and still work',
  exceptions: 'Exceptions past their day',
} as const;
/** In the place of exceptions where no case says anything of them. */
export const NO_CASE = 'No case was given: exceptions past their day are not known.';
export type DriftPart = keyof typeof DRIFT_PARTS;
export const DRIFT_PART_NAMES = Object.keys(DRIFT_PARTS) as DriftPart[];

export const DRIFT_FORMATS = ['html', 'markdown', 'csv'] as const;
export type DriftFormat = (typeof DRIFT_FORMATS)[number];
