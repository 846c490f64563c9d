import { FileSearch } from 'lucide-react';
import type { Hop } from '../../schema/contract.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { openDocument, useInvestigate } from './investigate-store.ts';
import './inspector.css';

/** The steps of a proof, each opening its document at the place it points to. */
export function ProofList({ proof }: { readonly proof: Hop['proof'] }) {
  const open = useInvestigate((state) => state.document);
  if (proof.length === 0) return <p className="muted">No step of the proof was recorded.</p>;
  return (
    <ol className="proof">
      {proof.map((step, index) => {
        const shown = open?.observation === step.observation && open.pointer === step.pointer;
        return (
          <li key={`${step.observation}${step.pointer}${step.says}`}>
            <button
              type="button"
              className="proof-step"
              aria-pressed={shown}
              title="Open the document at this place"
              onClick={() => openDocument(step)}
            >
              <span className="proof-number">{index + 1}</span>
              <span className="grow">
                <span className="proof-says">
                  <Name text={step.says} />
                </span>
                <span className="proof-place">
                  <FileSearch size={12} aria-hidden className="fixed" />
                  <Identifier text={step.pointer === '' ? 'whole document' : step.pointer} length={32} />
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
