import type { EntityRecord, Input, LeftOut, Output, Recognition } from '../../schema/contract.ts';
import { withoutControlPaths } from '../../schema/control-paths.ts';

/** What was asked and what came back. Holds no pasted text: a credential is here only as what was recognised of it. */
export type Answer =
  | { readonly kind: 'recognition'; readonly recognised: readonly Recognition[] }
  /** `to` is the one target the paths were asked to; null for every crown jewel. */
  | ({
      readonly kind: 'trace';
      readonly to: EntityRecord | null;
      readonly leftOut?: LeftOut | undefined;
    } & Output<'trace'>)
  | ({
      readonly kind: 'path';
      readonly from: EntityRecord;
      readonly to: EntityRecord | null;
    } & Output<'path'>)
  | {
      readonly kind: 'exposure';
      readonly to: EntityRecord;
      readonly unknowns: Output<'exposure'>['unknowns'];
    }
  | ({
      readonly kind: 'explain';
      readonly from: EntityRecord;
      readonly to: EntityRecord;
    } & Output<'explain'>);

export type Tab = 'paths' | 'blast' | 'containment' | 'activity' | 'exposure' | 'why' | 'recognition';

/** The tabs an answer has, the one to show first in front. */
export function tabsOf(answer: Answer): readonly Tab[] {
  switch (answer.kind) {
    case 'recognition':
      return ['recognition'];
    case 'trace':
      if (answer.start === null) return ['containment'];
      return ['paths', 'blast', ...(answer.activity ? (['activity'] as const) : []), 'containment'];
    case 'path':
      return ['paths', 'blast'];
    case 'exposure':
      return ['exposure'];
    case 'explain':
      return ['why'];
  }
}

/** The entity an answer starts from, if it starts from one. */
export function startOf(answer: Answer): string | null {
  switch (answer.kind) {
    case 'trace':
      return answer.start;
    case 'path':
    case 'explain':
      return answer.from.id;
    case 'recognition':
    case 'exposure':
      return null;
  }
}

export function pathsOf(answer: Answer | null): Output<'path'>['paths'] {
  return answer?.kind === 'trace' || answer?.kind === 'path' ? answer.paths : [];
}

type Paths = Output<'path'>['paths'];

const own = new WeakMap<Answer, Paths>();

/**
 * The paths to list: all of them, or those that say something of their own. Whoever administers an account controls all
 * that is in it, so the paths that go on from there are one fact and not many.
 */
export function shownPaths(answer: Answer | null, all: boolean): Paths {
  const paths = pathsOf(answer);
  if (all || answer === null) return paths;
  let shown = own.get(answer);
  if (!shown) {
    shown = withoutControlPaths(paths).paths;
    own.set(answer, shown);
  }
  return shown;
}

/** What the limits of the question held back; null where everything was followed. */
export function leftOutOf(answer: Answer): LeftOut | null {
  return ((answer.kind === 'trace' || answer.kind === 'path') && answer.leftOut) || null;
}

const NO_GAPS: Output<'path'>['unknowns'] = [];

export function unknownsOf(answer: Answer | null): Output<'path'>['unknowns'] {
  return answer === null || answer.kind === 'recognition' ? NO_GAPS : answer.unknowns;
}

/**
 * The question to write evidence for. A credential is named by its public identifier, or by the entity it belongs to;
 * null where neither is known, because the credential itself was not kept.
 */
export function evidenceQuestion(answer: Answer): Input<'evidence.write'>['question'] | null {
  switch (answer.kind) {
    case 'recognition':
      return null;
    case 'trace': {
      if (answer.to !== null && answer.start !== null) {
        return { kind: 'path', from: answer.start, to: answer.to.id };
      }
      const text = answer.recognition.identifier ?? answer.start ?? answer.owner?.id;
      return text === undefined ? null : { kind: 'trace', text };
    }
    case 'path':
      return { kind: 'path', from: answer.from.id, ...(answer.to && { to: answer.to.id }) };
    case 'explain':
      return { kind: 'path', from: answer.from.id, to: answer.to.id };
    case 'exposure':
      return { kind: 'exposure', to: answer.to.id };
  }
}

/** One line that says what was asked. Names in it come from outside: show it through `Name`. */
export function titleOf(answer: Answer): string {
  switch (answer.kind) {
    case 'recognition':
      return 'What the credential is';
    case 'trace': {
      const { recognition, owner } = answer;
      const what = recognition.identifier
        ? `${recognition.label} ${recognition.identifier}`
        : recognition.label;
      return recognition.type === 'entity' && owner ? `What ${owner.name} reaches` : `What ${what} reaches`;
    }
    case 'path':
      return `Paths from ${answer.from.name} to ${answer.to?.name ?? 'every crown jewel'}`;
    case 'exposure':
      return `What reaches ${answer.to.name}`;
    case 'explain':
      return `Why ${answer.from.name} does or does not reach ${answer.to.name} directly`;
  }
}
