import type { Hop, TrustPath } from '../../schema/contract.ts';
import type { DrillInject } from '../../schema/drills.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

/** Minutes from one thing that the team is told to the next. */
export const MINUTES_APART = 5;

/** Other crown jewels that are named when a drill ends. */
const MOST_NAMED = 20;

type Entities = Pick<SnapshotReader, 'entityById'>;

/**
 * What the team is told, one after the other: the alert, then each hop of the path as something that was found out, then
 * what else was within reach. `others` are the ids of other crown jewels that the same foothold reaches.
 */
export function injectsOf(
  path: TrustPath,
  alert: string,
  owner: string,
  others: readonly string[],
  entities: Entities,
): DrillInject[] {
  const injects: Omit<DrillInject, 'minute'>[] = [
    {
      stage: 'alert',
      title: 'Alert',
      says: alert,
      question: 'Whose is it, and what does it open? What is done in the first minutes, and who decides?',
      hop: null,
      entities: [...new Set([path.from, owner])],
    },
    ...path.hops.map((hop, at) => injectOf(hop, stageOf(at, path.hops.length), entities)),
  ];
  if (others.length > 0) injects.push(spread(others, entities));
  return injects.map((inject, at) => ({ ...inject, minute: at * MINUTES_APART }));
}

function stageOf(at: number, hops: number): DrillInject['stage'] {
  if (at === hops - 1) return 'jewel';
  return at === 0 ? 'first-hop' : 'lateral';
}

function injectOf(hop: Hop, stage: DrillInject['stage'], entities: Entities): Omit<DrillInject, 'minute'> {
  const [from, to] = [named(hop.from, entities), named(hop.to, entities)];
  const found = `It is found out that ${from} ${RELATION_KINDS[hop.kind].label} ${to}, and that the attacker did so.`;
  const unsure =
    hop.verdict === 'allow'
      ? ''
      : hop.verdict === 'conditional'
        ? ` It needs that: ${hop.conditions.join('; ')}.`
        : ` The snapshot does not tell whether that is possible: ${hop.conditions.join('; ')}.`;
  const seen = hop.observed
    ? ` Logs saw it happen ${hop.observed.count} ${hop.observed.count === 1 ? 'time' : 'times'}, last on ${hop.observed.last}.`
    : '';
  return {
    stage,
    title: TITLES[stage](nameOf(hop.to, entities)),
    says: `${found}${unsure}${seen}`,
    question: QUESTIONS[stage](nameOf(hop.to, entities)),
    hop,
    entities: [hop.from, hop.to],
  };
}

const TITLES: Readonly<Record<DrillInject['stage'], (to: string) => string>> = {
  alert: () => 'Alert',
  'first-hop': (to) => `First hop: ${to}`,
  lateral: (to) => `Onwards: ${to}`,
  jewel: (to) => `Crown jewel: ${to}`,
  spread: () => 'What else is within reach',
};

const QUESTIONS: Readonly<Record<DrillInject['stage'], (to: string) => string>> = {
  alert: () => '',
  'first-hop': (to) =>
    `What does ${to} open? Which session, token or key of it has to end, and who would notice that it did?`,
  lateral: (to) =>
    `What ends the attacker’s hold on ${to}? What breaks for those who use it rightly, and who is asked first?`,
  jewel: (to) =>
    `What is lost or changed at ${to}, and where is that seen? Who has to be told, inside and outside, and by when?`,
  spread: () =>
    'Which of these were reached too? Where would that be seen, and what has to be changed anyway?',
};

function spread(others: readonly string[], entities: Entities): Omit<DrillInject, 'minute'> {
  const told = others.slice(0, MOST_NAMED).map((id) => named(id, entities));
  const more = others.length > told.length ? ` and ${others.length - told.length} more` : '';
  return {
    stage: 'spread',
    title: TITLES.spread(''),
    says: `From the same beginning the attacker reaches ${told.join(', ')}${more} as well.`,
    question: QUESTIONS.spread(''),
    hop: null,
    entities: [...others.slice(0, MOST_NAMED)],
  };
}

function nameOf(id: string, entities: Entities): string {
  return entities.entityById(id)?.name ?? id;
}

function named(id: string, entities: Entities): string {
  const entity = entities.entityById(id);
  return entity ? `${entity.name} (${ENTITY_KINDS[entity.kind].label})` : id;
}
