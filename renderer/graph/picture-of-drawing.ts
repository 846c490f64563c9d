import type { Core, EdgeSingular } from 'cytoscape';
import type { EntityRecord } from '../../schema/contract.ts';
import { token } from './canvas-style.ts';
import { lineOf } from './edge-marks.ts';
import { cardWords } from './entity-card.tsx';
import { iconPath } from './icon-path.ts';
import { STAIR_EXIT } from './lane-segments.ts';
import type { Point } from './layered-layout.ts';
import type { PathGraph } from './path-graph.ts';
import { drawPicture, type Picture, type PictureCard, type PictureEdge } from './picture.ts';

interface Shown {
  readonly entities: ReadonlyMap<string, EntityRecord>;
  readonly names: boolean;
}

/** The drawing as it stands now, pins and all, as a picture. Icons are read from the cards. */
export function pictureOf(core: Core, graph: PathGraph, shown: Shown, cards: HTMLElement | null): Picture {
  return drawPicture(
    graph.nodes.map((id, node) => cardOf(core, graph, shown, id, node, cards?.children[node])),
    graph.edges.flatMap((_, index) => edgeOf(core, graph, index)),
    {
      ground: token('--canvas'),
      card: token('--raised'),
      line: token('--line-strong'),
      text: token('--text'),
      muted: token('--text-muted'),
      edge: token('--edge'),
      sunken: token('--sunken'),
      foothold: token('--foothold'),
      footholdSoft: token('--foothold-soft'),
      jewel: token('--jewel'),
      jewelSoft: token('--jewel-soft'),
    },
    token('--font').replaceAll('"', "'"),
  );
}

function cardOf(
  core: Core,
  graph: PathGraph,
  { entities, names }: Shown,
  id: string,
  node: number,
  card: Element | undefined,
): PictureCard {
  const entity = entities.get(id);
  const jewel = entity?.tier === 0;
  const foothold = graph.footholds.has(node);
  return {
    at: core.getElementById(`n${node}`).position() as Point,
    ...cardWords(id, entity, names, foothold || jewel),
    icon: iconIn(card?.querySelector('.card-icon')),
    mark: iconIn(card?.querySelector(jewel ? '.card-crown' : '.card-flag')),
    role: jewel ? 'jewel' : foothold ? 'foothold' : null,
  };
}

function iconIn(holder: Element | null | undefined): readonly string[] {
  const drawn = holder?.querySelector('svg')?.children ?? [];
  return Array.from(drawn, (child) => iconPath(child)).filter((d) => d !== null);
}

function edgeOf(core: Core, graph: PathGraph, index: number): PictureEdge[] {
  const drawn = core.getElementById(`e${index}`);
  const edge = graph.edges[index];
  if (drawn.empty() || !edge) return [];
  const { points, curve } = lineOf(drawn as EdgeSingular);
  const stair = drawn.hasClass('stair');
  const from = core.getElementById(`n${edge.source}`).position() as Point;
  const labelAt = stair
    ? { x: from.x + STAIR_EXIT.x + 8, y: from.y + STAIR_EXIT.y + 12 }
    : (drawn as EdgeSingular).midpoint();
  const { verdict, observed, label } = edge;
  return [{ points, curve, verdict, observed, label, labelAt, labelMiddle: !stair }];
}
