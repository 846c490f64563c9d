import type { StylesheetJson } from 'cytoscape';
import { STAIR_EXIT } from './lane-segments.ts';
import { CARD } from './layered-layout.ts';

/** The colours a canvas needs, read from the theme's tokens: a canvas cannot use CSS variables. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * Edges as the drawing shows them: solid allowed, dashed conditional, dotted unknown. Nodes are clear rectangles under
 * the cards, which are HTML. Selectors name only our own classes and data, never anything from outside.
 */
export function canvasStyle(): StylesheetJson {
  const edge = token('--edge');
  return [
    {
      selector: 'node',
      style: {
        shape: 'round-rectangle',
        width: CARD.width,
        height: CARD.height,
        'background-opacity': 0,
        'border-width': 0,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 1.5,
        'line-color': edge,
        'target-arrow-color': edge,
        'target-arrow-shape': 'triangle',
        'arrow-scale': 1.1,
        'curve-style': 'straight',
        'source-endpoint': `${CARD.width / 2}px 0px`,
        'target-endpoint': `${-CARD.width / 2}px 0px`,
        'overlay-opacity': 0,
        label: 'data(label)',
        color: token('--text-muted'),
        'font-family': token('--font').replaceAll('"', ''),
        'font-size': 12,
        'text-background-color': token('--canvas'),
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        'text-background-shape': 'roundrectangle',
        'min-zoomed-font-size': 7,
      },
    },
    {
      selector: 'edge.lane',
      style: {
        'curve-style': 'round-segments',
        'edge-distances': 'endpoints',
        'segment-distances': 'data(distances)',
        'segment-weights': 'data(weights)',
        'segment-radii': [12],
        'radius-type': 'arc-radius',
      } as never,
    },
    {
      selector: 'edge.back',
      style: {
        'curve-style': 'unbundled-bezier',
        'control-point-distances': [90],
        'control-point-weights': [0.5],
        'source-endpoint': 'outside-to-node',
        'target-endpoint': 'outside-to-node',
      },
    },
    {
      selector: 'edge.stair',
      style: {
        'curve-style': 'round-segments',
        'edge-distances': 'endpoints',
        'segment-distances': 'data(distances)',
        'segment-weights': 'data(weights)',
        'segment-radii': [10],
        'radius-type': 'arc-radius',
        'source-endpoint': `${STAIR_EXIT.x}px ${STAIR_EXIT.y}px`,
        label: '',
      } as never,
    },
    { selector: 'edge.conditional', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] } },
    // Two lines with the ground between them.
    {
      selector: 'edge.observed',
      style: {
        width: 2.5,
        'line-color': token('--canvas'),
        'line-outline-width': 1.5,
        'line-outline-color': edge,
      },
    },
    { selector: 'edge.unknown', style: { 'line-style': 'dotted' } },
  ];
}
