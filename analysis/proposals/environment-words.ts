import { wordsOf } from './words-of.ts';

/** Words by which people call environments, and the one word that is proposed for each. */
const ENVIRONMENTS: Readonly<Record<string, readonly string[]>> = {
  production: ['production', 'prod', 'prd', 'live'],
  staging: ['staging', 'stage', 'stg', 'preprod', 'preproduction', 'uat'],
  development: ['development', 'dev', 'develop'],
  test: ['test', 'testing', 'tst', 'qa'],
  sandbox: ['sandbox', 'sbx', 'playground'],
};
const BY_WORD = new Map(
  Object.entries(ENVIRONMENTS).flatMap(([name, words]) => words.map((word) => [word, name] as const)),
);

/** The environment that a whole text names; null where it is no known one. */
export function environmentNamed(text: string): string | null {
  return BY_WORD.get(text.trim().toLowerCase()) ?? null;
}

/** The one environment that a name has a word of, with the word; null where there is none, or more than one. */
export function environmentIn(name: string): { readonly environment: string; readonly word: string } | null {
  const words = wordsOf(name);
  // "non-prod" and "preprod" are not production, whatever their last word is.
  const negated = words.some((word, at) => /^(non|not|pre)$/.test(word) && BY_WORD.has(words[at + 1] ?? ''));
  if (negated) return null;
  const found = words.flatMap((word) => {
    const environment = BY_WORD.get(word);
    return environment === undefined ? [] : [{ environment, word }];
  });
  return new Set(found.map(({ environment }) => environment)).size === 1 ? (found[0] ?? null) : null;
}
