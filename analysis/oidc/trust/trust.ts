import type { Json } from '../../../schema/json.ts';
import type { Way } from '../judgement.ts';

/** The claims of a token, by name. */
export type Claims = Readonly<Record<string, Json | undefined>>;

export interface TrustAnswer {
  readonly verdict: 'allow' | 'deny' | 'unknown';
  readonly because: readonly string[];
}

/** What a cloud asks of tokens, made ready. */
export interface Trust {
  /** Whether a token of the issuer with these claims, and no others, is accepted. */
  accepts(claims: Claims): TrustAnswer;
  /** The ways in which a token can be accepted, as far as they narrow its claims; for the grade. */
  readonly ways: readonly Way[];
  /** What the ways leave out: parts that were not understood, or that narrow nothing. */
  readonly notes: readonly string[];
}
