import { FileText, KeyRound, Table2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { DocumentView } from '../document/document-view.tsx';
import { entitiesById } from '../entity/entity-cache.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { FailureNote } from '../frame/failure-note.tsx';
import { go, here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { Split } from '../frame/split.tsx';
import { type Answer, pathsOf, startOf, type Tab, tabsOf, titleOf, unknownsOf } from './answer.ts';
import { AskBox } from './ask-box.tsx';
import { BlastTab } from './blast-tab.tsx';
import { ContainmentTab } from './containment-tab.tsx';
import { pathsToDraw } from './drawn-paths.ts';
import { HopTable } from './hop-table.tsx';
import { Inspector } from './inspector.tsx';
import { resetInvestigate, selectHops, useInvestigate } from './investigate-store.ts';
import { PathsTab } from './paths-tab.tsx';
import { RecognitionSummary } from './recognition-summary.tsx';
import { UnknownNotes } from './unknown-notes.tsx';
import { WhyTab } from './why-tab.tsx';
import './investigate.css';

/** Entities of the answer's paths and steps, by id. */
function useEntities(handle: string | null, answer: Answer | null): ReadonlyMap<string, EntityRecord> {
  const [entities, setEntities] = useState<ReadonlyMap<string, EntityRecord>>(new Map());
  useEffect(() => {
    if (handle === null || answer === null) return;
    const abort = new AbortController();
    const hops = answer.kind === 'explain' ? answer.relations : pathsOf(answer).flatMap((path) => path.hops);
    const steps = answer.kind === 'trace' ? answer.containment.flatMap((step) => step.entity ?? []) : [];
    const ids = [...new Set([...hops.flatMap((hop) => [hop.from, hop.to]), ...steps])].slice(0, 2000);
    entitiesById(handle, ids, abort.signal).then(
      (known) => setEntities(new Map(known)),
      () => undefined, // Ids are shown in place of names.
    );
    return () => abort.abort();
  }, [handle, answer]);
  return entities;
}

export function InvestigateView() {
  const snapshot = useSession((state) => state.snapshot);
  const answer = useNavigation((history) => here(history).answer);
  const failure = useInvestigate((state) => state.failure);
  const entities = useEntities(snapshot?.handle ?? null, answer);

  // An answer come back to shows its first path again, as a new one does.
  useEffect(() => {
    resetInvestigate();
    const first = pathsOf(answer)[0]?.hops[0];
    if (first) selectHops([first]);
  }, [answer]);

  return (
    <div className="investigate">
      <AskBox />
      {failure && (
        <div className="pad">
          <FailureNote failure={failure} onDismiss={() => useInvestigate.setState({ failure: null })} />
        </div>
      )}
      {answer === null ? (
        <Waiting open={snapshot !== null} />
      ) : answer.kind === 'recognition' || !snapshot ? (
        <Recognised answer={answer} />
      ) : (
        <Answered answer={answer} handle={snapshot.handle} entities={entities} />
      )}
    </div>
  );
}

function Waiting({ open }: { readonly open: boolean }) {
  return (
    <div className="empty">
      <KeyRound size={28} aria-hidden />
      <p>
        <strong>Paste a leaked credential, or name an identity.</strong>
      </p>
      {open ? (
        <p>
          The answer says whose it is, what it reaches and by which steps, what to revoke first, and what
          could not be seen.
        </p>
      ) : (
        <>
          <p>
            Without a snapshot only the credential itself can be told. Open one to see whose it is and what it
            reaches.
          </p>
          <button type="button" className="button" onClick={() => go('start')}>
            Open or collect a snapshot
          </button>
        </>
      )}
    </div>
  );
}

function Recognised({ answer }: { readonly answer: Answer }) {
  if (answer.kind !== 'recognition') return <Waiting open={false} />;
  if (answer.recognised.length === 0) {
    return (
      <div className="empty">
        <p>
          <strong>No known kind of credential.</strong>
        </p>
        <p>Paste it whole, with its prefix, or open a snapshot and type the name of an identity.</p>
      </div>
    );
  }
  return (
    <div className="answer-head">
      {answer.recognised.map((recognition) => (
        <RecognitionSummary
          key={recognition.fingerprint ?? recognition.label}
          recognition={recognition}
          owner={undefined}
        />
      ))}
    </div>
  );
}

function tabLabel(tab: Tab, answer: Answer): string {
  switch (tab) {
    case 'paths':
      return `Paths (${pathsOf(answer).length.toLocaleString('en')})`;
    case 'blast':
      return answer.kind === 'trace'
        ? `Blast radius (${answer.reach.total.toLocaleString('en')})`
        : 'Blast radius';
    case 'containment':
      return answer.kind === 'trace' ? `Containment (${answer.containment.length})` : 'Containment';
    case 'exposure':
      return 'Exposure';
    case 'why':
      return 'Why, or why not';
    case 'recognition':
      return 'Recognised';
  }
}

interface AnsweredProps {
  readonly answer: Exclude<Answer, { kind: 'recognition' }>;
  readonly handle: string;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}

function Answered(props: AnsweredProps) {
  const { answer, handle, entities } = props;
  const chosen = useInvestigate((state) => state.tab);
  const tabs = tabsOf(answer);
  const tab = chosen !== null && tabs.includes(chosen) ? chosen : tabs[0]!;
  const unknowns = unknownsOf(answer);
  return (
    <>
      <header className="answer-head">
        {answer.kind === 'trace' ? (
          <RecognitionSummary recognition={answer.recognition} owner={answer.owner} />
        ) : (
          <h2 className="answer-title">
            <Name text={titleOf(answer)} length={110} />
          </h2>
        )}
        <div className="answer-bar">
          <div role="tablist" aria-label="Parts of the answer" className="tabs">
            {tabs.map((name) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`tab-${name}`}
                aria-selected={name === tab}
                aria-controls="answer-panel"
                tabIndex={name === tab ? 0 : -1}
                className="tab"
                onClick={() => useInvestigate.setState({ tab: name })}
                onKeyDown={(event) => {
                  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
                  if (by === undefined) return;
                  const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]!;
                  useInvestigate.setState({ tab: next });
                  document.getElementById(`tab-${next}`)?.focus();
                }}
              >
                {tabLabel(name, answer)}
              </button>
            ))}
          </div>
          <UnknownNotes unknowns={unknowns} />
        </div>
      </header>
      <div className="answer-body">
        <Split
          id="inspect"
          orientation="horizontal"
          sides={[
            {
              id: 'middle',
              size: '70%',
              min: '320px',
              content: (
                <Split
                  id="answer"
                  orientation="vertical"
                  sides={[
                    {
                      id: 'top',
                      size: '58%',
                      min: '140px',
                      content: (
                        <div
                          id="answer-panel"
                          role="tabpanel"
                          aria-labelledby={`tab-${tab}`}
                          className="fill"
                        >
                          <TabContent tab={tab} {...props} />
                        </div>
                      ),
                    },
                    { id: 'drawer', size: '42%', min: '72px', content: <Drawer {...props} /> },
                  ]}
                />
              ),
            },
            {
              id: 'inspector',
              size: '332px',
              min: '240px',
              content: <Inspector handle={handle} entities={entities} />,
            },
          ]}
        />
      </div>
    </>
  );
}

function TabContent({ tab, answer, handle, entities }: AnsweredProps & { readonly tab: Tab }) {
  const start = startOf(answer);
  if (tab === 'blast' && start !== null) {
    return <BlastTab handle={handle} answer={answer} origin={start} direction="reach" />;
  }
  if (tab === 'exposure' && answer.kind === 'exposure') {
    return <BlastTab handle={handle} answer={answer} origin={answer.to.id} direction="exposure" />;
  }
  if (tab === 'containment' && answer.kind === 'trace') {
    return <ContainmentTab steps={answer.containment} notes={answer.notes} entities={entities} />;
  }
  if (tab === 'why' && answer.kind === 'explain') return <WhyTab answer={answer} entities={entities} />;
  return <PathsTab answer={answer} paths={pathsOf(answer)} entities={entities} />;
}

/** Below the answer: its table, or the document that a proof was opened in. */
function Drawer({ answer, handle, entities }: AnsweredProps) {
  const { drawer, document, path, merged } = useInvestigate();
  const paths = pathsOf(answer);
  const drawn = pathsToDraw(paths, path, merged);
  const showsDocument = drawer === 'document' && document !== null;
  return (
    <div className="drawer">
      <div className="drawer-bar row" role="toolbar" aria-label="Drawer">
        <button
          type="button"
          className="drawer-tab"
          aria-pressed={!showsDocument}
          onClick={() => useInvestigate.setState({ drawer: 'table' })}
        >
          <Table2 size={14} aria-hidden /> Table
          <span className="muted">
            {plural(
              drawn.reduce((sum, each) => sum + each.hops.length, 0),
              'row',
            )}
          </span>
        </button>
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
      </div>
      <div className="drawer-body">
        {showsDocument ? (
          <DocumentView handle={handle} {...document} />
        ) : (
          <HopTable paths={drawn} entities={entities} />
        )}
      </div>
    </div>
  );
}
