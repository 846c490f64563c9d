import { CalendarCheck, CalendarX } from 'lucide-react';
import type { Finding } from '../../schema/contract.ts';

/** That somebody answers for a finding or path until a day, or did: what is over is said louder. */
export function ExceptionMark({ exception }: { readonly exception: NonNullable<Finding['exception']> }) {
  const { live, expires } = exception;
  const Icon = live ? CalendarCheck : CalendarX;
  return (
    <span className={live ? 'muted' : 'warn-text'}>
      <Icon size={14} aria-hidden className="in-text" /> {live ? 'excepted until' : 'exception ended'}{' '}
      {expires}
    </span>
  );
}
