// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for a form, these groups are toolbars and drawings
import cytoscape, { type Core } from 'cytoscape';
import { Maximize, Minus, Plus } from 'lucide-react';
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { escapeText } from '../entity/escape-text.ts';
import { useTheme } from '../theme/theme-store.ts';
import { canvasStyle } from './canvas-style.ts';
import { drawingLayout } from './drawing-layout.ts';
import { elementsOf } from './elements.ts';
import { EntityCard } from './entity-card.tsx';
import { STAIR_EXIT } from './lane-segments.ts';
import { CARD, type Layout, type Point } from './layered-layout.ts';
import { Legend } from './legend.tsx';
import { neighbour } from './neighbour.ts';
import { edgeKey, type PathGraph } from './path-graph.ts';
import { fitDrawing, inView, MARGIN, nodesIn } from './viewport.ts';
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
}

/**
 * The drawing: Cytoscape draws the edges and takes the pointer; the cards are HTML laid over it, so that they are sharp
 * at every zoom, read by screen readers and reached by keys.
 */
export function PathCanvas(props: Props) {
  const { graph, entities, onPath, chosenEdge, chosenNode } = props;
  const host = useRef<HTMLDivElement>(null);
  const cards = useRef<HTMLDivElement>(null);
  const core = useRef<Core | null>(null);
  const nodesOnPath = useMemo(
    () => new Set([...onPath].flatMap((key) => key.split('>').map(Number))),
    [onPath],
  );
  const handlers = useRef({ ...props, nodesOnPath });
  handlers.current = { ...props, nodesOnPath };
  const [layout, setLayout] = useState<Layout | null>(null);
  const theme = useTheme((state) => state.dark);

  useLayoutEffect(() => {
    const started = performance.now();
    const { clientWidth: width = 0, clientHeight: height = 0 } = host.current ?? {};
    setLayout(drawingLayout(graph, { width, height }));
    performance.measure('layout', { start: started });
  }, [graph]);

  useEffect(() => {
    if (!host.current || !layout || layout.positions.length !== graph.nodes.length) return;
    const drawn = cytoscape({
      container: host.current,
      elements: elementsOf(graph, layout),
      style: canvasStyle(),
      layout: { name: 'preset' },
      minZoom: 0.1,
      maxZoom: 2.5,
      wheelSensitivity: 0.4,
      boxSelectionEnabled: false,
      autounselectify: true,
      textureOnViewport: graph.nodes.length > 500,
    });
    core.current = drawn;
    const follow = () => {
      const { x, y } = drawn.pan();
      if (cards.current) cards.current.style.transform = `translate(${x}px, ${y}px) scale(${drawn.zoom()})`;
    };
    const cardOf = (id: string) => cards.current?.children[Number(id.slice(1))] as HTMLElement | undefined;
    drawn.on('viewport', follow);
    drawn.on('position', 'node', (event) => {
      const { x, y } = event.target.position() as Point;
      const card = cardOf(event.target.id() as string);
      if (card) card.style.transform = `translate(${x - CARD.width / 2}px, ${y - CARD.height / 2}px)`;
      // A card that was moved takes its edges with it; the lanes were laid for where it stood.
      event.target.connectedEdges('.lane').removeClass('lane');
      if (layout.stairs) {
        drawn.edges().removeClass('stair');
        cards.current?.classList.add('moved');
      }
    });
    drawn.on('tap', 'node', (event) => {
      const id = handlers.current.graph.nodes[Number((event.target.id() as string).slice(1))];
      if (id !== undefined) handlers.current.onNode(id);
    });
    drawn.on('cxttap', 'node', (event) => {
      const id = handlers.current.graph.nodes[Number((event.target.id() as string).slice(1))];
      const pointer = event.originalEvent as MouseEvent;
      if (id !== undefined) handlers.current.onMenu(id, pointer.clientX, pointer.clientY);
    });
    drawn.on('tap', 'edge', (event) =>
      handlers.current.onEdge(Number((event.target.id() as string).slice(1))),
    );
    drawn.on('mouseover', 'node', (event) => {
      const id = handlers.current.graph.nodes[Number((event.target.id() as string).slice(1))] ?? '';
      host.current?.setAttribute('title', escapeText(id));
      host.current?.classList.add('pointing');
      cardOf(event.target.id() as string)?.classList.add('hover');
    });
    drawn.on('mouseout', 'node', (event) => {
      host.current?.removeAttribute('title');
      host.current?.classList.remove('pointing');
      cardOf(event.target.id() as string)?.classList.remove('hover');
    });
    drawn.on('mouseover', 'edge', () => host.current?.classList.add('pointing'));
    drawn.on('mouseout', 'edge', () => host.current?.classList.remove('pointing'));
    fitDrawing(drawn, nodesIn(drawn, handlers.current.nodesOnPath));
    follow();
    let size = { width: drawn.width(), height: drawn.height() };
    const observer = new ResizeObserver(() => {
      drawn.resize();
      const next = { width: drawn.width(), height: drawn.height() };
      if (Math.abs(next.width - size.width) + Math.abs(next.height - size.height) > 4)
        fitDrawing(drawn, nodesIn(drawn, handlers.current.nodesOnPath));
      size = next;
      follow();
      // One path changes between a row and stairs as the room for it changes.
      const again = drawingLayout(graph, next);
      if (again.stairs !== layout.stairs) setLayout(again);
    });
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      drawn.destroy();
      core.current = null;
    };
  }, [graph, layout]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the style is read again from the theme's tokens
  useEffect(() => {
    core.current?.style(canvasStyle());
  }, [theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout makes new elements to mark
  useEffect(() => {
    core.current?.batch(() => {
      graph.edges.forEach((edge, index) => {
        const key = edgeKey(edge.source, edge.target);
        const drawn = core.current?.getElementById(`e${index}`);
        drawn?.toggleClass('onpath', onPath.has(key));
        drawn?.toggleClass('chosen', key === chosenEdge);
      });
    });
  }, [graph, layout, onPath, chosenEdge]);

  useEffect(() => {
    const drawn = core.current;
    if (!drawn) return;
    const path = nodesIn(drawn, nodesOnPath);
    if (path.nonempty() && !inView(drawn, path)) fitDrawing(drawn, path);
  }, [nodesOnPath]);

  const zoom = useCallback((by: number) => {
    const drawn = core.current;
    drawn?.zoom({
      level: drawn.zoom() * by,
      renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 },
    });
  }, []);

  const arrows = (event: KeyboardEvent, node: number) => {
    const next = layout && neighbour(layout.positions, node, event.key);
    if (next === null || next === undefined) return;
    event.preventDefault();
    (cards.current?.children[next] as HTMLElement | undefined)?.focus();
    core.current?.animate({ center: { eles: core.current.getElementById(`n${next}`) }, duration: 0 });
  };

  const entry = Math.max(0, chosenNode === null ? 0 : graph.nodes.indexOf(chosenNode));
  return (
    <div className="canvas">
      <div ref={host} className="canvas-host" aria-hidden />
      <div className="canvas-clip">
        <div
          ref={cards}
          className="canvas-cards"
          role="group"
          aria-label="Entities in the drawing, left to right"
        >
          {layout !== null &&
            graph.nodes.map((id, node) => {
              const at = layout.positions[node] ?? { x: 0, y: 0 };
              const entity = entities.get(id);
              const classes = [
                'entity-card',
                graph.footholds.has(node) ? 'foothold' : '',
                entity?.tier === 0 ? 'jewel' : '',
                nodesOnPath.has(node) ? 'onpath' : '',
                id === chosenNode ? 'chosen' : '',
              ];
              return (
                <button
                  key={id}
                  type="button"
                  className={classes.filter(Boolean).join(' ')}
                  aria-pressed={id === chosenNode}
                  tabIndex={node === entry ? 0 : -1}
                  style={{ transform: `translate(${at.x - CARD.width / 2}px, ${at.y - CARD.height / 2}px)` }}
                  onClick={() => props.onNode(id)}
                  onContextMenu={(event) => {
                    event.preventDefault();
                    const box = event.currentTarget.getBoundingClientRect();
                    props.onMenu(id, box.left + 20, box.bottom);
                  }}
                  onKeyDown={(event) => arrows(event, node)}
                >
                  <EntityCard id={id} entity={entity} foothold={graph.footholds.has(node)} />
                </button>
              );
            })}
          {layout?.stairs &&
            graph.edges.map((edge) => {
              const at = layout.positions[edge.source] ?? { x: 0, y: 0 };
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
      <div className="canvas-zoom" role="group" aria-label="Zoom of the drawing">
        <button
          type="button"
          className="button icon"
          title="Zoom in"
          aria-label="Zoom in"
          onClick={() => zoom(1.25)}
        >
          <Plus size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="button icon"
          title="Zoom out"
          aria-label="Zoom out"
          onClick={() => zoom(0.8)}
        >
          <Minus size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="button icon"
          title="Fit the drawing"
          aria-label="Fit the drawing"
          onClick={() => core.current?.fit(undefined, MARGIN)}
        >
          <Maximize size={16} aria-hidden />
        </button>
      </div>
    </div>
  );
}
