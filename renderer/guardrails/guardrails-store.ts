import { create } from 'zustand';
import type { Input, Output } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { isSameSnapshot } from '../frame/same-snapshot.ts';
import { asFailure, useSession } from '../frame/session-store.ts';
import { showProgrammePart } from '../programme/programme-store.ts';
import { fromShell, shell } from '../shell.ts';

export type Template = Output<'guardrails.templates'>['templates'][number];
export type Guardrail = Output<'guardrails'>['guardrails'][number];

/** What guardrails are made for, and what that is called. */
export interface GuardrailsAbout {
  readonly asked: NonNullable<Input<'guardrails'>['about']>;
  readonly title: string;
}

interface GuardrailsState {
  /** The snapshot that the rest is about. */
  readonly handle: string | null;
  /** Null: the whole snapshot. */
  readonly about: GuardrailsAbout | null;
  /** Null until they are made. */
  readonly made: { readonly guardrails: readonly Guardrail[]; readonly notes: readonly string[] } | null;
  /** What is being tried now; null where nothing runs. */
  readonly busy: string | null;
  readonly failure: TrustpathError | null;
  /** The id of the guardrail or template chosen. */
  readonly selected: string | null;
  /** Where they were written last. */
  readonly written: string | null;
}

const FRESH = {
  about: null,
  made: null,
  busy: null,
  failure: null,
  selected: null,
  written: null,
} as const;

export const useGuardrails = create<GuardrailsState>(() => ({ handle: null, ...FRESH }));

let running: AbortController | null = null;

export function stopGuardrails(): void {
  running?.abort();
}

/** Another snapshot: what was made for the former one says nothing of it. The same again: it is kept. */
export function beginGuardrails(handle: string): void {
  const former = useGuardrails.getState().handle;
  if (former === handle) return;
  if (isSameSnapshot(former, handle)) {
    useGuardrails.setState({ handle });
    return;
  }
  running?.abort();
  useGuardrails.setState({ handle, ...FRESH });
}

/** Shows the part and makes guardrails for the whole snapshot, or for what is named. */
export async function makeGuardrails(about: GuardrailsAbout | null): Promise<void> {
  const handle = useSession.getState().snapshot?.handle;
  if (handle === undefined) return;
  beginGuardrails(handle);
  showProgrammePart('guardrails');
  useGuardrails.setState({ about, made: null, selected: null, written: null });
  await run(handle, about, null);
}

/** Asks for a folder that is not there yet and has the engine write into it what does not fail. */
export async function exportGuardrails(): Promise<void> {
  const { handle, about } = useGuardrails.getState();
  if (handle === null) return;
  try {
    const { path } = await fromShell(shell().chooseSavePath('guardrails', 'guardrails'));
    if (path !== null) await run(handle, about, path);
  } catch (thrown) {
    useGuardrails.setState({ failure: asFailure(thrown) });
  }
}

async function run(handle: string, about: GuardrailsAbout | null, out: string | null): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  useGuardrails.setState({ busy: 'Reading the configuration', failure: null, written: null });
  try {
    const { guardrails, notes, written } = await engine.request(
      'guardrails',
      { handle, ...(about && { about: about.asked }), ...(out !== null && { out }) },
      {
        signal: own.signal,
        onProgress: ({ detail }) => {
          if (running === own && detail) useGuardrails.setState({ busy: detail });
        },
      },
    );
    if (running === own)
      useGuardrails.setState(({ selected }) => ({
        made: { guardrails, notes },
        written,
        busy: null,
        selected: selected ?? guardrails[0]?.id ?? null,
      }));
  } catch (thrown) {
    if (running !== own) return;
    const failure = asFailure(thrown);
    useGuardrails.setState({ busy: null, failure: failure.code === 'cancelled' ? null : failure });
  }
}
