import type { BundleFiles } from '../bagit.ts';

/** One thing that was looked at. `not-checked` is neither proven nor disproven. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly state: 'passed' | 'failed' | 'not-checked';
  readonly says: string;
}

const MOST_PROBLEMS_TOLD = 5;

export function check(name: string, problems: readonly string[], good: string): Check {
  if (problems.length === 0) return { name, ok: true, state: 'passed', says: good };
  return { name, ok: false, state: 'failed', says: `${told(problems)}.` };
}

export function notChecked(name: string, says: string): Check {
  return { name, ok: true, state: 'not-checked', says };
}

export function told(problems: readonly string[]): string {
  const shown = problems.slice(0, MOST_PROBLEMS_TOLD).join('; ');
  const rest = problems.length - MOST_PROBLEMS_TOLD;
  return rest > 0 ? `${shown}; and ${rest} more` : shown;
}

export function textOf(files: BundleFiles, name: string): string {
  return new TextDecoder().decode(files.get(name) ?? new Uint8Array());
}

/** A file of the bundle as JSON; undefined where it is not there or is none. */
export function jsonOf(files: BundleFiles, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.get(name)));
  } catch {
    return undefined;
  }
}
