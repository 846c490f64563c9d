import { checksumFact } from './base62-checksum.ts';
import type { CredentialFamily } from './types.ts';
import { facts } from './types.ts';

/** A token that its prefix and length tell, and that carries nothing public but what `told` reads. */
export interface PrefixedToken {
  readonly type: string;
  readonly label: string;
  /** Global, with the token as the whole match; must not backtrack over unbounded runs. */
  readonly pattern: RegExp;
  readonly told?: (token: string) => readonly (readonly [string, string | null])[];
}

/** A family whose tokens are told by prefix alone. */
export function prefixedFamily(name: string, tokens: readonly PrefixedToken[]): CredentialFamily {
  return {
    name,
    *find(text) {
      for (const { type, label, pattern, told } of tokens) {
        for (const match of text.matchAll(pattern)) {
          yield {
            type,
            label,
            identifier: null,
            credential: match[0],
            start: match.index,
            end: match.index + match[0].length,
            absorbs: true,
            opens: true,
            facts: facts(told?.(match[0]) ?? []),
          };
        }
      }
    },
  };
}

/** Checksum of a token in GitHub's form, after its prefix. */
export function checksumAfter(prefix: string): (token: string) => [string, string][] {
  return (token) => [['checksum', checksumFact(token.slice(prefix.length))]];
}
