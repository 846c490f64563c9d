import type { Judgement, Pins } from '../judgement.ts';

/** An issuer of tokens: the shape of its subjects and who controls which part of them. */
export interface Issuer {
  readonly id: string;
  readonly title: string;
  /** Whether the URL (without a slash at the end) is one of this issuer. */
  is(url: string): boolean;
  /** Claims besides `sub`, `aud`, `amr`, `email` and `oaud` of which AWS makes condition keys. */
  readonly awsClaims: readonly string[];
  /** What every subject begins with, as far as it is the same for all. */
  readonly subjectStart: string;
  /** Judges one way through a trust by what it asks of the claims. `issuer` is the URL, of which some carry the owner. */
  judge(pins: Pins, issuer: string): Judgement;
  readonly references: readonly string[];
}
