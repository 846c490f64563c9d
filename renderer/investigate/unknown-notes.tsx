import { CircleHelp } from 'lucide-react';
import type { Output } from '../../schema/contract.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { go } from '../frame/navigation-store.ts';

type Unknowns = Output<'path'>['unknowns'];

/** The gaps that could change the answer shown: what was not seen, why, and which relations it may hide. */
export function UnknownNotes({ unknowns }: { readonly unknowns: Unknowns }) {
  if (unknowns.length === 0) return null;
  return (
    <details className="unknowns">
      <summary>
        <CircleHelp size={14} aria-hidden /> {plural(unknowns.length, 'gap')} could change this answer
      </summary>
      <ul className="unknown-list">
        {unknowns.slice(0, 50).map((gap) => (
          <li key={`${gap.source} ${gap.operation} ${gap.reason}`}>
            <p>
              <span className="mono">{gap.operation}</span> in <Name text={gap.source} length={40} />:{' '}
              <Name text={gap.reason} />
            </p>
            {gap.kinds.length > 0 && (
              <p className="muted small">May hide: {gap.kinds.map((kind) => verbOf(kind)).join(', ')}</p>
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="button quiet" onClick={() => go('coverage')}>
        {unknowns.length > 50 ? `All ${unknowns.length} in Coverage` : 'Open Coverage'}
      </button>
    </details>
  );
}
