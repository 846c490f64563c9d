// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for a form, this group is a drawing
import type { Core } from 'cytoscape';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { useTheme } from '../theme/theme-store.ts';
import { CanvasCard, type CardActions } from './canvas-card.tsx';
import { canvasStyle } from './canvas-style.ts';
import { drawingLayout } from './drawing-layout.ts';
import { useDrawing } from './drawing-store.ts';
import { drawMarks, type EdgeMark } from './edge-marks.ts';
import { STAIR_EXIT } from './lane-segments.ts';
import type { Layout, Point } from './layered-layout.ts';
import { Legend } from './legend.tsx';
import { neighbour } from './neighbour.ts';
import { edgeKey, type PathGraph } from './path-graph.ts';
import { pictureOf } from './picture-of-drawing.ts';
import { pinnedLayout } from './pinned-layout.ts';
import { moveTo, startCanvas } from './start-canvas.ts';
import { boxAround, boxOfLayout, fitTo, MARGIN, panTo } from './viewport.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import './graph.css';

interface Props {
  readonly graph: PathGraph;
  readonly entities: ReadonlyMap<string, EntityRecord>;
  /** Keys (`edgeKey`) of the edges of the path chosen in the list. */
  readonly onPath: ReadonlySet<string>;
  readonly chosenEdge: string | null;
  readonly chosenNode: string | null;
  readonly onEdge: (index: number) => void;
  readonly onNode: (id: string) => void;
  readonly onMenu: (id: string, x: number, y: number) => void;
  readonly onEdgeMenu: (index: number, x: number, y: number) => void;
  /** Where a person put entities, by id. */
  readonly pins: ReadonlyMap<string, Point>;
  readonly onPin: (id: string, at: Point) => void;
  /** False while names are not to be seen. */
  readonly names: boolean;
}

/** How far a card goes when it is moved by a key, in the drawing's own units. */
const STEP_OF_KEY: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -24, y: 0 },
  ArrowRight: { x: 24, y: 0 },
  ArrowUp: { x: 0, y: -24 },
  ArrowDown: { x: 0, y: 24 },
};
const ORIGIN: Point = { x: 0, y: 0 };

/**
 * The drawing: Cytoscape draws the edges and takes the pointer; the cards are HTML laid over it, so that they are sharp
 * at every zoom, read by screen readers and reached by keys. What is chosen is marked in a layer between the two.
 */
export function PathCanvas(props: Props) {
  const { graph, entities, onPath, chosenEdge, chosenNode, pins, names } = props;
  const host = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const cards = useRef<HTMLDivElement>(null);
  const layer = useRef<SVGGElement>(null);
  const core = useRef<Core | null>(null);
  const revealed = useRef<ReadonlySet<number> | null>(null);
  const nodesOnPath = useMemo(
    () => new Set([...onPath].flatMap((key) => key.split('>').map(Number))),
    [onPath],
  );
  const marks = useMemo(() => marksOf(graph, onPath, chosenEdge), [graph, onPath, chosenEdge]);
  const [usual, setUsual] = useState<Layout | null>(null);
  const layout = useMemo(() => usual && withPins(graph, usual, pins), [graph, usual, pins]);
  const latest = useRef({ ...props, nodesOnPath, marks, layout });
  latest.current = { ...props, nodesOnPath, marks, layout };
  const drawnAs = useRef<Layout | null>(null);
  const theme = useTheme((state) => state.dark);

  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = host.current ?? {};
    setUsual(drawingLayout(graph, { width, height }));
  }, [graph]);

  useEffect(() => {
    const { layout: first } = latest.current;
    if (!host.current || !stage.current || !cards.current) return;
    if (!usual || !first || usual.positions.length !== graph.nodes.length) return;
    const menu = (node: number, x: number, y: number) => latest.current.onMenu(graph.nodes[node] ?? '', x, y);
    const drawn = startCanvas(graph, first, {
      host: host.current,
      stage: stage.current,
      cards: cards.current,
      onNode: (node) => latest.current.onNode(graph.nodes[node] ?? ''),
      onMenu: menu,
      onEdge: (edge) => latest.current.onEdge(edge),
      onEdgeMenu: (edge, x, y) => latest.current.onEdgeMenu(edge, x, y),
      onMoved: () => layer.current && drawMarks(layer.current, drawn, latest.current.marks),
      onDropped: (node, at) => latest.current.onPin(graph.nodes[node] ?? '', at),
    });
    core.current = drawn;
    drawnAs.current = first;
    const fitNow = () => fitPath(drawn, latest.current.layout ?? first, latest.current.nodesOnPath);
    fitNow();
    let size = { width: drawn.width(), height: drawn.height() };
    const observer = new ResizeObserver(() => {
      drawn.resize();
      const next = { width: drawn.width(), height: drawn.height() };
      if (Math.abs(next.width - size.width) + Math.abs(next.height - size.height) > 4) fitNow();
      size = next;
      // One path changes between a row and stairs as the room for it changes.
      const again = drawingLayout(graph, next);
      if (again.stairs !== usual.stairs) setUsual(again);
    });
    observer.observe(host.current);
    useDrawing.setState({
      drawing: {
        placeOf: (id) => placesOf(drawn, [graph.nodes.indexOf(id)])[0] ?? null,
        fit: () => drawn.fit(undefined, MARGIN),
        picture: () => pictureOf(drawn, graph, latest.current, cards.current),
      },
    });
    return () => {
      observer.disconnect();
      useDrawing.setState({ drawing: null });
      drawn.destroy();
      core.current = null;
    };
  }, [graph, usual]);

  // Pins move cards of the drawing that is there: the scale and the place stay.
  useEffect(() => {
    const drawn = core.current;
    if (!drawn || !layout || drawnAs.current === layout) return;
    drawnAs.current = layout;
    moveTo(drawn, graph, layout);
    if (layer.current) drawMarks(layer.current, drawn, latest.current.marks);
  }, [graph, layout]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the style is read again from the theme's tokens
  useEffect(() => {
    core.current?.style(canvasStyle());
  }, [theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout has its edges elsewhere
  useEffect(() => {
    if (core.current && layer.current) drawMarks(layer.current, core.current, marks);
  }, [layout, marks]);

  useEffect(() => {
    const drawn = core.current;
    if (!drawn || !layout) return;
    // A path is chosen with its first hop: the path is what to see then.
    const samePath = revealed.current === nodesOnPath;
    revealed.current = nodesOnPath;
    if (!samePath) reveal(drawn, nodesOnPath);
    else if (chosenEdge !== null) reveal(drawn, chosenEdge.split('>').map(Number));
  }, [layout, nodesOnPath, chosenEdge]);

  const actions = useMemo<CardActions>(
    () => ({
      choose: (id) => latest.current.onNode(id),
      menu: (id, x, y) => latest.current.onMenu(id, x, y),
      key: (event, node) => {
        const drawn = core.current;
        const by = event.shiftKey ? STEP_OF_KEY[event.key] : undefined;
        const [at] = drawn && by ? placesOf(drawn, [node]) : [];
        if (by && at) {
          event.preventDefault();
          latest.current.onPin(latest.current.graph.nodes[node] ?? '', { x: at.x + by.x, y: at.y + by.y });
          return;
        }
        const places = drawn ? placesOf(drawn, latest.current.graph.nodes.keys()) : [];
        const next = neighbour(places, node, event.key);
        if (next === null) return;
        event.preventDefault();
        (cards.current?.children[next] as HTMLElement | undefined)?.focus();
        drawn?.center(drawn.getElementById(`n${next}`));
      },
    }),
    [],
  );

  const zoom = (by: number) => {
    const drawn = core.current;
    drawn?.zoom({
      level: drawn.zoom() * by,
      renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 },
    });
  };

  const entry = Math.max(0, chosenNode === null ? 0 : graph.nodes.indexOf(chosenNode));
  return (
    <div className="canvas">
      <div ref={host} className="canvas-host" aria-hidden />
      <div className="canvas-clip">
        <div ref={stage} className="canvas-stage">
          <svg className="canvas-marks" aria-hidden="true">
            <g ref={layer} />
          </svg>
          <div
            ref={cards}
            className="canvas-cards"
            role="group"
            aria-label="Entities in the drawing, left to right"
          >
            {layout !== null &&
              graph.nodes.map((id, node) => (
                <CanvasCard
                  key={id}
                  id={id}
                  node={node}
                  entity={entities.get(id)}
                  foothold={graph.footholds.has(node)}
                  pinned={pins.has(id)}
                  named={names}
                  at={layout.positions[node] ?? ORIGIN}
                  onPath={nodesOnPath.has(node)}
                  chosen={id === chosenNode}
                  entry={node === entry}
                  actions={actions}
                />
              ))}
          </div>
          {layout?.stairs &&
            graph.edges.map((edge) => {
              const at = layout.positions[edge.source] ?? ORIGIN;
              const key = edgeKey(edge.source, edge.target);
              return (
                <span
                  key={key}
                  className={key === chosenEdge ? 'stair-label chosen' : 'stair-label'}
                  style={{
                    transform: `translate(${at.x + STAIR_EXIT.x + 8}px, ${at.y + STAIR_EXIT.y + 3}px)`,
                  }}
                >
                  {edge.label}
                </span>
              );
            })}
        </div>
      </div>
      <Legend />
      <ZoomButtons onZoom={zoom} onFit={() => core.current?.fit(undefined, MARGIN)} />
    </div>
  );
}

/** The edges to mark: those of the chosen path, and the chosen one last, above the others. */
function marksOf(
  graph: PathGraph,
  onPath: ReadonlySet<string>,
  chosenEdge: string | null,
): readonly EdgeMark[] {
  const marks = graph.edges.flatMap(({ source, target, verdict, observed, label }, edge) => {
    const key = edgeKey(source, target);
    const chosen = key === chosenEdge;
    return chosen || onPath.has(key) ? [{ edge, chosen, verdict, observed, label }] : [];
  });
  return marks.sort((a, b) => Number(a.chosen) - Number(b.chosen));
}

function withPins(graph: PathGraph, layout: Layout, pins: ReadonlyMap<string, Point>): Layout {
  const numbered = graph.nodes.flatMap((id, node) => {
    const at = pins.get(id);
    return at ? [[node, at] as const] : [];
  });
  return pinnedLayout(graph, layout, new Map(numbered));
}

function placesOf(core: Core, nodes: Iterable<number>): readonly Point[] {
  return Array.from(nodes, (node) => core.getElementById(`n${node}`))
    .filter((node) => node.nonempty())
    .map((node) => node.position());
}

function reveal(core: Core, nodes: Iterable<number>): void {
  const canvas = { width: core.width(), height: core.height() };
  const pan = panTo(placesOf(core, nodes), core.zoom(), core.pan(), canvas);
  if (pan) core.pan(pan);
}

function fitPath(core: Core, layout: Layout, nodesOnPath: ReadonlySet<number>): void {
  const all = boxOfLayout(layout);
  if (!all) return;
  const canvas = { width: core.width(), height: core.height() };
  const fit = fitTo(all, boxAround(placesOf(core, nodesOnPath)), canvas);
  if (fit) core.viewport(fit);
}
