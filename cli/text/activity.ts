import type { Output } from '../../schema/contract.ts';
import { visibleText } from '../../schema/visible-text.ts';

type Activity = NonNullable<Output<'trace'>['activity']>;

const MOST_LISTED = 12;

/** What logs saw somebody do, for people. */
export function activityLines(activity: Activity): string[] {
  const logs = activity.logs.map(
    ({ source, first, last }) => `${visibleText(source)} (${minute(first)} to ${minute(last)} UTC)`,
  );
  if (activity.count === 0) return [`Activity: nothing seen in ${logs.join(', ')}`];
  const lines = [
    `Activity: ${activity.count} events, ${activity.errors} of them in vain, ${minute(activity.first)} to ${minute(activity.last)} UTC, by ${logs.join(', ')}`,
  ];
  const section = (title: string, items: readonly { name: string; count: number; errors?: number }[]) => {
    if (items.length === 0) return;
    lines.push(`  ${title}:`);
    for (const { name, count, errors = 0 } of items.slice(0, MOST_LISTED))
      lines.push(`    ${visibleText(name)}  ${count}${errors > 0 ? ` (${errors} in vain)` : ''}`);
    if (items.length > MOST_LISTED) lines.push(`    and ${items.length - MOST_LISTED} more`);
  };
  section('assumed', activity.assumed);
  section('did', activity.actions);
  section('on', activity.resources);
  section('from', activity.addresses);
  section('with', activity.userAgents);
  section('in', activity.regions);
  return lines;
}

function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
