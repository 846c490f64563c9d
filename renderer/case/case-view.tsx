import { FolderOpen, NotebookPen, Redo2, Undo2 } from 'lucide-react';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { Parts } from '../frame/parts.tsx';
import { useSession } from '../frame/session-store.ts';
import { useCasePart } from './case-part-store.ts';
import { type CaseState, chooseCase, inCase, newCase, stepInCase, useCase } from './case-store.ts';
import { ExceptionsPart } from './exceptions-part.tsx';
import { reopenQuestion, reopenScenario } from './kept.ts';
import { KeptPart } from './kept-part.tsx';
import { LogPart } from './log-part.tsx';
import { MarksPart } from './marks-part.tsx';
import { NotesPart } from './notes-part.tsx';
import { ProposalsPart, useProposals } from './proposals-part.tsx';
import { SnapshotsPart } from './snapshots-part.tsx';

/** The analyst's own file: what it is about, what is marked, proposed, kept and written, and every action of it. */
export function CaseView() {
  const open = useCase((state) => state.open);
  if (open) return <OpenCase open={open} />;
  return (
    <div className="empty">
      <NotebookPen size={28} aria-hidden />
      <p>
        <strong>No case is open.</strong>
      </p>
      <p>
        A case keeps marks, owners, notes, questions and scenarios in a file of its own. Snapshots stay as
        they are.
      </p>
      <div className="row">
        <button type="button" className="button primary" onClick={() => void newCase()}>
          Begin a case…
        </button>
        <button type="button" className="button" onClick={() => void chooseCase()}>
          <FolderOpen size={16} aria-hidden /> Open a case…
        </button>
      </div>
    </div>
  );
}

function OpenCase({ open }: { readonly open: CaseState }) {
  const handle = useSession((state) => state.snapshot?.handle ?? null);
  const sealed = useSession((state) => state.snapshot?.info.sealedAt != null);
  const chosen = useCasePart((state) => state.part);
  const proposals = useProposals(sealed ? handle : null, open);
  const notes = open.notes.filter(({ struck }) => !struck);
  return (
    <div className="list-view">
      <div className="filter-bar">
        <h1>Case</h1>
        <span className="grow clip">
          <strong>
            <Name text={open.title} length={48} />
          </strong>{' '}
          <span className="muted small">
            <Name text={open.path} length={72} />
          </span>
        </span>
        <span
          className="muted small row"
          title="Note it when the case is handed over: it stands for all that was done"
        >
          {plural(open.head.number, 'action')}, <Identifier text={open.head.hash} length={16} />
          <CopyButton text={open.head.hash} label="Copy the last hash of the log" />
        </span>
        <button
          type="button"
          className="button"
          disabled={!open.canUndo}
          onClick={() => void stepInCase('case.undo')}
        >
          <Undo2 size={16} aria-hidden /> Undo
        </button>
        <button
          type="button"
          className="button"
          disabled={!open.canRedo}
          onClick={() => void stepInCase('case.redo')}
        >
          <Redo2 size={16} aria-hidden /> Redo
        </button>
      </div>
      <div className="list-view-body">
        <Parts
          label="Parts of the case"
          chosen={chosen}
          onChoose={(part) => useCasePart.setState({ part })}
          parts={[
            { title: 'Snapshots', count: open.snapshots.length, content: <SnapshotsPart open={open} /> },
            { title: 'Marks', count: open.marks.length, content: <MarksPart open={open} /> },
            {
              title: 'Proposals',
              count: handle === null ? 0 : (proposals?.total ?? 0),
              content:
                handle === null || !sealed ? (
                  <p className="muted pad">Proposals are made of a sealed snapshot, and none is open.</p>
                ) : (
                  <ProposalsPart proposals={proposals} />
                ),
            },
            {
              title: 'Questions',
              count: open.questions.length,
              content: (
                <KeptPart
                  empty="No question is kept. While an answer is shown, “Keep this question in the case” keeps it."
                  kept={open.questions.map((question) => ({
                    id: question.id,
                    title: question.title,
                    note: [question.from ?? 'anything', question.to ?? 'every crown jewel'].join(' → '),
                    onOpen: handle === null ? null : () => void reopenQuestion(handle, question),
                    onDrop: () =>
                      void inCase({
                        do: 'keep-question',
                        id: question.id,
                        title: question.title,
                        question: null,
                      }),
                  }))}
                />
              ),
            },
            {
              title: 'Scenarios',
              count: open.scenarios.length,
              content: (
                <KeptPart
                  empty="No scenario is kept. What if keeps one under a name."
                  kept={open.scenarios.map((kept) => ({
                    id: kept.id,
                    title: kept.title,
                    note: plural(kept.scenario.changes.length, 'change'),
                    onOpen: handle === null ? null : () => void reopenScenario(handle, kept),
                    onDrop: () =>
                      void inCase({ do: 'keep-scenario', id: kept.id, title: kept.title, scenario: null }),
                  }))}
                />
              ),
            },
            {
              title: 'Exceptions',
              count: open.exceptions.length,
              content: <ExceptionsPart open={open} />,
            },
            { title: 'Notes', count: notes.length, content: <NotesPart open={open} /> },
            { title: 'Log', count: open.head.number, content: <LogPart open={open} /> },
          ]}
        />
      </div>
    </div>
  );
}
