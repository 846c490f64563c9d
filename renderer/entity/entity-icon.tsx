import { Crown } from 'lucide-react';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { ICONS, UNKNOWN_ICON } from './icons.ts';
import { kindOf } from './kind.ts';

export function EntityIcon({ kind, size = 16 }: { readonly kind: EntityKind; readonly size?: number }) {
  const declared = kindOf(kind);
  const Icon = ICONS[declared?.icon] ?? UNKNOWN_ICON;
  return <Icon size={size} strokeWidth={1.75} className={`kind-icon kind-${declared?.colour}`} aria-hidden />;
}

/** Marks a crown jewel beside a name, in words for those who do not see it. */
export function JewelMark({ tier, size = 14 }: { readonly tier: number | null; readonly size?: number }) {
  if (tier !== 0) return null;
  return (
    <span className="jewel-mark" title="Crown jewel">
      <Crown size={size} strokeWidth={2} aria-hidden />
      <span className="visually-hidden">crown jewel</span>
    </span>
  );
}
