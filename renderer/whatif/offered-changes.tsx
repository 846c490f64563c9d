import { FlaskConical } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Input, Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { Name } from '../entity/name.tsx';
import { useSession } from '../frame/session-store.ts';
import { planChanges } from './whatif-store.ts';

type About = Input<'changes.offer'>['about'];

/** "What if?" in an inspector: the changes that could be made about what is shown, each to be tried. */
export function OfferedChanges({ about }: { readonly about: About }) {
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const [offered, setOffered] = useState<Output<'changes.offer'>['changes']>([]);
  const key = JSON.stringify(about);
  useEffect(() => {
    const abort = new AbortController();
    setOffered([]);
    if (handle === null) return;
    engine
      .request('changes.offer', { handle, about: JSON.parse(key) as About }, { signal: abort.signal })
      .then(({ changes }) => setOffered(changes))
      // What cannot be offered is left out: the inspector says all the rest.
      .catch(() => undefined);
    return () => abort.abort();
  }, [handle, key]);
  if (handle === null || offered.length === 0) return null;
  return (
    <section>
      <h3>What if</h3>
      <ul className="offers">
        {offered.map((each) => (
          <li key={each.title}>
            <button
              type="button"
              className="link"
              title="Try this change on a copy of the configuration"
              onClick={() => planChanges(handle, [each, ...each.next])}
            >
              <FlaskConical size={14} aria-hidden className="fixed" />
              <Name text={each.title} length={72} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
