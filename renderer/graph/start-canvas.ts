import cytoscape, { type Core } from 'cytoscape';
import { escapeText } from '../entity/escape-text.ts';
import { canvasStyle } from './canvas-style.ts';
import { elementsOf } from './elements.ts';
import { CARD, type Layout, type Point } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';

/** The parts of the page that a drawing is made of, and who hears of what is done to it. */
export interface CanvasParts {
  readonly host: HTMLElement;
  /** Moved and scaled with the canvas: marks and cards. */
  readonly stage: HTMLElement;
  readonly cards: HTMLElement;
  readonly onNode: (node: number) => void;
  readonly onMenu: (node: number, x: number, y: number) => void;
  readonly onEdge: (edge: number) => void;
  readonly onEdgeMenu: (edge: number, x: number, y: number) => void;
  /** A card is being dragged: its edges are elsewhere now. */
  readonly onMoved: () => void;
  /** A card was let go of. */
  readonly onDropped: (node: number, at: Point) => void;
}

/** Below this scale the canvas shows no labels; nor do the marks over it. */
const LABELS_FROM = 7 / 12;

const numberOf = (id: string): number => Number(id.slice(1));

/** Starts the canvas of edges and has the stage follow it. `core.destroy()` ends it. */
export function startCanvas(graph: PathGraph, layout: Layout, parts: CanvasParts): Core {
  const { host, stage, cards } = parts;
  const core = cytoscape({
    container: host,
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
  const cardOf = (node: number) => cards.children[node] as HTMLElement | undefined;
  const follow = () => {
    const { x, y } = core.pan();
    stage.style.transform = `translate(${x}px, ${y}px) scale(${core.zoom()})`;
    stage.classList.toggle('small', core.zoom() < LABELS_FROM);
  };
  core.on('viewport', follow);
  core.on('position', 'node', (event) => {
    const { x, y } = event.target.position() as Point;
    const card = cardOf(numberOf(event.target.id()));
    if (card) card.style.transform = `translate(${x - CARD.width / 2}px, ${y - CARD.height / 2}px)`;
  });
  core.on('drag', 'node', (event) => {
    // A card that was moved takes its edges with it; the lanes were laid for where it stood.
    event.target.connectedEdges('.lane').removeClass('lane');
    if (layout.stairs) {
      core.edges().removeClass('stair');
      stage.classList.add('moved');
    }
    parts.onMoved();
  });
  core.on('dragfree', 'node', (event) => {
    const { x, y } = event.target.position() as Point;
    parts.onDropped(numberOf(event.target.id()), { x: Math.round(x), y: Math.round(y) });
  });
  core.on('tap', 'node', (event) => parts.onNode(numberOf(event.target.id())));
  core.on('cxttap', 'node', (event) => {
    const pointer = event.originalEvent as MouseEvent;
    parts.onMenu(numberOf(event.target.id()), pointer.clientX, pointer.clientY);
  });
  core.on('tap', 'edge', (event) => parts.onEdge(numberOf(event.target.id())));
  core.on('cxttap', 'edge', (event) => {
    const pointer = event.originalEvent as MouseEvent;
    parts.onEdgeMenu(numberOf(event.target.id()), pointer.clientX, pointer.clientY);
  });
  core.on('mouseover', 'node', (event) => {
    const node = numberOf(event.target.id());
    host.setAttribute('title', escapeText(graph.nodes[node] ?? ''));
    host.classList.add('pointing');
    cardOf(node)?.classList.add('hover');
  });
  core.on('mouseout', 'node', (event) => {
    host.removeAttribute('title');
    host.classList.remove('pointing');
    cardOf(numberOf(event.target.id()))?.classList.remove('hover');
  });
  core.on('mouseover', 'edge', () => host.classList.add('pointing'));
  core.on('mouseout', 'edge', () => host.classList.remove('pointing'));
  stage.classList.remove('moved');
  follow();
  return core;
}

/** Moves a drawing that is there to another layout of the same graph. */
export function moveTo(core: Core, graph: PathGraph, layout: Layout): void {
  core.batch(() => {
    for (const { data, position, classes } of elementsOf(graph, layout)) {
      const element = core.getElementById(data.id ?? '');
      if (position) element.position(position);
      else element.data(data).classes(classes ?? '');
    }
  });
}
