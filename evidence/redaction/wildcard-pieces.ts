/**
 * What patterns with wildcards ask of pseudonyms. `deploy-*` asks nothing: words are replaced one by one and stay apart.
 * `dep*` asks that words that begin alike have pseudonyms that begin alike: they have. `*prod`, `*prod*` and `a*prod`
 * ask that `prod` can be found in the middle or at the end of words: those are cut there, and each piece has a
 * pseudonym of its own.
 */
export interface Chunk {
  readonly text: string;
  /** Where it may stand in a word. */
  readonly at: 'start' | 'end' | 'anywhere';
}

const PATTERN_WORD = /[A-Za-z0-9]*[*?][A-Za-z0-9*?]*/g;
/** A question mark here begins a query, it is no wildcard. */
const ADDRESS = /:\/\/[^\s"'*]*\?/;
/** Shorter would cut nearly every word, and is met in prose and scripts. */
const MOST_CHUNKS = 500;

/** The literal parts of the words with wildcards in a text. In lower case: case is kept apart. */
export function chunksOf(text: string): Chunk[] {
  if (!text.includes('*') && !text.includes('?')) return [];
  const chunks: Chunk[] = [];
  for (const part of text.split(/[\s"'`,;()]+/)) {
    if (ADDRESS.test(part)) continue;
    for (const [word] of part.matchAll(PATTERN_WORD)) {
      const literals = word.toLowerCase().split(/[*?]+/);
      literals.forEach((literal, index) => {
        if (literal === '') return;
        const at = index === 0 ? 'start' : index === literals.length - 1 ? 'end' : 'anywhere';
        chunks.push({ text: literal, at });
      });
    }
  }
  return chunks;
}

/**
 * Where words must be cut so that every chunk is whole pieces wherever it stands. A chunk that another one overlaps is
 * itself cut, and then in every word: the places are found by repeating until nothing is added.
 *
 * @param words those of the snapshot, in lower case
 * @returns the places (1 to length-1, ascending) at which a word in lower case is cut
 */
export function cutPlaces(
  chunks: readonly Chunk[],
  words: Iterable<string>,
): (word: string) => readonly number[] {
  const unique = new Map(chunks.map((chunk) => [`${chunk.at} ${chunk.text}`, chunk]));
  const all = [...unique.values()].slice(0, MOST_CHUNKS);
  if (all.every(({ at }) => at === 'start')) return () => [];
  const inside = new Map<Chunk, Set<number>>(all.map((chunk) => [chunk, new Set()]));

  const places = (word: string): Set<number> => {
    const found = new Set<number>();
    for (const chunk of all) {
      for (const start of occurrences(chunk, word)) {
        if (chunk.at !== 'start') found.add(start).add(start + chunk.text.length);
        for (const place of inside.get(chunk)!) found.add(start + place);
      }
    }
    found.delete(0);
    found.delete(word.length);
    return found;
  };

  const touched = [...all.map(({ text }) => text)];
  for (const word of words) if (places(word).size > 0) touched.push(word);
  for (let grew = true; grew; ) {
    grew = false;
    for (const word of touched) {
      const found = places(word);
      if (found.size === 0) continue;
      for (const chunk of all) {
        const known = inside.get(chunk)!;
        for (const start of occurrences(chunk, word)) {
          for (const place of found) {
            const within = place - start;
            if (within <= 0 || within >= chunk.text.length || known.has(within)) continue;
            known.add(within);
            grew = true;
          }
        }
      }
    }
  }
  return (word) => [...places(word)].sort((a, b) => a - b);
}

function occurrences({ text, at }: Chunk, word: string): number[] {
  if (at === 'start') return word.startsWith(text) ? [0] : [];
  if (at === 'end') return word.endsWith(text) ? [word.length - text.length] : [];
  const found: number[] = [];
  for (let start = word.indexOf(text); start >= 0; start = word.indexOf(text, start + 1)) found.push(start);
  return found;
}
