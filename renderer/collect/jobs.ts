import type { Progress } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure, closeSnapshot, openSnapshot, showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { beginJob, useCollect } from './collect-store.ts';
import { addCoverage } from './coverage-so-far.ts';
import { type PlannedSource, requestOf } from './planned-source.ts';
import { addProgress } from './progress-log.ts';

let running: AbortController | null = null;
/** Messages may come by the hundred in a second; the window shows them this often (milliseconds). */
const SHOWN_EVERY = 100;

interface WorkOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export function cancelJob(): void {
  useCollect.setState(({ job }) => ({ job: job && { ...job, state: 'cancelling' } }));
  running?.abort();
}

/** Runs work with its progress on show, then opens what it made. False where it did not come to an end. */
async function run(
  title: string,
  out: string,
  steps: readonly string[],
  work: (options: WorkOptions, step: (index: number) => void) => Promise<unknown>,
): Promise<boolean> {
  if (running) {
    go('collect');
    return false;
  }
  const own = new AbortController();
  running = own;
  beginJob(title, out, steps);
  go('collect');
  let waiting: Progress[] = [];
  const flush = () => {
    const messages = waiting;
    waiting = [];
    if (messages.length === 0) return;
    useCollect.setState(({ job }) => ({
      job: job && {
        ...job,
        log: messages.filter(({ coverage }) => !coverage).reduce(addProgress, job.log),
        coverage: messages.reduce(addCoverage, job.coverage),
      },
    }));
  };
  const timer = setInterval(flush, SHOWN_EVERY);
  const step = (index: number) => useCollect.setState(({ job }) => ({ job: job && { ...job, step: index } }));
  try {
    await work({ signal: own.signal, onProgress: (progress) => waiting.push(progress) }, step);
    flush();
    useCollect.setState({ job: null, files: [], planned: [], resuming: null, failed: null });
    await openSnapshot(out);
    return true;
  } catch (thrown) {
    flush();
    const failure = asFailure(thrown);
    useCollect.setState({
      job: null,
      failure:
        failure.code === 'cancelled'
          ? new TrustpathError('cancelled', `Cancelled. What was collected until then is in ${out}.`)
          : failure,
    });
    return false;
  } finally {
    clearInterval(timer);
    running = null;
  }
}

/** Asks for a place to write a snapshot to; null when the person thought better of it. */
export async function choosePlace(name: string): Promise<string | null> {
  try {
    return (await fromShell(shell().chooseSavePath('snapshot', name))).path;
  } catch (thrown) {
    showFailure(thrown);
    return null;
  }
}

/**
 * Brings the sources into one file, one after the other. `first` says what is in the file when the first begins: nothing,
 * other sources, or the cut-off beginning of that source. The first that fails ends it; the rest stays in the list.
 */
export async function collectSources(
  sources: readonly PlannedSource[],
  out: string,
  first: 'new' | 'add' | 'resume',
): Promise<void> {
  if (sources.length === 0) return;
  if (first !== 'new') await closeSnapshot(out);
  useCollect.setState({ failed: null });
  let at = 0;
  const labels = sources.map(({ label }) => label);
  const title = sources.length === 1 ? (labels[0] ?? '') : `${sources.length} sources into one snapshot`;
  const done = await run(title, out, labels, async (options, step) => {
    for (const [index, source] of sources.entries()) {
      at = index;
      step(index);
      const { channel, input } = requestOf(source, out, index === 0 ? first : 'add');
      await engine.request(channel, input, options);
    }
  });
  if (!done && useCollect.getState().failure)
    useCollect.setState({
      failed: { sources: sources.slice(at), out, added: at > 0 || first === 'add' },
    });
}

/** Collects the sample into the application's own folder. */
export async function collectSample(): Promise<void> {
  try {
    const { path } = await fromShell(shell().samplePath());
    await run('Collecting the sample estate', path, [], async (options) => {
      const { leakedKeyId } = await engine.request('sample.create', { out: path }, options);
      useCollect.setState({ leakedKeyId });
    });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function discover(): Promise<void> {
  try {
    const { aws, kubernetes, github } = await engine.request('collect.discover', {});
    useCollect.setState({ profiles: aws, contexts: kubernetes, hosts: github });
  } catch (thrown) {
    useCollect.setState({ profiles: [], contexts: [], hosts: [], failure: asFailure(thrown) });
  }
}
