import { Name } from '../entity/name.tsx';
import { fillGithub, planSource, unplanSource, useCollect } from './collect-store.ts';
import { isSame, type PlannedSource } from './planned-source.ts';

interface FoundSource {
  readonly note: string;
  readonly source: PlannedSource;
}

/** The ways in that were found on this machine, by name: each is put on the list, and none used before Collect. */
export function FoundCard() {
  const { profiles, contexts, hosts } = useCollect();
  if (profiles === null || contexts === null || hosts === null)
    return <p className="muted">Looking for profiles, contexts and tokens…</p>;
  const aws: FoundSource[] = profiles.map(({ profile, origin, region }) => ({
    note: [origin === 'unknown' ? null : origin, region].filter((part) => part !== null).join(', '),
    source: { label: `AWS, profile ${profile}`, channel: 'collect.aws', input: { profile } },
  }));
  const kubernetes: FoundSource[] = contexts.map(({ context, cluster, server, current }) => ({
    note: `${cluster === context ? '' : `${cluster}, `}${server}${current ? ', current' : ''}`,
    source: {
      label: `Kubernetes, ${context}`,
      channel: 'collect.kubernetes',
      input: { contexts: [context] },
    },
  }));
  const found = [...aws, ...kubernetes];
  return (
    <section className="card" aria-label="Found on this machine">
      <div className="row">
        <h2 className="grow">Found on this machine</h2>
        {found.length > 1 && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              for (const { source } of found) planSource(source);
            }}
          >
            Put all on the list
          </button>
        )}
      </div>
      <p className="muted">
        Names only: no key, token or certificate is shown or kept, and none is used before Collect is pressed.
        Tick several to read them into one snapshot.
      </p>
      <div className="found">
        <Found title="AWS profiles" none="None in the shared configuration." sources={aws} />
        <Found title="Kubernetes contexts" none="None in the kubeconfig." sources={kubernetes} />
        <fieldset className="found-group">
          <legend>GitHub sign-ins</legend>
          {hosts.length === 0 && <p className="muted small">None found.</p>}
          {hosts.map(({ host, user, origin }) => (
            <p key={`${host} ${user} ${origin}`} className="row">
              <span className="grow clip">
                <Name text={user === null ? host : `${user} at ${host}`} length={40} />{' '}
                <span className="muted small">{origin}</span>
              </span>
              <button
                type="button"
                className="button quiet"
                onClick={() => {
                  useCollect.setState({ provider: 'github' });
                  if (host !== 'github.com') fillGithub({ baseUrl: `https://${host}` });
                  requestAnimationFrame(() => document.getElementById('github-organizations')?.focus());
                }}
              >
                Name an organization…
              </button>
            </p>
          ))}
        </fieldset>
      </div>
    </section>
  );
}

function Found(props: {
  readonly title: string;
  readonly none: string;
  readonly sources: readonly FoundSource[];
}) {
  const planned = useCollect((state) => state.planned);
  return (
    <fieldset className="found-group">
      <legend>{props.title}</legend>
      {props.sources.length === 0 && <p className="muted small">{props.none}</p>}
      {props.sources.map(({ note, source }) => (
        <label key={source.label} className="row">
          <input
            type="checkbox"
            checked={planned.some((each) => isSame(each, source))}
            onChange={({ target }) => (target.checked ? planSource(source) : unplanSource(source))}
          />
          <span className="grow clip">
            <Name text={source.label.slice(source.label.indexOf(',') + 2)} length={40} />{' '}
            <span className="muted small">
              <Name text={note} length={60} />
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
