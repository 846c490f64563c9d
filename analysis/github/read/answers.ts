import { type Cursor, cursor, field, items } from '../../observations/cursor.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import type { Steps } from '../../steps.ts';

/** One answer of an operation, with what it was asked for. */
export interface Answer {
  readonly source: string;
  /** The API's base where the answer came from one; the file otherwise. */
  readonly endpoint: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly at: Cursor;
}

export interface Answers {
  /** Every answer of the operation, in order of recording; with `parameters`, those asked for just these. */
  of(operation: string, parameters?: Readonly<Record<string, string>>): readonly Answer[];
  /** Items of a list, over all pages: the list itself, or its member. */
  list(operation: string, parameters: Readonly<Record<string, string>>, member?: string): readonly Cursor[];
  /** Whether there is any answer, so that an empty list is told from none. */
  has(operation: string, parameters: Readonly<Record<string, string>>): boolean;
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Stops after each answer. */
export function* answerSteps(source: ObservationSource): Steps<Answers> {
  const byKey = new Map<string, Answer[]>();
  const byOperation = new Map<string, Answer[]>();
  const seen = new Map<string, Set<string>>();
  for (const call of sourcesOf(source, 'github').calls()) {
    const { operation } = call;
    const parameters = Object.fromEntries(
      Object.entries(call.parameters).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
      ),
    );
    const answer: Answer = {
      source: call.source,
      endpoint: call.endpoint,
      parameters,
      at: cursor(call.observation, source.document(call.observation)),
    };
    add(byOperation, operation, answer);
    add(byKey, keyOf(operation, parameters), answer);
    const known = seen.get(call.source) ?? new Set<string>();
    seen.set(call.source, known.add(operation));
    yield;
  }
  const of: Answers['of'] = (operation, parameters) =>
    (parameters === undefined ? byOperation.get(operation) : byKey.get(keyOf(operation, parameters))) ?? [];
  return {
    of,
    list: (operation, parameters, member) =>
      of(operation, parameters).flatMap(({ at }) => [
        ...items(member === undefined ? at : field(at, member)),
      ]),
    has: (operation, parameters) => of(operation, parameters).length > 0,
    seen,
  };
}

/** Names of GitHub are compared without regard to case. */
function keyOf(operation: string, parameters: Readonly<Record<string, string>>): string {
  const named = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name]?.toLowerCase()}`);
  return [operation, ...named].join('\n');
}

function add(into: Map<string, Answer[]>, key: string, answer: Answer): void {
  const known = into.get(key);
  if (known) known.push(answer);
  else into.set(key, [answer]);
}
