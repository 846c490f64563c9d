import type { Finding } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';

/** What is said of a finding or path that an exception of the case covers, or covered; nothing where none does. */
export function exceptionLine(exception: Finding['exception']): string[] {
  if (!exception) return [];
  const { live, expires, owner, daysLeft } = exception;
  if (!live)
    return [`  EXCEPTION PAST ITS DAY: it held until ${expires}; ${visibleText(owner)} answered for it`];
  const days = `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
  return [`  Excepted until ${expires} (${days}); ${visibleText(owner)} answers for it`];
}
