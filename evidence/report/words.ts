import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { ProofStep, Relation, Verdict } from '../../schema/records.ts';
import type { Block, Span, SpanStyle, Words } from '../../schema/report.ts';
import type { Told } from '../told.ts';

/** What the sections of a report are written with. */
export function as(style: SpanStyle, text: string): Span {
  return { text, as: style };
}

export const code = (text: string) => as('code', text);
export const soft = (text: string) => as('soft', text);
export const strong = (text: string) => as('strong', text);
export const verdictWord = (verdict: Verdict | string): Span =>
  verdict === 'allow' || verdict === 'conditional' || verdict === 'unknown'
    ? as(verdict, verdict)
    : soft(verdict);

export function paragraph(...words: Span[]): Block {
  return { block: 'paragraph', words };
}

export function list(items: readonly Words[], ordered = false): Block {
  return { block: 'list', ordered, items: [...items] };
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** An entity as people see it: name, kind, id; a crown before what must not be reached. */
export function entityWords(reader: Told, id: string): Words {
  const entity = reader.entityById(id);
  if (!entity) return [code(id)];
  const kind = `${ENTITY_KINDS[entity.kind].label}${entity.collected ? '' : ', not collected'}`;
  const name = entity.tier === 0 ? as('jewel', `\u265b ${entity.name}`) : strong(entity.name);
  return [name, ' ', soft(kind), ' ', code(id)];
}

/** A relation in one line. */
export function relationWords({
  from,
  to,
  kind,
  verdict,
}: Pick<Relation, 'from' | 'to' | 'kind' | 'verdict'>): Words {
  return [code(from), ' ', as('verb', RELATION_KINDS[kind].label), ' ', code(to), ' ', verdictWord(verdict)];
}

/** Where a proof step points, as the bundle names the document. */
export function placeWords(step: Pick<ProofStep, 'observation' | 'pointer'>): Words {
  return [soft('observations/'), code(`${step.observation.replace(/^sha256:/, '')}.json#${step.pointer}`)];
}
