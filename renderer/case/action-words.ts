import { durationWords } from '../../schema/case/drill-kinds.ts';
import { elideMiddle } from '../entity/elide.ts';
import { plural, tierLabel } from '../entity/kind.ts';
import type { CaseAction } from './case-store.ts';

type Mark = Extract<CaseAction, { do: 'mark-all' }>['marks'][number];
const LONGEST = 60;

/** One action of the log in words, as somebody did it. */
export function actionWords(action: CaseAction): string {
  switch (action.do) {
    case 'attach-snapshot':
      return `Bound to ${action.title}, ${elideMiddle(action.digest, 20)}`;
    case 'detach-snapshot':
      return `No longer about ${elideMiddle(action.digest, 20)}`;
    case 'mark':
      return `${elideMiddle(action.entity, LONGEST)}: ${markWords(action)}`;
    case 'mark-all': {
      const words = [...new Set(action.marks.map(markWords))];
      const entities = new Set(action.marks.map(({ entity }) => entity)).size;
      return `${plural(entities, 'entity', 'entities')}: ${words.slice(0, 3).join('; ')}${words.length > 3 ? '; …' : ''}`;
    }
    case 'decline':
      return `${action.declined ? 'Declined' : 'Opened again'} ${plural(action.proposals.length, 'proposal')}`;
    case 'keep-scenario':
      return action.scenario
        ? `Kept the scenario "${action.title}", ${plural(action.scenario.changes.length, 'change')}`
        : `Dropped the scenario "${action.title}"`;
    case 'keep-question':
      return action.question
        ? `Kept the question "${action.title}"`
        : `Dropped the question "${action.title}"`;
    case 'write-note':
      return `Wrote: ${shortened(action.text)}`;
    case 'strike-note':
      return `${action.struck ? 'Struck' : 'Put back'} the note of action ${action.number}`;
    case 'exception':
      return action.exception
        ? `Excepted until ${action.exception.expires}, approved by ${action.exception.approver}: ${shortened(action.exception.reason)}`
        : 'Ended an exception';
    case 'run-drill':
      return action.run ? `Began a drill of ${action.run.kind.replaceAll('-', ' ')}` : 'Abandoned a drill';
    case 'drill-step':
      return `In a drill: ${stepWords(action.step)}`;
    case 'drill':
      return action.drill
        ? `Recorded a drill of ${action.drill.kind.replaceAll('-', ' ')}`
        : 'Dropped a drill';
    case 'pin':
      return `${action.at ? 'Pinned' : 'Unpinned'} ${elideMiddle(action.entity, LONGEST)}`;
  }
}

type DrillStep = Extract<CaseAction, { do: 'drill-step' }>['step'];

function stepWords(step: DrillStep): string {
  switch (step.of) {
    case 'told':
      return step.seconds === null
        ? `what comes as number ${step.number + 1} is not told yet`
        : `the team was told number ${step.number + 1} after ${durationWords(step.seconds)}`;
    case 'done':
      return step.seconds === null
        ? `step ${step.number + 1} of the plan is not done`
        : `step ${step.number + 1} of the plan was done after ${durationWords(step.seconds)}`;
    case 'noted':
      return step.noted
        ? `noted after ${durationWords(step.noted.seconds)}: ${shortened(step.noted.text)}`
        : 'took back what was noted last';
    case 'plan-asked':
      return step.seconds === null
        ? 'the plan is hidden again'
        : `the plan was asked for after ${durationWords(step.seconds)}`;
    case 'notes':
      return `wrote: ${shortened(step.text)}`;
    case 'ended':
      return step.at === null ? 'it goes on' : 'it ended';
  }
}

/** What a mark says, or that it says nothing any more. */
export function markWords({ mark, value }: Pick<Mark, 'mark' | 'value'>): string {
  if (value === null) return `${NAMES[mark]} not marked`;
  if (mark === 'crown-jewel') return value ? 'crown jewel' : 'no crown jewel';
  if (mark === 'compromised') return value ? 'compromised' : 'not compromised';
  if (mark === 'tier') return `tier ${value}, ${tierLabel(value as number)}`;
  return `${NAMES[mark]} ${shortened(Array.isArray(value) ? value.join(', ') : String(value))}`;
}

const NAMES: Readonly<Record<Mark['mark'], string>> = {
  'crown-jewel': 'crown jewel',
  compromised: 'compromised',
  tier: 'tier',
  owner: 'owner',
  environment: 'environment',
  tags: 'tags',
  note: 'note',
};

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
