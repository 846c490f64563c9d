import { type DragEvent, lazy, Suspense, useEffect, useState } from 'react';
import { bindCase } from '../case/case-store.ts';
import { CaseView } from '../case/case-view.tsx';
import { MarksDialog } from '../case/marks-dialog.tsx';
import { CollectView } from '../collect/collect-view.tsx';
import { CompareView } from '../compare/compare-view.tsx';
import { CoverageView } from '../coverage/coverage-view.tsx';
import { AbandonDialog } from '../drills/abandon-dialog.tsx';
import { escapeText } from '../entity/escape-text.ts';
import { EvidenceView } from '../evidence/evidence-view.tsx';
import { ExceptionDialog } from '../exceptions/exception-dialog.tsx';
import { FindingsView } from '../findings/findings-view.tsx';
import { ColumnsDialog } from '../identities/columns-dialog.tsx';
import { IdentitiesView } from '../identities/identities-view.tsx';
import { ImportDialog } from '../identities/import-dialog.tsx';
import { InvestigateView } from '../investigate/investigate-view.tsx';
import { WhyNotDialog } from '../investigate/why-not-dialog.tsx';
import { ProgrammeView } from '../programme/programme-view.tsx';
import { RedactDialog } from '../redact/redact-dialog.tsx';
import { shell } from '../shell.ts';
import { StartView } from '../start/start-view.tsx';
import { takeFiles } from '../start/take-files.ts';
import { WhatIfView } from '../whatif/whatif-view.tsx';
import { useContextMenu } from './context-menu-store.ts';
import { useDialog } from './dialog-store.ts';
import { FailureNote } from './failure-note.tsx';
import { Header } from './header.tsx';
import { here, useNavigation, type View } from './navigation-store.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { firstHandleOf } from './same-snapshot.ts';
import { SampleHint } from './sample-hint.tsx';
import { dismissFailure, dismissWarning, useSession } from './session-store.ts';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { UnfinishedNote } from './unfinished-note.tsx';
import './frame.css';

/** Loaded when it is first asked for: the window is there sooner without it. */
const ContextMenu = lazy(() => import('./context-menu.tsx'));

const VIEWS: Readonly<Record<View, () => React.ReactNode>> = {
  start: StartView,
  collect: CollectView,
  investigate: InvestigateView,
  identities: IdentitiesView,
  findings: FindingsView,
  coverage: CoverageView,
  evidence: EvidenceView,
  whatif: WhatIfView,
  compare: CompareView,
  case: CaseView,
  programme: ProgrammeView,
};

function useFileDrop(): { readonly over: boolean; readonly handlers: object } {
  const [over, setOver] = useState(false);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (event.relatedTarget === null) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void takeFiles(Array.from(event.dataTransfer.files, (file) => shell().pathOfDroppedFile(file)));
      },
    },
  };
}

export function App() {
  const view = useNavigation((history) => here(history).view);
  const { failure, engineLost, snapshot } = useSession();
  const dialog = useDialog((state) => state.open);
  const menuOpen = useContextMenu((state) => state.at !== null);
  const drop = useFileDrop();
  const Shown = VIEWS[view];
  const handle = snapshot?.handle;
  // biome-ignore lint/correctness/useExhaustiveDependencies: bound anew to each snapshot that is opened
  useEffect(() => void bindCase(), [handle]);
  // For whoever measures how long a start takes (User Timing); nothing reads them here.
  useEffect(() => {
    performance.mark(handle === undefined ? 'window-shown' : 'snapshot-shown');
  }, [handle]);
  useEffect(() => {
    document.documentElement.dataset.view = view;
  }, [view]);
  return (
    <div className="frame" {...drop.handlers}>
      <Header />
      <Rail />
      <main className="main" aria-label={view}>
        {engineLost !== null && (
          <p className="banner" role="alert">
            {engineLost} It is being started again, and the snapshot opened again. A collection that was
            running can be resumed.
          </p>
        )}
        {failure && (
          <div className="banner-note">
            <FailureNote failure={failure} onDismiss={dismissFailure} />
          </div>
        )}
        {snapshot?.warnings.map((warning) => (
          <div key={warning} className="banner row" role="status">
            <span className="grow">{escapeText(warning)}</span>
            <button type="button" className="button" onClick={() => dismissWarning(warning)}>
              Dismiss
            </button>
          </div>
        ))}
        <UnfinishedNote />
        <SampleHint />
        <div className="main-view">
          {/* What is typed in the box of Investigate outlives the opening of a snapshot. */}
          <Shown
            key={view === 'investigate' ? view : handle === undefined ? 'none' : firstHandleOf(handle)}
          />
        </div>
      </main>
      {drop.over && (
        <div className="drop-veil">
          Drop a snapshot, case or evidence bundle to open it, or files to import them
        </div>
      )}
      {menuOpen && (
        <Suspense>
          <ContextMenu />
        </Suspense>
      )}
      {dialog === 'palette' && <Palette />}
      {dialog === 'shortcuts' && <ShortcutsSheet />}
      {dialog === 'why-not' && <WhyNotDialog />}
      {dialog === 'marks' && <MarksDialog />}
      {dialog === 'redact' && <RedactDialog />}
      {dialog === 'columns' && <ColumnsDialog />}
      {dialog === 'import-inventory' && <ImportDialog />}
      {dialog === 'exception' && <ExceptionDialog />}
      {dialog === 'abandon-drill' && <AbandonDialog />}
    </div>
  );
}
