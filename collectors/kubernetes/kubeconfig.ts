import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { TrustpathError } from '../../schema/errors.ts';
import { redactText } from '../redact.ts';

/** A way into a cluster. */
export interface KubernetesContext {
  readonly context: string;
  /** What the cluster is called in entity ids. */
  readonly cluster: string;
  /** The API server's URL, without a slash at its end. */
  readonly server: string;
  /** As the kubeconfig names the user; the API server may know another name. */
  readonly user: string;
  readonly config: KubeConfig;
}

export interface ContextChoice {
  /** A kubeconfig; else `KUBECONFIG`, `~/.kube/config`, or the service account of the pod this runs in. */
  readonly kubeconfig?: string | undefined;
  /** The text of one, in place of a file. */
  readonly kubeconfigText?: string | undefined;
  /** Names of contexts; the current one where none is given. */
  readonly contexts?: readonly string[] | undefined;
  /** What to call the cluster, where there is one context. */
  readonly cluster?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

const IN_CLUSTER_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * The contexts that were chosen, each with a configuration of its own. Nothing is asked of anybody yet.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused`, `collection-failed` (there is no kubeconfig)
 */
export function openContexts(choice: ContextChoice): readonly KubernetesContext[] {
  const whole =
    choice.kubeconfigText === undefined
      ? loadConfig(choice.kubeconfig, choice.env ?? process.env)
      : parsedConfig(choice.kubeconfigText);
  const known = whole.getContexts().map((one) => one.name);
  const names = choice.contexts?.length ? [...new Set(choice.contexts)] : [whole.getCurrentContext()];
  if (choice.cluster !== undefined && names.length > 1)
    throw new TrustpathError('usage', 'A name for the cluster can be given for one context at a time.');
  const contexts = names.map((name) => {
    if (name === undefined || name === '')
      throw new TrustpathError(
        'usage',
        `The kubeconfig has no current context; name one of: ${known.join(', ')}.`,
      );
    if (!known.includes(name))
      throw new TrustpathError(
        'usage',
        `There is no context ${JSON.stringify(name)}; there are: ${known.join(', ')}.`,
      );
    return openContext(whole, name, choice.cluster);
  });
  for (const { cluster } of contexts)
    if (contexts.filter((one) => one.cluster === cluster).length > 1)
      throw new TrustpathError(
        'usage',
        `Two of the contexts are of a cluster called ${cluster}; collect them one after the other, naming one of them.`,
      );
  return contexts;
}

/** @throws TrustpathError as `openContexts` */
export function loadConfig(kubeconfig: string | undefined, env: NodeJS.ProcessEnv): KubeConfig {
  const config = new KubeConfig();
  const files = kubeconfig === undefined ? defaultFiles(env) : [kubeconfig];
  for (const file of files) {
    const one = new KubeConfig();
    try {
      one.loadFromFile(file);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== undefined && /^E[A-Z]+$/.test(code))
        throw new TrustpathError(
          'input-unreadable',
          `${file}: ${code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`}.`,
        );
      // The parser's message would quote the text, which holds keys and tokens.
      throw new TrustpathError('input-refused', `${file}: is no kubeconfig.`);
    }
    try {
      config.mergeConfig(one, config.getContexts().length > 0);
    } catch (error) {
      throw new TrustpathError('input-refused', `${file}: ${redactText((error as Error).message)}.`);
    }
  }
  if (files.length === 0) {
    if (!existsSync(IN_CLUSTER_TOKEN))
      throw new TrustpathError(
        'collection-failed',
        'There is no kubeconfig: KUBECONFIG names none, ~/.kube/config does not exist, and this is no pod of a cluster.',
      );
    config.loadFromCluster();
  }
  return config;
}

function parsedConfig(text: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
}

function defaultFiles(env: NodeJS.ProcessEnv): string[] {
  // As kubectl does, files that do not exist are passed over.
  if (env.KUBECONFIG)
    return env.KUBECONFIG.split(delimiter).filter((file) => file !== '' && existsSync(file));
  const file = join(env.HOME ?? homedir(), '.kube', 'config');
  return existsSync(file) ? [file] : [];
}

function openContext(whole: KubeConfig, name: string, cluster: string | undefined): KubernetesContext {
  const context = whole.getContextObject(name);
  const found = context === null ? null : whole.getCluster(context.cluster);
  if (context === null || found === null)
    throw new TrustpathError(
      'usage',
      `The context ${JSON.stringify(name)} names a cluster that the kubeconfig lacks.`,
    );
  let server: URL;
  try {
    server = new URL(found.server);
  } catch {
    throw new TrustpathError('usage', `The cluster ${JSON.stringify(found.name)} has no URL for its server.`);
  }
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: whole.getClusters(),
    contexts: whole.getContexts(),
    users: whole.getUsers(),
    currentContext: name,
  });
  return {
    context: name,
    cluster: checkedName(cluster ?? shortName(found.name)),
    server: server.href.replace(/\/+$/, ''),
    user: context.user,
    config,
  };
}

/** `arn:aws:eks:eu-central-1:111122223333:cluster/prod` is called `prod`, as AWS calls it. */
function shortName(name: string): string {
  const eks = /^arn:[^:]+:eks:[^:]*:\d{12}:cluster\/(.+)$/.exec(name);
  return (eks?.[1] ?? name).replace(/[^A-Za-z0-9._:@-]/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'cluster';
}

function checkedName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}$/.test(name))
    throw new TrustpathError(
      'usage',
      `${JSON.stringify(name)} cannot be the name of a cluster: letters, digits, ".", "_", ":", "@" and "-" make one.`,
    );
  return name;
}
