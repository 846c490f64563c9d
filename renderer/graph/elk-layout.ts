import ELK, { type ELK as Elk } from 'elkjs/lib/elk-api.js';
import workerAddress from 'elkjs/lib/elk-worker.min.js?url';
import { CARD, type Layout, layeredLayout } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';
import { stairsLayout } from './stairs.ts';

/**
 * Up to here the own layout runs at once: 7 ms for 480 entities where the worker took 300 warm and 1,000 cold (2 noisy
 * cores), with no more crossings. Beyond, the order of the rows is worth waiting for.
 */
const SYNCHRONOUS = 500;

let elk: Elk | undefined;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

/** The page demands trusted script addresses; this policy vouches for the one worker it has and for nothing else. */
function startWorker(): Worker {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('trustpath-layout-worker', {
    createScriptURL: (url) => {
      if (url !== workerAddress) throw new TypeError('Only the layout worker may be started.');
      return url;
    },
  });
  return new Worker(policy ? policy.createScriptURL(workerAddress) : workerAddress);
}

/** Layered layout in a worker, tuned for speed over beauty: longest-path layers, simple placement. */
async function elkLayout(graph: PathGraph): Promise<Layout> {
  elk ??= new ELK.default({ workerFactory: () => startWorker() });
  const laid = await elk.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
      'elk.layered.nodePlacement.strategy': 'SIMPLE',
      'elk.layered.thoroughness': '1',
      'elk.edgeRouting': 'POLYLINE',
      'elk.layered.spacing.nodeNodeBetweenLayers': '116',
      'elk.spacing.nodeNode': '28',
    },
    children: graph.nodes.map((_, node) => ({ id: `n${node}`, width: CARD.width, height: CARD.height })),
    edges: graph.edges.map((edge, index) => ({
      id: `e${index}`,
      sources: [`n${edge.source}`],
      targets: [`n${edge.target}`],
    })),
  });
  const half = { x: CARD.width / 2, y: CARD.height / 2 };
  return {
    positions: (laid.children ?? []).map((node) => ({
      x: (node.x ?? 0) + half.x,
      y: (node.y ?? 0) + half.y,
    })),
    bends: new Map(),
  };
}

/** The drawing's layout for a canvas of this size: at once when small, from the worker when not. */
export function layoutOf(
  graph: PathGraph,
  canvas: { readonly width: number; readonly height: number },
): Layout | Promise<Layout> {
  if (graph.nodes.length > SYNCHRONOUS) return elkLayout(graph);
  const row = layeredLayout(graph);
  return stairsLayout(graph, row, canvas) ?? row;
}
