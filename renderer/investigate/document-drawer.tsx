import { FileText, Table2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { DocumentView } from '../document/document-view.tsx';
import { useInvestigate } from './investigate-store.ts';
import './drawer.css';

export function closeDocument(): void {
  useInvestigate.setState({ document: null, drawer: 'table' });
}

/** The drawer below: the table of the answer where it has one, and the document that a proof was opened in. */
export function DocumentDrawer(props: {
  readonly handle: string;
  readonly table: { readonly count: string; readonly content: ReactNode } | null;
}) {
  const { drawer, document } = useInvestigate();
  const { table } = props;
  const showsDocument = document !== null && (drawer === 'document' || table === null);
  return (
    <div className="drawer">
      <div className="drawer-bar row" role="toolbar" aria-label="Drawer">
        {table && (
          <button
            type="button"
            className="drawer-tab"
            aria-pressed={!showsDocument}
            onClick={() => useInvestigate.setState({ drawer: 'table' })}
          >
            <Table2 size={14} aria-hidden /> Table <span className="muted">{table.count}</span>
          </button>
        )}
        <button
          type="button"
          className="drawer-tab"
          aria-pressed={showsDocument}
          disabled={document === null}
          title={document === null ? 'Choose a step of a proof to open its document' : undefined}
          onClick={() => useInvestigate.setState({ drawer: 'document' })}
        >
          <FileText size={14} aria-hidden /> Document
        </button>
        <span className="grow" />
        {document !== null && (
          <button
            type="button"
            className="button quiet icon"
            aria-label="Close the document"
            title="Close the document"
            onClick={closeDocument}
          >
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      <div className="drawer-body">
        {showsDocument ? <DocumentView handle={props.handle} {...document} /> : table?.content}
      </div>
    </div>
  );
}
