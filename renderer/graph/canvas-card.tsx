import { Pin } from 'lucide-react';
import { type KeyboardEvent, memo } from 'react';
import type { EntityRecord } from '../../schema/contract.ts';
import { EntityCard } from './entity-card.tsx';
import { CARD, type Point } from './layered-layout.ts';

/** What a card does when it is used; the same object for the life of the drawing. */
export interface CardActions {
  choose(id: string): void;
  menu(id: string, x: number, y: number): void;
  key(event: KeyboardEvent, node: number): void;
}

interface Props {
  readonly id: string;
  readonly node: number;
  readonly entity: EntityRecord | undefined;
  readonly foothold: boolean;
  readonly pinned: boolean;
  readonly named: boolean;
  readonly at: Point;
  readonly onPath: boolean;
  readonly chosen: boolean;
  /** Whether the tab key comes to this card. */
  readonly entry: boolean;
  readonly actions: CardActions;
}

/** One card of the drawing. Drawn again only when something of its own changes: a drawing may have hundreds. */
export const CanvasCard = memo(function CanvasCard(props: Props) {
  const { id, node, entity, foothold, at, chosen, actions } = props;
  const classes = [
    'entity-card',
    foothold ? 'foothold' : '',
    entity?.tier === 0 ? 'jewel' : '',
    props.onPath ? 'onpath' : '',
    chosen ? 'chosen' : '',
  ];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-pressed={chosen}
      tabIndex={props.entry ? 0 : -1}
      style={{ transform: `translate(${at.x - CARD.width / 2}px, ${at.y - CARD.height / 2}px)` }}
      onClick={() => actions.choose(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        const box = event.currentTarget.getBoundingClientRect();
        actions.menu(id, box.left + 20, box.bottom);
      }}
      onKeyDown={(event) => actions.key(event, node)}
    >
      <EntityCard id={id} entity={entity} foothold={foothold} named={props.named} />
      {props.pinned && (
        <span className="card-pin" title="Pinned where it was put">
          <Pin size={11} aria-hidden />
          <span className="visually-hidden">pinned</span>
        </span>
      )}
    </button>
  );
});
