import type { Progress } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { go } from '../frame/navigation-store.ts';
import { asFailure, closeSnapshot, openSnapshot, showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import {
  beginJob,
  type CollectForm,
  type GithubForm,
  type KubernetesForm,
  useCollect,
} from './collect-store.ts';
import { addProgress } from './progress-log.ts';

let running: AbortController | null = null;
/** Messages may come by the hundred in a second; the window shows them this often (milliseconds). */
const SHOWN_EVERY = 100;

export function cancelJob(): void {
  useCollect.setState(({ job }) => ({ job: job && { ...job, state: 'cancelling' } }));
  running?.abort();
}

/** Runs one collection or import with its progress on show, then opens what it made. */
async function run(
  title: string,
  out: string,
  work: (options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<unknown>,
): Promise<void> {
  if (running) {
    go('collect');
    return;
  }
  const own = new AbortController();
  running = own;
  beginJob(title, out);
  go('collect');
  let waiting: Progress[] = [];
  const flush = () => {
    const messages = waiting;
    waiting = [];
    if (messages.length === 0) return;
    useCollect.setState(({ job }) => ({
      job: job && { ...job, log: messages.reduce(addProgress, job.log) },
    }));
  };
  const timer = setInterval(flush, SHOWN_EVERY);
  try {
    await work({ signal: own.signal, onProgress: (progress) => waiting.push(progress) });
    flush();
    useCollect.setState({ job: null, files: [], resuming: null });
    await openSnapshot(out);
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
  } finally {
    clearInterval(timer);
    running = null;
  }
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((each) => each !== '');
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

export async function collectFromAws(form: CollectForm, resume = false): Promise<void> {
  const regions = regionsOf(form.regions);
  const profiles = [...(form.profile ? [form.profile] : []), ...listOf(form.moreProfiles)];
  if (resume) await closeSnapshot(form.out);
  await run(`Collecting from AWS${form.profile ? `, profile ${form.profile}` : ''}`, form.out, (options) =>
    engine.request(
      'collect.aws',
      {
        out: form.out,
        ...(resume && { resume }),
        ...(profiles.length > 1 ? { profiles } : profiles.length === 1 && { profile: profiles[0] }),
        ...(form.roleArn && { roleArn: form.roleArn.trim() }),
        ...(form.orgRole && { orgRole: form.orgRole.trim() }),
        ...(form.externalId && { externalId: form.externalId }),
        ...(regions && { regions }),
        ...(form.endpoint && { endpoint: form.endpoint.trim() }),
      },
      options,
    ),
  );
}

export async function collectFromKubernetes(
  form: KubernetesForm,
  out: string,
  resume = false,
): Promise<void> {
  if (resume) await closeSnapshot(out);
  const what = form.contexts.length > 0 ? form.contexts.join(', ') : 'the current context';
  await run(`Collecting from Kubernetes, ${what}`, out, (options) =>
    engine.request(
      'collect.kubernetes',
      {
        out,
        ...(resume && { resume }),
        ...(form.contexts.length > 0 && { contexts: [...form.contexts] }),
        ...(form.kubeconfig && { kubeconfig: form.kubeconfig.trim() }),
        ...(form.cluster && { cluster: form.cluster.trim() }),
        ...(form.secretKeys && { secretKeys: true }),
      },
      options,
    ),
  );
}

/** Names, or a word for how the regions are found; undefined for the configured one. */
function regionsOf(text: string): string[] | 'where-used' | 'enabled' | undefined {
  const words = listOf(text);
  const [word] = words;
  if (words.length === 1 && (word === 'where-used' || word === 'enabled')) return word;
  return words.length > 0 ? words : undefined;
}

export async function collectFromGithub(form: GithubForm, out: string, resume: boolean): Promise<void> {
  const organizations = listOf(form.organizations);
  const repositories = listOf(form.repositories);
  if (resume) await closeSnapshot(out);
  await run(`Collecting from GitHub, ${[...organizations, ...repositories].join(', ')}`, out, (options) =>
    engine.request(
      'collect.github',
      {
        out,
        ...(resume && { resume }),
        ...(organizations.length > 0 && { organizations }),
        ...(repositories.length > 0 && { repositories }),
        ...(form.baseUrl && { baseUrl: form.baseUrl.trim() }),
        ...(form.previous && { previous: form.previous.trim() }),
      },
      options,
    ),
  );
}

/** Imports files, asking for them and for a place where these are not given. */
export async function importFiles(given: readonly string[] = []): Promise<void> {
  try {
    const paths = given.length > 0 ? given : (await fromShell(shell().chooseFiles('aws-files'))).paths;
    if (paths.length === 0) return;
    const name = (paths[0]?.split(/[\\/]/).at(-1) ?? 'import').replace(/\.[^.]*$/, '');
    const out = await choosePlace(`${name || 'import'}.trustpath`);
    if (out === null) return;
    await run('Importing AWS files', out, (options) =>
      engine.request('import.aws', { paths: [...paths], out }, options),
    );
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Collects the sample into the application's own folder. */
export async function collectSample(): Promise<void> {
  try {
    const { path } = await fromShell(shell().samplePath());
    await run('Collecting the sample estate', path, async (options) => {
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
