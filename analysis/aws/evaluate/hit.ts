import type { CompiledStatement } from './compiled.ts';
import type { Formula } from './formula.ts';
import type { PolicyType } from './types.ts';

/** A statement that applies, or may. */
export interface Hit {
  readonly statement: CompiledStatement;
  readonly type: PolicyType;
  readonly when: Formula;
}

/** One way in which a request can be allowed. */
export interface Path {
  readonly when: Formula;
  readonly hits: readonly Hit[];
}

/** A path with what it is called, for the policies that limit. */
export interface NamedPath extends Path {
  readonly name: string;
}

/** What must allow besides; `level` counts from the root, 0. */
export interface Guard extends NamedPath {
  readonly type: 'scp' | 'rcp' | 'endpoint';
  readonly level: number;
}

/** What was found for a request, before it is decided. */
export interface Weighed {
  readonly paths: readonly Path[];
  /** All of these must allow besides. */
  readonly guards: readonly Guard[];
  /** Reasons that no policy can change. */
  readonly missing: readonly 'root'[];
  readonly needsPolicy: boolean;
  readonly crossAccount: boolean;
  /** For callers that have them, what identity policies, limits and the resource's policy say by themselves. */
  readonly identity?: Path;
  readonly limits?: readonly NamedPath[];
  readonly byResource?: Path;
}
