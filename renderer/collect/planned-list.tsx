import { X } from 'lucide-react';
import { Name } from '../entity/name.tsx';
import { unplanSource, useCollect } from './collect-store.ts';

/** What will be read, in this order, into one snapshot. */
export function PlannedList() {
  const planned = useCollect((state) => state.planned);
  if (planned.length === 0) return null;
  return (
    <ol className="planned-sources" aria-label="Sources to read">
      {planned.map((source, index) => (
        <li key={`${source.channel} ${JSON.stringify(source.input)}`} className="row">
          <span className="muted number">{index + 1}</span>
          <span className="grow clip">
            <Name text={source.label} length={90} />
          </span>
          <button
            type="button"
            className="button quiet icon"
            aria-label={`Take off the list: ${source.label}`}
            onClick={() => unplanSource(source)}
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ol>
  );
}
