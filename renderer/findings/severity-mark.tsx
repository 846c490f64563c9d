import { CircleAlert, Info, type LucideIcon, OctagonAlert, SignalLow, TriangleAlert } from 'lucide-react';
import type { Severity } from '../../schema/findings.ts';

const ICONS: Readonly<Record<Severity, LucideIcon>> = {
  critical: OctagonAlert,
  high: TriangleAlert,
  medium: CircleAlert,
  low: SignalLow,
  info: Info,
};

/** A severity as icon and word; the colour only repeats them. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const Icon = ICONS[severity];
  return (
    <span className={`severity severity-${severity}`}>
      <Icon size={14} strokeWidth={2} aria-hidden />
      {severity}
    </span>
  );
}
