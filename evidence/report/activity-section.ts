import type { Block, Section, Words } from '../../schema/report.ts';
import type { Answer } from '../answer.ts';
import { code, count, paragraph, soft } from './words.ts';

const MOST_TOLD = 30;

/** What logs saw the credential or principal do. */
export function activitySection(activity: NonNullable<Answer['activity']>): Section {
  const blocks: Block[] = activity.logs.map((log) =>
    paragraph(
      soft(
        `${log.source}: ${count(log.count, 'event')} from ${log.first} to ${log.last}. What happened outside of it is not known.`,
      ),
    ),
  );
  if (activity.count === 0) blocks.push(paragraph('Nothing was seen.'));
  else {
    const row = (title: string, list: readonly { name: string; count: number }[]): [string, Words][] =>
      list.length === 0
        ? []
        : [[title, list.slice(0, MOST_TOLD).flatMap((each) => [code(each.name), ` ${each.count}  `])]];
    blocks.push(
      paragraph(
        `${count(activity.count, 'event')}, ${activity.errors} of them in vain, from ${activity.first} to ${activity.last}.`,
      ),
      {
        block: 'facts',
        rows: [
          ...row('Assumed', activity.assumed),
          ...row('Actions', activity.actions),
          ...row('Resources', activity.resources),
          ...row('From', activity.addresses),
          ...row('User agents', activity.userAgents),
        ],
      },
    );
  }
  return { title: 'What it did, by the logs', blocks };
}
