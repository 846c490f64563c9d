import { Route } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { showGapsOfAnswer } from '../coverage/coverage-store.ts';
import { plural } from '../entity/kind.ts';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { openDialog } from '../frame/dialog-store.ts';
import { go } from '../frame/navigation-store.ts';
import { Split } from '../frame/split.tsx';
import { edgeKey, mergePaths } from '../graph/path-graph.ts';
import { type Answer, pathsOf, shownPaths, startOf, unknownsOf } from './answer.ts';
import { askWhyNot, includePaths } from './ask.ts';
import { useDrawnPaths } from './drawn-paths.ts';
import { selectEntity, selectHops, useInvestigate } from './investigate-store.ts';
import { PathList } from './path-list.tsx';

/** Loaded after the window is there: the drawing library is half of all its code. */
const loadCanvas = () => import('../graph/path-canvas.tsx');
const PathCanvas = lazy(async () => ({ default: (await loadCanvas()).PathCanvas }));

/** Has the drawing's code ready before the first answer. */
export function prepareDrawing(): void {
  requestIdleCallback(() => void loadCanvas());
}

const NO_EDGES: ReadonlySet<string> = new Set();

/** Paths: the list, and one drawing of them from foothold to crown jewel. */
export function PathsTab(props: {
  readonly answer: Answer;
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { entities, answer } = props;
  const { path: chosen, merged, controlled, selection } = useInvestigate();
  const paths = shownPaths(answer, controlled);
  const drawn = useDrawnPaths(paths, chosen, merged);
  const graph = useMemo(() => mergePaths(drawn.map((each) => each.path)), [drawn]);
  const numbers = useMemo(() => new Map(graph.nodes.map((id, node) => [id, node])), [graph]);
  const keyOf = (hop: { readonly from: string; readonly to: string }) =>
    edgeKey(numbers.get(hop.from) ?? -1, numbers.get(hop.to) ?? -1);
  const path = paths[chosen];
  const onPath = useMemo(
    () =>
      path
        ? new Set(path.hops.map((hop) => edgeKey(numbers.get(hop.from) ?? -1, numbers.get(hop.to) ?? -1)))
        : NO_EDGES,
    [path, numbers],
  );

  if (paths.length === 0) return <NoPaths answer={answer} />;
  const chosenHop = selection?.kind === 'hops' ? selection.hops[0] : undefined;
  return (
    <Split
      id="paths"
      orientation="horizontal"
      sides={[
        {
          id: 'list',
          size: '232px',
          min: '160px',
          content: (
            <div className="paths-side">
              <div className="paths-head row">
                <strong className="grow">{plural(paths.length, 'path')}</strong>
                <MergedToggle />
              </div>
              <PathList
                paths={paths}
                entities={entities}
                selected={chosen}
                onSelect={(index) => {
                  useInvestigate.setState({ path: index });
                  const first = paths[index]?.hops[0];
                  if (first) selectHops([first]);
                }}
              />
              <IncludeToggles answer={answer} />
            </div>
          ),
        },
        {
          id: 'drawing',
          size: '70%',
          min: '240px',
          content: (
            <div className="drawing">
              {drawn.length < paths.length && merged && (
                <p className="drawing-note small">
                  {drawn.length} of {paths.length} paths are drawn, so that the drawing can be read. All are
                  in the list.
                </p>
              )}
              <Suspense fallback={<p className="muted pad">Preparing the drawing…</p>}>
                <PathCanvas
                  graph={graph}
                  entities={entities}
                  onPath={onPath}
                  chosenEdge={chosenHop ? keyOf(chosenHop) : null}
                  chosenNode={selection?.kind === 'entity' ? selection.id : null}
                  onNode={selectEntity}
                  onMenu={(id, x, y) => {
                    selectEntity(id);
                    openContextMenu(x, y);
                  }}
                  onEdge={(index) => {
                    const edge = graph.edges[index];
                    if (edge) selectHops(edge.hops);
                  }}
                />
              </Suspense>
            </div>
          ),
        },
      ]}
    />
  );
}

function MergedToggle() {
  const merged = useInvestigate((state) => state.merged);
  return (
    <label className="row small" title="Draw every path in one drawing, or the chosen one alone">
      <input
        type="checkbox"
        checked={merged}
        onChange={(event) => useInvestigate.setState({ merged: event.target.checked })}
      />
      Draw all
    </label>
  );
}

function IncludeToggles({ answer }: { readonly answer: Answer }) {
  const include = useInvestigate((state) => state.include);
  const controlled = useInvestigate((state) => state.controlled);
  const more = pathsOf(answer).length - shownPaths(answer, false).length;
  const toggle = (part: Partial<typeof include>) => void includePaths(answer, { ...include, ...part });
  return (
    <fieldset className="include small">
      <legend className="visually-hidden">Which paths are listed</legend>
      <label className="row">
        <input
          type="checkbox"
          checked={include.conditional}
          onChange={(event) => toggle({ conditional: event.target.checked })}
        />
        with conditional
      </label>
      <label className="row">
        <input
          type="checkbox"
          checked={include.unknown}
          onChange={(event) => toggle({ unknown: event.target.checked })}
        />
        with unknown
      </label>
      {more > 0 && (
        <label
          className="row"
          title="An account's administrator controls all that is in it; these paths go on from there"
        >
          <input
            type="checkbox"
            checked={controlled}
            onChange={(event) => {
              useInvestigate.setState({ controlled: event.target.checked, path: 0 });
              const first = shownPaths(answer, event.target.checked)[0]?.hops[0];
              if (first) selectHops([first]);
            }}
          />
          with all that an account controls ({more})
        </label>
      )}
    </fieldset>
  );
}

function NoPaths({ answer }: { readonly answer: Answer }) {
  const from = answer.kind === 'path' ? answer.from : answer.kind === 'trace' ? answer.owner : null;
  const to = answer.kind === 'path' || answer.kind === 'trace' ? answer.to : null;
  const gaps = unknownsOf(answer).length;
  const include = useInvestigate((state) => state.include);
  const all = include.conditional && include.unknown;
  const start = startOf(answer);
  return (
    <div className="empty">
      <Route size={28} aria-hidden />
      <p>
        <strong>{start === null ? 'Nothing to trace from.' : 'No path was found.'}</strong>
      </p>
      {start !== null && (
        <p>
          With what was collected, nothing here leads {to ? 'to that target' : 'to a crown jewel'}. What was
          not collected can hide a path.
        </p>
      )}
      <div className="row wrap">
        {!all && (
          <button
            type="button"
            className="button primary"
            onClick={() => void includePaths(answer, { conditional: true, unknown: true })}
          >
            Include conditional and unknown relations
          </button>
        )}
        {from && (
          <button
            type="button"
            className="button"
            onClick={() => (to ? void askWhyNot(from, to) : openDialog('why-not', from))}
          >
            Why not?
          </button>
        )}
        {gaps > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => {
              showGapsOfAnswer();
              go('coverage');
            }}
          >
            {plural(gaps, 'gap')} could change this
          </button>
        )}
        {start !== null && !(answer.kind === 'trace' && answer.reach.total === 0) && (
          <button type="button" className="button" onClick={() => useInvestigate.setState({ tab: 'blast' })}>
            What is reached
          </button>
        )}
      </div>
    </div>
  );
}
