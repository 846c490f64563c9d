import { useEffect, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { showFailure } from '../frame/session-store.ts';
import type { CollectProviderId } from './collect-store.ts';

type Reads = Output<'collect.reads'>;

const WHO: Readonly<Record<CollectProviderId, string>> = {
  aws: 'AWS answers whoever the profile or the default credentials are; the identity is asked for first and stands in the snapshot.',
  kubernetes: 'The API server answers the user of the context; what that user may not list is a gap.',
  github: 'GitHub answers the token of GH_TOKEN or of the signed-in user; what it may not see is a gap.',
};

/** Every call that is made and the permission it needs, before anything is asked. */
export function ReadsCard({ provider }: { readonly provider: CollectProviderId }) {
  const [reads, setReads] = useState<Reads | null>(null);
  useEffect(() => {
    let wanted = true;
    engine.request('collect.reads', {}).then((answer) => wanted && setReads(answer), showFailure);
    return () => {
      wanted = false;
    };
  }, []);
  const rows = reads?.[provider] ?? [];
  return (
    <details className="more">
      <summary>
        What is read, and as whom{rows.length > 0 && `: ${rows.length.toLocaleString('en')} kinds of call`}
      </summary>
      <p className="small muted">{WHO[provider]} Nothing is ever written.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys */}
      <section className="reads" aria-label="Calls that are made" tabIndex={0}>
        <table className="small">
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">Permission</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ operation, permission }) => (
              <tr key={operation}>
                <td className="mono">{operation}</td>
                <td>{permission}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
