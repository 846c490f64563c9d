import { lazy, Suspense, useMemo } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { Split } from '../frame/split.tsx';
import { hideNodes } from '../graph/hide-nodes.ts';
import { edgeKey, mergePaths } from '../graph/path-graph.ts';
import { type Answer, shownPaths } from './answer.ts';
import { MOST_ON_REQUEST, useDrawnPaths } from './drawn-paths.ts';
import { pinEntity } from './edit-view.ts';
import { selectEntity, selectHops, useInvestigate } from './investigate-store.ts';
import { NoPaths } from './no-paths.tsx';
import { PathLimits } from './path-limits.tsx';
import { PathList } from './path-list.tsx';
import './paths.css';

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
  const { path: chosen, merged, controlled, selection, edits, names, most } = useInvestigate();
  const { hidden, pins } = edits.now;
  const paths = shownPaths(answer, controlled);
  const drawn = useDrawnPaths(paths, chosen, merged, most);
  const graph = useMemo(
    () => hideNodes(mergePaths(drawn.map((each) => each.path)), new Set(hidden)),
    [drawn, hidden],
  );
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
              <PathLimits answer={answer} />
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
                  in the list.{' '}
                  {most < MOST_ON_REQUEST && (
                    <button
                      type="button"
                      className="link"
                      onClick={() => useInvestigate.setState({ most: MOST_ON_REQUEST })}
                    >
                      Draw up to {MOST_ON_REQUEST.toLocaleString('en')} entities
                    </button>
                  )}
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
                  onEdgeMenu={(index, x, y) => {
                    const edge = graph.edges[index];
                    if (!edge) return;
                    selectHops(edge.hops);
                    openContextMenu(x, y);
                  }}
                  pins={pins}
                  onPin={pinEntity}
                  names={names}
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
