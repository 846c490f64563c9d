import { FILLED } from '../aws/estate/touch.ts';
import { WITNESS } from '../rules/access/judge-access.ts';
import type { Blocker } from '../rules/outcome.ts';

/** A reason as it is shown. */
export type Reason = Pick<Blocker, 'observation' | 'pointer' | 'says'>;

/** Actions and resources named in one sentence; the statement itself has the rest. */
const MOST_NAMED = 4;

/** One sentence for each statement that denies, whatever it was asked; no other sentence twice. Order is kept. */
export function onceEach(reasons: readonly Reason[]): readonly Reason[] {
  const groups = new Map<string, { readonly first: Reason; readonly denials: Denial[] }>();
  for (const { observation, pointer, says: given } of reasons) {
    const says = inPlainNames(given);
    const denial = readDenial(says);
    const place = `${observation} ${pointer}`;
    const key = denial === null ? `${place} ${says}` : `${place} ${denial.title}`;
    const group = groups.get(key) ?? { first: { observation, pointer, says }, denials: [] };
    if (denial !== null) group.denials.push(denial);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, denials }) =>
    denials.length < 2 ? first : { ...first, says: together(denials) },
  );
}

interface Denial {
  readonly title: string;
  readonly action: string;
  readonly resource: string;
}

function readDenial(says: string): Denial | null {
  const found = /^(Statement .*?) denies (\S+) on (.+)\.$/.exec(says);
  return found === null ? null : { title: found[1]!, action: found[2]!, resource: found[3]! };
}

function together(denials: readonly Denial[]): string {
  const actions = [...new Set(denials.map(({ action }) => action))].sort();
  const resources = [...new Set(denials.map(({ resource }) => resource))];
  const on = resources.length === 1 || actions.length === 1 ? ` on ${listed(resources)}` : '';
  return `${denials[0]!.title} denies ${listed(actions)}${on}.`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  if (more > 0) return `${texts.slice(0, MOST_NAMED).join(', ')} and ${more} more`;
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** Names that only stand for something, as what they stand for. */
function inPlainNames(says: string): string {
  return says
    .replaceAll(WITNESS, '…')
    .replaceAll(FILLED, '*')
    .replace(/arn:[^\s,]*:(role|user)\/a-new-\1/g, 'a new $1');
}
