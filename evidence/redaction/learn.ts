import type { Json } from '../../schema/json.ts';
import { CATEGORY_NAMES, type Category } from '../../schema/redaction-categories.ts';
import type { RedactionPolicy } from '../../schema/redaction-policy.ts';
import { base64Text } from './base64-text.ts';
import { categorised } from './categorised.ts';
import { type Replaceable, replaceable } from './data-keys.ts';
import { PUBLIC_WORDS } from './public-words.ts';
import { MANAGED_POLICY, mapTokens } from './tokens.ts';
import { type Chunk, chunksOf, cutPlaces } from './wildcard-pieces.ts';

/** What the whole of a snapshot says about how its words may be replaced. */
export interface Learned {
  /** Whether a word (in lower case) stays readable. */
  stays(word: string): boolean;
  /** Where a word (in lower case) is cut. */
  cuts(word: string): readonly number[];
  /** Beginnings of words (in lower case) that stay, because a wildcard after them takes in words that stay. */
  readonly pinned: ReadonlySet<string>;
  /** Other beginnings with a wildcard behind them, in lower case. */
  readonly beginnings: readonly string[];
  /** Words of the snapshot that stay, in lower case. */
  readonly staying: readonly string[];
  /** Whether a category is replaced, for what is told by its form: accounts and addresses. */
  replaces(category: Category): boolean;
  /** Every word of the snapshot, in lower case. */
  readonly words: ReadonlySet<string>;
  /** UUIDs, ids of AWS and addresses of the snapshot, in lower case. */
  readonly ids: ReadonlySet<string>;
}

export interface Learner {
  /** Takes in a text that will be replaced. */
  text(text: string): void;
  document(document: Json): void;
  done(): Learned;
}

/** Texts remembered so that they are not read again. */
const MOST_REMEMBERED = 1_000_000;

export function createLearner(policy: RedactionPolicy): Learner {
  const replaced = new Set(policy.replace);
  const all = CATEGORY_NAMES.every((category) => replaced.has(category));
  const words = new Set<string>();
  /** Words that stand in something that is replaced; all of them where everything is. */
  const replacedWords = new Set<string>();
  const ids = new Set<string>();
  const seen = new Set<string>();
  const chunks = new Map<string, Chunk>();
  const managed = new Set<string>();

  function value(item: Replaceable): void {
    const name = all ? item.value : `${item.field} ${item.tagged} ${item.value}`;
    if (seen.has(name)) return;
    if (name.length <= 200 && seen.size < MOST_REMEMBERED) seen.add(name);
    const inner = base64Text(item.value);
    if (inner !== null) {
      value({ ...item, value: inner });
      return;
    }
    for (const [arn] of item.value.matchAll(MANAGED_POLICY)) {
      for (const [word] of arn.matchAll(/[A-Za-z0-9]+/g)) managed.add(word.toLowerCase());
    }
    const withoutActions = mapTokens(item.value, (kind, token) => {
      if (kind === 'word') words.add(token.toLowerCase());
      else if (kind !== 'action' && kind !== 'kept') ids.add(token.toLowerCase());
      return kind === 'action' || kind === 'kept' ? ' ' : token;
    });
    for (const chunk of chunksOf(withoutActions)) chunks.set(`${chunk.at} ${chunk.text}`, chunk);
    if (all) return;
    for (const { category, text } of categorised(item)) {
      mapTokens(text, (kind, token) => {
        if (kind === 'word' && replaced.has(/^\d{12}$/.test(token) ? 'accounts' : category))
          replacedWords.add(token.toLowerCase());
        return token;
      });
    }
  }

  function done(): Learned {
    const kept = new Set([...managed, ...policy.keep.map((each) => each.toLowerCase())]);
    const hidden = new Set(policy.hide.map((word) => word.toLowerCase()));
    const left = (word: string) => !all && words.has(word) && !replacedWords.has(word);
    const stays = (word: string) =>
      isNumberOrVersion(word) ||
      ((PUBLIC_WORDS.has(word) || kept.has(word) || left(word)) && !hidden.has(word));
    const found = [...chunks.values()];
    const staying = [...words].filter(stays);
    const pinned = new Set<string>();
    const beginnings: string[] = [];
    for (const { text: chunk, at } of found) {
      if (at !== 'start') {
        if (staying.some((word) => word.includes(chunk))) kept.add(chunk);
      } else if (stays(chunk) || staying.some((word) => word.startsWith(chunk))) {
        for (let end = 1; end <= chunk.length; end++) pinned.add(chunk.slice(0, end));
      } else beginnings.push(chunk);
    }
    return {
      stays,
      cuts: cutPlaces(found, words),
      pinned,
      beginnings,
      staying,
      replaces: (category) => replaced.has(category),
      words,
      ids,
    };
  }

  return {
    text: (text) => value({ value: text, field: '', tagged: false }),
    document: (document) => {
      for (const item of replaceable(document)) value(item);
    },
    done,
  };
}

/** Ports, years, lengths and versions. */
function isNumberOrVersion(word: string): boolean {
  return /^v?\d{1,4}$/.test(word);
}
