import { FolderOpen, FolderSearch, TriangleAlert } from 'lucide-react';
import { Identifier, Name } from '../entity/name.tsx';
import { openSnapshot, useSession } from '../frame/session-store.ts';
import { type CaseState, findSnapshot, inCase } from './case-store.ts';

type Bound = CaseState['snapshots'][number];

const FILE_WORDS: Readonly<Record<Bound['file'], string>> = {
  there: 'where it was, and the same',
  unchecked: 'there; compared when it is opened',
  missing: 'not where it was',
  another: 'replaced: another snapshot is in its place',
  unreadable: 'cannot be opened',
};

/** The snapshots that the case is about, where they are, and the way to find one that is not where it was. */
export function SnapshotsPart({ open }: { readonly open: CaseState }) {
  const digest = useSession((state) => state.snapshot?.info.digest ?? null);
  if (open.snapshots.length === 0)
    return (
      <p className="muted pad">The case is about no snapshot yet: open one, and it is bound by its digest.</p>
    );
  return (
    <ul className="case-list">
      {open.snapshots.map((each) => {
        const here = each.digest === digest;
        const there = each.file === 'there' || each.file === 'unchecked';
        return (
          <li key={each.digest} className="row wrap">
            <span className="grow case-snapshot">
              <strong>
                <Name text={each.title} length={60} />
              </strong>
              <span className="muted small">
                <Name text={each.path} length={100} />
              </span>
              <span className="small">
                <Identifier text={each.digest} length={28} />{' '}
                {here ? (
                  'open now'
                ) : (
                  <span className={there ? 'muted' : 'warn-text'}>
                    {!there && <TriangleAlert size={12} aria-hidden />} {FILE_WORDS[each.file]}
                  </span>
                )}
              </span>
              {!here && !there && (
                <span className="small muted">
                  <Name text={each.reason} length={200} />
                </span>
              )}
            </span>
            <button
              type="button"
              className="button"
              disabled={here || !there}
              onClick={() => void openSnapshot(each.path)}
            >
              <FolderOpen size={14} aria-hidden /> Open
            </button>
            <button
              type="button"
              className="button"
              disabled={here}
              onClick={() => void findSnapshot(each.digest)}
            >
              <FolderSearch size={14} aria-hidden /> Find it…
            </button>
            <button
              type="button"
              className="button quiet"
              disabled={here}
              title="The case is no longer about it; its file stays as it is"
              onClick={() => void inCase({ do: 'detach-snapshot', digest: each.digest })}
            >
              Unbind
            </button>
          </li>
        );
      })}
    </ul>
  );
}
