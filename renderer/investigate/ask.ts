import type { EntityRecord, Output } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { entitiesById, rememberEntities } from '../entity/entity-cache.ts';
import { replaceAnswer, showAnswer } from '../frame/navigation-store.ts';
import { asFailure, fileName, settledSnapshot, useSession } from '../frame/session-store.ts';
import { type Answer, startOf } from './answer.ts';
import { carryOver, useInvestigate } from './investigate-store.ts';
import { looksSecret } from './looks-secret.ts';
import { activeTab, landBehind, setQuestion, useTabs } from './tabs-store.ts';

/** Paths asked for at once to one target. */
const PATHS = 10;

/** The question under way in each tab. */
const running = new Map<number, AbortController>();

useTabs.subscribe(({ tabs }) => {
  for (const [tab, question] of running) if (!tabs.some(({ id }) => id === tab)) question.abort();
});

/** Ends the question under way in the tab in front. */
export function stopAsking(): void {
  running.get(activeTab())?.abort();
}

/**
 * Asks, shows the answer in the tab that asked, and reports a failure there. `label` says what is asked in words that
 * may be shown: it never holds a pasted text, which lives only in `work` and is gone when that returns. A question asked
 * while a snapshot is still being opened waits for it; an answer about a snapshot that was since replaced is dropped.
 */
async function ask(
  label: string,
  work: (handle: string | null, signal: AbortSignal) => Promise<Answer>,
  replaces = false,
): Promise<void> {
  const tab = activeTab();
  running.get(tab)?.abort();
  const own = new AbortController();
  running.set(tab, own);
  setQuestion(tab, { asking: label, failure: null });
  useInvestigate.setState({ unasked: null });
  try {
    const snapshot = await settledSnapshot(own.signal, (opening) => {
      const what = opening === null ? 'the snapshot' : fileName(opening);
      setQuestion(tab, { asking: `${label}, as soon as ${what} is open` });
    });
    setQuestion(tab, { asking: label });
    const answer = await work(snapshot?.handle ?? null, own.signal);
    if (running.get(tab) !== own) return;
    setQuestion(tab, { asking: null });
    if (useSession.getState().snapshot?.info.path !== snapshot?.info.path) return;
    if (tab !== activeTab()) landBehind(tab, answer, replaces);
    else if (replaces) replaceAnswer(answer);
    else showAnswer(answer);
  } catch (thrown) {
    if (running.get(tab) !== own) return;
    const failure = asFailure(thrown);
    setQuestion(tab, { asking: null, failure: failure.code === 'cancelled' ? null : failure });
  } finally {
    if (running.get(tab) === own) running.delete(tab);
  }
}

function required(handle: string | null): string {
  if (handle !== null) return handle;
  throw new TrustpathError('usage', 'No snapshot is open: open the one to ask about, then ask again.');
}

/** Says what a pasted text is, and, with a snapshot open, whose it is and what it reaches. */
export function askCredential(text: string): Promise<void> {
  return ask('Recognising the credential', async (handle, signal) => {
    if (handle === null) {
      const { recognised } = await engine.request('credential.recognise', { text }, { signal });
      useInvestigate.setState({ unasked: recognised.find((each) => each.identifier)?.identifier ?? null });
      return { kind: 'recognition', recognised };
    }
    try {
      return await trace(handle, text, signal);
    } catch (thrown) {
      throw withoutText(asFailure(thrown), text);
    }
  });
}

/** Traces what was recognised before a snapshot was open, by its public identifier: the rest of it was not kept. */
export function askUnasked(): void {
  const { unasked } = useInvestigate.getState();
  if (unasked !== null) void askCredential(unasked);
}

/** A failure that repeats what was pasted is said in other words: nothing of a credential is shown. */
export function withoutText(failure: TrustpathError, text: string): TrustpathError {
  if (!looksSecret(text) || !failure.message.includes(text.trim())) return failure;
  return new TrustpathError(
    failure.code,
    'What was given is no known kind of credential, and nothing in this snapshot has that name.',
  );
}

async function trace(handle: string, text: string, signal: AbortSignal): Promise<Answer> {
  const answer = await engine.request('trace', { handle, text, k: PATHS }, { signal });
  if (answer.owner) rememberEntities(handle, [answer.owner]);
  const { target: to } = useInvestigate.getState();
  if (to === null || answer.start === null) {
    await preload(handle, answer.paths, signal);
    return { kind: 'trace', to: null, ...answer };
  }
  const question = { handle, from: answer.start, to: to.id, k: PATHS, ...filter() };
  const found = await engine.request('path', question, { signal });
  await preload(handle, found.paths, signal);
  return { kind: 'trace', to, ...answer, ...found };
}

/** Has the entities on the paths at hand before they are drawn, so that cards do not fill in one by one. */
async function preload(handle: string, paths: Output<'path'>['paths'], signal: AbortSignal): Promise<void> {
  const ids = paths.flatMap((path) => [path.from, ...path.hops.map((hop) => hop.to)]);
  await entitiesById(handle, [...new Set(ids)].slice(0, 500), signal);
}

/** What an entity reaches: every crown jewel, its blast radius, how to contain it. */
export function askFrom(entity: EntityRecord): Promise<void> {
  return ask(`Tracing from ${entity.name}`, (handle, signal) => trace(required(handle), entity.id, signal));
}

export function askPath(from: EntityRecord, to: EntityRecord | null): Promise<void> {
  return ask(`Finding paths from ${from.name}`, async (given, signal) => {
    const handle = required(given);
    const question = { handle, from: from.id, k: PATHS, ...(to && { to: to.id }), ...filter() };
    const answer = await engine.request('path', question, { signal });
    await preload(handle, answer.paths, signal);
    return { kind: 'path', from, to, ...answer };
  });
}

/** The verdicts to follow, where not all are followed. */
function filter(): { readonly include?: { readonly conditional: boolean; readonly unknown: boolean } } {
  const { include } = useInvestigate.getState();
  return include.conditional && include.unknown ? {} : { include };
}

export function askExposure(to: EntityRecord): Promise<void> {
  return ask(`Finding what reaches ${to.name}`, async (handle, signal) => {
    const answer = await engine.request('exposure', { handle: required(handle), to: to.id }, { signal });
    return { kind: 'exposure', to, unknowns: answer.unknowns };
  });
}

export function askWhyNot(from: EntityRecord, to: EntityRecord): Promise<void> {
  return ask(`Explaining ${from.name} and ${to.name}`, async (given, signal) => {
    const handle = required(given);
    const answer = await engine.request('explain', { handle, from: from.id, to: to.id }, { signal });
    return { kind: 'explain', from, to, ...answer };
  });
}

/**
 * The paths of an answer, asked again with the limits that are set now: with or without conditional and unknown
 * relations, without the hops that were disabled. `same`: nothing of that changed, and the place in the list stays.
 */
export async function askAgain(answer: Answer, same = false): Promise<void> {
  const start = startOf(answer);
  if ((answer.kind !== 'trace' && answer.kind !== 'path') || start === null) return;
  const { include, edits } = useInvestigate.getState();
  const { to } = answer;
  const limits = { include, without: [...edits.now.disabled] };
  await ask(
    'Finding paths',
    async (given, signal) => {
      const handle = required(given);
      const question = { handle, from: start, k: PATHS, ...limits, ...(to && { to: to.id }) };
      const { paths, unknowns, leftOut } = await engine.request('path', question, { signal });
      await preload(handle, paths, signal);
      const { leftOut: _, ...rest } = answer;
      const again: Answer = { ...rest, paths, unknowns, ...(leftOut && { leftOut }) };
      carryOver(answer, again, same);
      return again;
    },
    true,
  );
}
