import type { ReactNode } from 'react';
import type { TrustpathError } from '../../schema/errors.ts';
import { DocumentDrawer } from '../investigate/document-drawer.tsx';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { FailureNote } from './failure-note.tsx';
import { Split } from './split.tsx';
import './list-and-inspector.css';

/** A view of a list: its filters above, the one chosen on the right, an opened document below. Splits are remembered. */
export function ListAndInspector(props: {
  /** Names the splits. */
  readonly id: string;
  readonly handle: string;
  readonly bar: ReactNode;
  readonly failure: TrustpathError | null;
  readonly list: ReactNode;
  readonly inspector: ReactNode;
}) {
  const { id, list } = props;
  const documentOpen = useInvestigate((investigate) => investigate.document !== null);
  const document = {
    id: 'document',
    size: '40%',
    min: '72px',
    content: <DocumentDrawer handle={props.handle} table={null} />,
  };
  return (
    <div className="list-view">
      {props.bar}
      {props.failure && (
        <div className="pad">
          <FailureNote failure={props.failure} />
        </div>
      )}
      <div className="list-view-body">
        <Split
          id={id}
          orientation="horizontal"
          sides={[
            {
              id: 'list',
              size: '68%',
              min: '320px',
              content: (
                <Split
                  id={`${id}-list`}
                  orientation="vertical"
                  sides={[
                    { id: 'table', size: '60%', min: '140px', content: list },
                    ...(documentOpen ? [document] : []),
                  ]}
                />
              ),
            },
            { id: 'inspector', size: '380px', min: '260px', content: props.inspector },
          ]}
        />
      </div>
    </div>
  );
}

/** What to say in place of a list whose filter lets nothing through. */
export function NothingFits({ onClear }: { readonly onClear: () => void }) {
  return (
    <div className="empty">
      <p>
        <strong>Nothing fits this filter.</strong>
      </p>
      <button type="button" className="button" onClick={onClear}>
        Clear the filter
      </button>
    </div>
  );
}
