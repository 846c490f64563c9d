import type { Answer } from './answer.ts';

/** A short name for the tab of an answer. Names in it come from outside: show it through `Name`. */
export function tabTitle(answer: Answer | null): string {
  if (answer === null) return 'New question';
  switch (answer.kind) {
    case 'recognition':
      return answer.recognised[0]?.label ?? 'Not recognised';
    case 'trace':
      return `From ${nameOfStart(answer)}`;
    case 'path':
      return answer.to === null ? `From ${answer.from.name}` : `${answer.from.name} to ${answer.to.name}`;
    case 'exposure':
      return `To ${answer.to.name}`;
    case 'explain':
      return `Why ${answer.from.name} and ${answer.to.name}`;
  }
}

function nameOfStart({ recognition, owner }: Extract<Answer, { kind: 'trace' }>): string {
  if (recognition.type === 'entity' && owner) return owner.name;
  return recognition.identifier ?? owner?.name ?? recognition.label;
}
