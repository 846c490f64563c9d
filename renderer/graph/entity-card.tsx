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
  /** False while names are not to be seen: the kind alone is said then. */
  readonly named: boolean;
}

/** What a card says: the kind's icon, the name, its source in small, the foothold's flag or the jewel's crown. */
export function EntityCard({ id, entity, foothold, named }: Props) {
  const jewel = entity?.tier === 0;
  const { name, source } = cardWords(id, entity, named, foothold || jewel);
  return (
    <>
      <span className="card-icon">{entity && <EntityIcon kind={entity.kind} size={18} />}</span>
      <span className="card-text">
        <span className="card-name">
          <Name text={name} />
        </span>
        {source !== '' && (
          <span className="card-source">
            <Name text={source} />
          </span>
        )}
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

/** The words of a card as far as they fit: the name, and the kind whole with as much of the source as there is room for. */
export function cardWords(
  id: string,
  entity: EntityRecord | undefined,
  named: boolean,
  marked: boolean,
): { readonly name: string; readonly source: string } {
  // The card's inside without icon, gaps and mark.
  const room = marked ? 134 : 160;
  const kind = entity ? kindOf(entity.kind).label : '';
  if (!named) return { name: kind === '' ? 'Entity' : kind, source: '' };
  const name = fitText(entity?.name ?? id, room, strong);
  if (!entity) return { name, source: '' };
  const lead = `${kind} · `;
  return { name, source: lead + fitText(originOf(entity), Math.max(32, room - small(lead)), small) };
}
