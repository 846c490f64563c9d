import type { LeftOut } from '../../schema/contract.ts';

/** How many relations the limits of a question held back, so that a shorter list does not read as less risk. */
export function LeftOutWords({ held }: { readonly held: LeftOut | null }) {
  if (!held) return null;
  const parts = [
    held.conditional > 0 ? `${held.conditional.toLocaleString('en')} conditional` : '',
    held.unknown > 0 ? `${held.unknown.toLocaleString('en')} unknown` : '',
    held.without > 0 ? `${held.without.toLocaleString('en')} disabled` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return null;
  return (
    <span className="warn-text" title="Relations that begin where this answer comes and were not followed">
      Not followed: {parts.join(', ')}
    </span>
  );
}
