import { knownHosts } from './token.ts';

/** A GitHub for which this machine has a token. */
export interface GithubHost {
  readonly host: string;
  readonly user: string | null;
  /** The name of the variable, or the gh command's store. */
  readonly origin: string;
}

/** Where tokens are found, without using or reading any. */
export async function discoverGithub(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<readonly GithubHost[]> {
  const variable = ['GH_TOKEN', 'GITHUB_TOKEN'].find((name) => environment[name]);
  const hosts = (await knownHosts(environment)).map(
    ({ host, user }): GithubHost => ({ host, user, origin: 'the gh command’s store' }),
  );
  if (variable === undefined) return hosts;
  const first: GithubHost = { host: 'github.com', user: null, origin: variable };
  return [first, ...hosts.filter(({ host }) => host !== first.host)];
}
