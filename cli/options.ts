import { TrustpathError } from '../schema/errors.ts';
import type { OptionValues } from './command.ts';

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option that may be given several times. */
export function listOption(options: OptionValues, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function requiredOption(options: OptionValues, name: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new TrustpathError('usage', `--${name} is needed.`);
  return value;
}

/** One of several words, or undefined where the option was not given. */
export function choiceOption<T extends string>(
  options: OptionValues,
  name: string,
  choices: readonly T[],
): T | undefined {
  const word = textOption(options, name);
  return word === undefined ? undefined : choiceOf(word, name, choices);
}

/** @throws TrustpathError `usage` where the word is none of the choices */
export function choiceOf<T extends string>(word: string, name: string, choices: readonly T[]): T {
  const found = choices.find((each) => each === word);
  if (found !== undefined) return found;
  throw new TrustpathError('usage', `--${name} takes ${choices.join(', ')}, not ${JSON.stringify(word)}.`);
}

/** A whole number from `least` to `most`, or undefined where the option was not given. */
export function countOption(
  options: OptionValues,
  name: string,
  least: number,
  most: number,
): number | undefined {
  const value = textOption(options, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new TrustpathError(
      'usage',
      `--${name} takes a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`,
    );
  }
  return number;
}

/** The members of `values` that are not undefined, for inputs whose members may be absent but not undefined. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
