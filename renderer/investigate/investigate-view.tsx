import { KeyRound } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { useCase } from '../case/case-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { useEntities } from '../entity/use-entities.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { go, here, useNavigation } from '../frame/navigation-store.ts';
import { fileName, useSession } from '../frame/session-store.ts';
import { Split } from '../frame/split.tsx';
import { CutButton } from '../whatif/cut-part.tsx';
import { ActivityTab } from './activity-tab.tsx';
import {
  type Answer,
  pathsOf,
  shownPaths,
  startOf,
  type Tab,
  tabsOf,
  titleOf,
  unknownsOf,
} from './answer.ts';
import { askUnasked } from './ask.ts';
import { AskBox } from './ask-box.tsx';
import { BlastTab } from './blast-tab.tsx';
import { takePins } from './case-pins.ts';
import { ContainmentTab } from './containment-tab.tsx';
import { DocumentDrawer } from './document-drawer.tsx';
import { useDrawnPaths } from './drawn-paths.ts';
import { useFreshExceptions } from './fresh-exceptions.ts';
import { HopTable } from './hop-table.tsx';
import { Inspector } from './inspector.tsx';
import { showInvestigate, useInvestigate } from './investigate-store.ts';
import { PathsTab } from './paths-tab.tsx';
import { QuestionTabs } from './question-tabs.tsx';
import { Recognised } from './recognised.tsx';
import { RecognitionSummary } from './recognition-summary.tsx';
import { useTabs } from './tabs-store.ts';
import { UnknownNotes } from './unknown-notes.tsx';
import { WhyTab } from './why-tab.tsx';
import './investigate.css';
import './answer-head.css';

/** Entities of the answer's paths and steps. */
function idsOf(answer: Answer | null): readonly string[] {
  if (answer === null) return [];
  const hops = answer.kind === 'explain' ? answer.relations : pathsOf(answer).flatMap((path) => path.hops);
  const steps = answer.kind === 'trace' ? answer.containment.flatMap((step) => step.entity ?? []) : [];
  return [...new Set([...hops.flatMap((hop) => [hop.from, hop.to]), ...steps])].slice(0, 2000);
}

export function InvestigateView() {
  const snapshot = useSession((state) => state.snapshot);
  const answer = useNavigation((history) => here(history).answer);
  const failure = useInvestigate((state) => state.failure);
  const tab = useTabs((state) => state.active);
  const ids = useMemo(() => idsOf(answer), [answer]);
  const handle = snapshot?.handle ?? null;
  const entities = useEntities(handle, ids);
  useEffect(() => {
    if (handle !== null) askUnasked();
  }, [handle]);

  useEffect(() => {
    showInvestigate(answer);
  }, [answer]);
  useFreshExceptions(answer);
  const openCase = useCase((state) => state.open?.case);
  useEffect(() => {
    if (answer && openCase !== undefined) takePins(answer);
  }, [answer, openCase]);

  return (
    <div className="investigate">
      {(snapshot !== null || answer !== null) && <QuestionTabs />}
      <AskBox key={tab} />
      {failure && (
        <div className="pad">
          <FailureNote failure={failure} onDismiss={() => useInvestigate.setState({ failure: null })} />
        </div>
      )}
      {answer === null ? (
        <Waiting open={snapshot !== null} />
      ) : answer.kind === 'recognition' ? (
        <Recognised recognised={answer.recognised} />
      ) : !snapshot ? (
        <Waiting open={false} />
      ) : (
        <Answered key={snapshot.info.path} answer={answer} handle={snapshot.handle} entities={entities} />
      )}
    </div>
  );
}

function Waiting({ open }: { readonly open: boolean }) {
  const opening = useSession((state) => state.opening);
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
      ) : opening !== null ? (
        <p>
          <Name text={fileName(opening)} length={60} /> is being opened and checked. What is asked now is
          answered as soon as it is open.
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

function tabLabel(tab: Tab, answer: Answer, controlled: boolean): string {
  switch (tab) {
    case 'paths':
      return `Paths (${shownPaths(answer, controlled).length.toLocaleString('en')})`;
    case 'blast':
      return answer.kind === 'trace'
        ? `Blast radius (${answer.reach.total.toLocaleString('en')})`
        : 'Blast radius';
    case 'activity':
      return 'Activity';
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

const HINTS: Readonly<Partial<Record<Tab, string>>> = {
  paths: 'Choose an entity or a relation, in the drawing or in the table, to see its proof.',
  why: 'Choose a step to open the document behind it.',
};

interface AnsweredProps {
  readonly answer: Exclude<Answer, { kind: 'recognition' }>;
  readonly handle: string;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}

function Answered(props: AnsweredProps) {
  const { answer, handle } = props;
  const chosen = useInvestigate((state) => state.tab);
  const controlled = useInvestigate((state) => state.controlled);
  const tabs = tabsOf(answer);
  const tab = chosen !== null && tabs.includes(chosen) ? chosen : tabs[0]!;
  const unknowns = unknownsOf(answer);
  // The other parts are tables themselves: they share the room only with a document that was opened.
  const documentOpen = useInvestigate((state) => state.document !== null);
  const showsDrawer = (tab === 'paths' && pathsOf(answer).length > 0) || documentOpen;
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
                {tabLabel(name, answer, controlled)}
              </button>
            ))}
          </div>
          <div className="row answer-tools">
            <UnknownNotes key={titleOf(answer)} unknowns={unknowns} />
            {pathsOf(answer).length > 0 && <CutButton quiet />}
          </div>
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
                    ...(showsDrawer
                      ? [{ id: 'drawer', size: '42%', min: '72px', content: <Drawer {...props} tab={tab} /> }]
                      : []),
                  ]}
                />
              ),
            },
            {
              id: 'inspector',
              size: '332px',
              min: '240px',
              content: (
                <Inspector
                  handle={handle}
                  hint={HINTS[tab] ?? 'Choose an entity or a relation to see its proof.'}
                />
              ),
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
  if (tab === 'activity' && answer.kind === 'trace' && answer.activity)
    return <ActivityTab activity={answer.activity} />;
  if (tab === 'containment' && answer.kind === 'trace') {
    return <ContainmentTab steps={answer.containment} notes={answer.notes} entities={entities} />;
  }
  if (tab === 'why' && answer.kind === 'explain') return <WhyTab answer={answer} entities={entities} />;
  return <PathsTab answer={answer} entities={entities} />;
}

/** Below the answer: its table, or the document that a proof was opened in. */
function Drawer({ answer, handle, entities, tab }: AnsweredProps & { readonly tab: Tab }) {
  const { path, merged, controlled, most } = useInvestigate();
  const drawn = useDrawnPaths(shownPaths(answer, controlled), path, merged, most);
  const rows = drawn.reduce((sum, each) => sum + each.path.hops.length, 0);
  const table = { count: plural(rows, 'row'), content: <HopTable paths={drawn} entities={entities} /> };
  return <DocumentDrawer handle={handle} table={tab === 'paths' ? table : null} />;
}
