import { create } from 'zustand';
import type { Output, Progress } from '../../schema/contract.ts';
import type { TrustpathError } from '../../schema/errors.ts';
import { CATEGORY_NAMES, type Category } from '../../schema/redaction-categories.ts';
import { useCase } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { asFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

/** Names that the preview shows. */
const MOST_SHOWN = 200;

interface RedactState {
  readonly replace: ReadonlySet<Category>;
  readonly keepKey: boolean;
  readonly withCase: boolean;
  readonly preview: Output<'redact.preview'> | null;
  readonly written: Output<'redact.write'> | null;
  readonly busy: 'previewing' | 'writing' | null;
  readonly progress: Progress | null;
  readonly failure: TrustpathError | null;
}

const FRESH: RedactState = {
  replace: new Set(CATEGORY_NAMES),
  keepKey: false,
  withCase: false,
  preview: null,
  written: null,
  busy: null,
  progress: null,
  failure: null,
};

/** What the dialog about pseudonyms shows. */
export const useRedact = create<RedactState>(() => FRESH);

let running: AbortController | null = null;

/** Begins anew, as when the dialog opens; what still runs is ended. */
export function beginRedaction(): void {
  stopRedaction();
  useRedact.setState(FRESH);
  void preview();
}

export function stopRedaction(): void {
  running?.abort();
  running = null;
}

export function toggleCategory(category: Category): void {
  const replace = new Set(useRedact.getState().replace);
  if (!replace.delete(category)) replace.add(category);
  useRedact.setState({ replace, written: null });
  void preview();
}

async function work(
  busy: RedactState['busy'],
  does: (
    handle: string,
    options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
  ) => Promise<void>,
): Promise<void> {
  const { snapshot } = useSession.getState();
  if (!snapshot) return;
  stopRedaction();
  const own = new AbortController();
  running = own;
  useRedact.setState({ busy, progress: null, failure: null });
  const onProgress = (progress: Progress) => {
    if (running === own) useRedact.setState({ progress });
  };
  try {
    await does(snapshot.handle, { signal: own.signal, onProgress });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (running === own && failure.code !== 'cancelled') useRedact.setState({ failure });
  } finally {
    if (running === own) {
      running = null;
      useRedact.setState({ busy: null, progress: null });
    }
  }
}

const policy = () => ({ replace: [...useRedact.getState().replace] });

function preview(): Promise<void> {
  return work('previewing', async (handle, options) => {
    const asked = { handle, policy: policy(), most: MOST_SHOWN };
    const answer = await engine.request('redact.preview', asked, options);
    if (!options.signal.aborted) useRedact.setState({ preview: answer });
  });
}

/** Asks for the places and writes. */
export function writeRedaction(): Promise<void> {
  return work('writing', async (handle, options) => {
    const { keepKey, withCase } = useRedact.getState();
    const { path: out } = await fromShell(shell().chooseSavePath('snapshot', 'redacted.trustpath'));
    if (out === null) return;
    const key = keepKey ? await fromShell(shell().chooseSavePath('redaction-key', 'pseudonyms.key')) : null;
    if (key && key.path === null) return;
    const { open } = useCase.getState();
    const beside = `${out.replace(/\.trustpath$/, '')}.trustcase`;
    const written = await engine.request(
      'redact.write',
      {
        handle,
        out,
        policy: policy(),
        ...(key?.path != null && { keyFile: key.path }),
        ...(withCase && open && { case: { path: open.path, out: beside } }),
      },
      options,
    );
    useRedact.setState({ written });
  });
}
