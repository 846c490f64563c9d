import { loadConfig, openContexts } from './kubeconfig.ts';

/** A way into a cluster that was found on this machine. Nothing of it was used, and no secret is part of it. */
export interface DiscoveredContext {
  readonly context: string;
  /** What the cluster would be called. */
  readonly cluster: string;
  readonly server: string;
  readonly current: boolean;
}

/** The contexts of the kubeconfig that `kubectl` would use, in its order. Where there is none, there are no contexts. */
export async function discoverContexts(
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly DiscoveredContext[]> {
  try {
    const config = loadConfig(undefined, env);
    return config.getContexts().flatMap(({ name }) => {
      try {
        const [found] = openContexts({ contexts: [name], env });
        if (found === undefined) return [];
        const { context, cluster, server } = found;
        return [{ context, cluster, server, current: name === config.getCurrentContext() }];
      } catch {
        // One that leads nowhere is not offered.
        return [];
      }
    });
  } catch {
    return [];
  }
}
