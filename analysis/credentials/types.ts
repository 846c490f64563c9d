/** One public thing told by a credential, for a person to read. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * A credential found in a text, before the text is forgotten. `credential` is hashed by `recognise` and goes no
 * further; everything else is public and may be shown.
 */
export interface Found {
  readonly type: string;
  readonly label: string;
  readonly identifier: string | null;
  /** The credential itself, or the public part that names it. Hashed, then dropped. */
  readonly credential: string;
  readonly facts: readonly Fact[];
  /** Where it stands in the text, as offsets. */
  readonly start: number;
  readonly end: number;
  /** True where what stands inside the range belongs to this credential and is not told on its own. */
  readonly absorbs: boolean;
  /** False for what identifies but opens nothing (a principal id, a certificate): it is listed last. */
  readonly opens: boolean;
}

/** A family of credentials: one issuer, one file. `find` takes time linear in the length of the text. */
export interface CredentialFamily {
  readonly name: string;
  readonly find: (text: string) => Iterable<Found>;
}

/** The facts whose value is known. */
export function facts(
  pairs: readonly (readonly [label: string, value: string | null | undefined])[],
): Fact[] {
  const known: Fact[] = [];
  for (const [label, value] of pairs) {
    if (value !== null && value !== undefined && value !== '') known.push({ label, value });
  }
  return known;
}
