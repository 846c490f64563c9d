import { LoaderCircle, ShieldCheck } from 'lucide-react';
import { Identifier } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { useIntegrity, verifySnapshot } from './integrity-store.ts';

/** Whether the file still says what it said when it was sealed. */
export function IntegrityNote({ handle, sealed }: { readonly handle: string; readonly sealed: boolean }) {
  const { handle: about, busy, digest, failure } = useIntegrity();
  if (about === handle && failure) {
    return (
      <div className="pad">
        <FailureNote failure={failure} />
      </div>
    );
  }
  if (about === handle && busy) {
    return (
      <p className="note" role="status">
        <LoaderCircle size={16} aria-hidden className="spin" /> Reading the whole file
      </p>
    );
  }
  if (about === handle && digest !== null) {
    return (
      <p className="note" role="status">
        <ShieldCheck size={16} aria-hidden className="ok-text" />
        <span className="grow">
          Not altered since it was sealed: the content has the digest that the seal names,{' '}
          <Identifier text={digest} length={32} />. Who sealed it is not proven by this.
        </span>
      </p>
    );
  }
  if (!sealed) return null;
  return (
    <p className="note">
      <span className="grow muted">
        Whether the file was altered since it was sealed was not looked at in full.
      </span>
      <button type="button" className="button" onClick={() => void verifySnapshot()}>
        <ShieldCheck size={16} aria-hidden /> Verify
      </button>
    </p>
  );
}
