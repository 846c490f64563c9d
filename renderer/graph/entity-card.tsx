import { Crown, Flag } from 'lucide-react';
import type { EntityRecord } from '../../schema/contract.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { fitText, textWidth } from '../entity/fit-text.ts';
import { kindOf, originOf } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';

const FAMILY = 'Inter, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif';
const strong = textWidth(`600 13px ${FAMILY}`);
const small = textWidth(`12px ${FAMILY}`);

interface Props {
  readonly id: string;
  readonly entity: EntityRecord | undefined;
  readonly foothold: boolean;
}

/** What a card says: the kind's icon, the name, its source in small, the foothold's flag or the jewel's crown. */
export function EntityCard({ id, entity, foothold }: Props) {
  const jewel = entity?.tier === 0;
  const name = entity?.name ?? id;
  // The card's inside without icon, gaps and mark.
  const room = foothold || jewel ? 134 : 160;
  return (
    <>
      <span className="card-icon">{entity && <EntityIcon kind={entity.kind} size={18} />}</span>
      <span className="card-text">
        <span className="card-name">
          <Name text={fitText(name, room, strong)} />
        </span>
        <span className="card-source">{entity && <Source entity={entity} room={room} />}</span>
      </span>
      {foothold && (
        <span className="card-flag" title="Foothold">
          <Flag size={15} strokeWidth={2} aria-hidden />
          <span className="visually-hidden">foothold</span>
        </span>
      )}
      {jewel && (
        <span className="card-crown" title="Crown jewel">
          <Crown size={16} strokeWidth={2} aria-hidden />
          <span className="visually-hidden">crown jewel</span>
        </span>
      )}
    </>
  );
}

/** The kind whole, then as much of the source as fits. */
function Source({ entity, room }: { readonly entity: EntityRecord; readonly room: number }) {
  const kind = `${kindOf(entity.kind).label} · `;
  const left = Math.max(32, room - small(kind));
  return (
    <>
      {kind}
      <Name text={fitText(originOf(entity), left, small)} />
    </>
  );
}
