import type { Output } from '../../schema/contract.ts';
import { fillGithub, useCollect } from './collect-store.ts';

/** Which organizations or repositories are collected, and of which GitHub. */
export function GithubFields() {
  const { github: form, hosts } = useCollect();
  return (
    <>
      <div className="form-grid">
        <label className="field">
          Organizations
          <input
            id="github-organizations"
            className="input"
            value={form.organizations}
            placeholder="larkfield-example"
            spellCheck={false}
            onChange={(event) => fillGithub({ organizations: event.target.value })}
          />
          <span className="hint">
            Names, or URLs of their pages, separated by commas. Each becomes a source.
          </span>
        </label>
        <label className="field">
          Only these repositories
          <input
            className="input"
            value={form.repositories}
            placeholder="all of the organization"
            spellCheck={false}
            onChange={(event) => fillGithub({ repositories: event.target.value })}
          />
          <span className="hint">
            As <span className="mono">OWNER/NAME</span>, separated by commas.
          </span>
        </label>
      </div>
      <p className="hint">{tokenHint(hosts)}</p>
      <details className="more">
        <summary>Another GitHub, an earlier snapshot</summary>
        <div className="form-grid">
          <label className="field">
            Address
            <input
              className="input mono"
              value={form.baseUrl}
              placeholder="https://github.com"
              spellCheck={false}
              onChange={(event) => fillGithub({ baseUrl: event.target.value })}
            />
            <span className="hint">Of a GHE.com tenant or a GitHub Enterprise Server.</span>
          </label>
          <label className="field">
            Earlier snapshot
            <input
              className="input mono"
              value={form.previous}
              placeholder="none"
              spellCheck={false}
              onChange={(event) => fillGithub({ previous: event.target.value })}
            />
            <span className="hint">What has not changed since then costs no calls.</span>
          </label>
        </div>
      </details>
    </>
  );
}

function tokenHint(hosts: Output<'collect.discover'>['github'] | null): string {
  if (hosts === null) return 'Looking for a token…';
  if (hosts.length === 0)
    return 'No token was found: set GH_TOKEN before the start, or sign in with "gh auth login". A key store is asked when Collect is pressed.';
  const found = hosts.map(
    ({ host, user, origin }) => `${host}${user === null ? '' : ` as ${user}`} (${origin})`,
  );
  return `Tokens for ${found.join(', ')}. None is used before Collect is pressed.`;
}
