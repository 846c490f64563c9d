import { Footprints } from 'lucide-react';
import type { Hop } from '../../schema/contract.ts';
import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import './activity.css';

type Observed = NonNullable<Hop['observed']>;

/** That a log saw a relation used: how often, when and from where. */
export function ObservedNote({ observed }: { readonly observed: Observed }) {
  const { first, last, count, from } = observed;
  return (
    <p className="observed-note">
      <Footprints size={14} aria-hidden className="fixed" />
      <span>
        Observed {count === 1 ? 'once' : `${count.toLocaleString('en')} times`}, <Time utc={first} />
        {last !== first && (
          <>
            {' '}
            to <Time utc={last} />
          </>
        )}
        {from.length > 0 && (
          <>
            , from <Name text={from.join(', ')} />
          </>
        )}
        .
      </span>
    </p>
  );
}
