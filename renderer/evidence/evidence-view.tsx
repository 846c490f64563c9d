import { LoaderCircle } from 'lucide-react';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { type Busy, stopEvidence, useEvidence } from './evidence-store.ts';
import { ExportCard } from './export-card.tsx';
import { VerifyCard } from './verify-card.tsx';
import './evidence.css';

const DOING: Readonly<Record<Busy, string>> = {
  previewing: 'Preparing the preview',
  writing: 'Writing the bundle',
  verifying: 'Verifying the bundle',
  countersigning: 'Countersigning the bundle',
};

/** Hand an answer over as a bundle; check one that was received. */
export function EvidenceView() {
  const { failure, busy, progress } = useEvidence();
  return (
    <div className="view">
      <div className="view-inner">
        <header>
          <h1>Evidence</h1>
          <p className="muted">
            A bundle holds the answer, the documents from which it can be derived again, and their custody. It
            can be read and verified without Trustpath.
          </p>
        </header>
        {failure && (
          <FailureNote failure={failure} onDismiss={() => useEvidence.setState({ failure: null })} />
        )}
        {busy !== null && (
          <div className="note" role="status">
            <LoaderCircle size={16} aria-hidden className="spin" />
            <span className="grow">
              {DOING[busy]}
              {progress && (
                <>
                  : <Name text={progress.detail} length={80} />
                </>
              )}
            </span>
            <button type="button" className="button" onClick={stopEvidence}>
              Cancel
            </button>
          </div>
        )}
        <ExportCard />
        <VerifyCard />
      </div>
    </div>
  );
}
