import { TrustpathError } from '../errors.ts';
import type { ProofStep, Relation } from '../records.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { Statements } from './statements.ts';
import type { SealInput } from './types.ts';

/** Distinct steps remembered for sharing. Beyond it sharing starts anew: the file grows, memory does not. */
const STEPS_REMEMBERED = 1_000_000;

/**
 * Writes the relations in their order, with each distinct proof step stored once: most relations of a principal rest
 * on the same statements. An end or an observation that is not in the snapshot throws `internal`.
 */
export function writeRelations(
  sql: Statements,
  { relations, ends }: Pick<SealInput, 'relations' | 'ends'>,
  entities: ReadonlyMap<string, number>,
  bodies: ReadonlyMap<string, number>,
  file: string,
): void {
  const steps = stepWriter(sql, bodies, file);
  const types = typeWriter(sql);
  const insert = bulkInsert(sql, 'relation', ['from_entity', 'to_entity', 'type', 'proof', 'conditions']);
  const isThere = (entity: number | undefined): entity is number =>
    entity !== undefined && entity >= 0 && entity < entities.size;
  let number = 0;
  for (const relation of relations) {
    const from = ends ? ends.from[number] : entities.get(relation.from);
    const to = ends ? ends.to[number] : entities.get(relation.to);
    if (!isThere(from) || !isThere(to)) {
      throw new TrustpathError(
        'internal',
        `${file}: the analysis derived a relation (${relation.rule}) of an entity that is not there: ${isThere(from) ? relation.to : relation.from}.`,
      );
    }
    number++;
    insert.add([
      from,
      to,
      types(relation),
      steps.proofOf(relation.proof),
      relation.conditions.length === 0 ? null : JSON.stringify(relation.conditions),
    ]);
  }
  insert.flush();
  steps.flush();
}

function typeWriter(sql: Statements): (relation: Relation) => number {
  const known: Pick<Relation, 'kind' | 'rule' | 'verdict'>[] = [];
  const insert = sql('INSERT INTO relation_type (number, kind, rule, verdict) VALUES (?, ?, ?, ?)');
  const byRule = new Map<string, number[]>();
  return ({ kind, rule, verdict }) => {
    let numbers = byRule.get(rule);
    if (!numbers) {
      numbers = [];
      byRule.set(rule, numbers);
    }
    for (const number of numbers) {
      if (known[number]?.kind === kind && known[number].verdict === verdict) return number;
    }
    const number = known.push({ kind, rule, verdict }) - 1;
    numbers.push(number);
    insert.run(number, kind, rule, verdict);
    return number;
  };
}

function stepWriter(sql: Statements, bodies: ReadonlyMap<string, number>, file: string) {
  const insert = bulkInsert(sql, 'proof_step', ['body', 'pointer', 'says']);
  // By sentence, the rarest of the three: joining them to one key, or a map within a map, costs more than the insert.
  // What else is known of a remembered step stands in lists, because a million small objects would slow collecting
  // garbage more than the lookups take.
  const latest = new Map<string, number>();
  const pointers: string[] = [];
  const bodyOf = new Int32Array(STEPS_REMEMBERED);
  const earlier = new Int32Array(STEPS_REMEMBERED);
  /** Number of the first step that is remembered. */
  let first = 0;
  let count = 0;

  const numberOf = (step: ProofStep): number => {
    const body = bodies.get(step.observation);
    if (body === undefined) {
      throw new TrustpathError(
        'internal',
        `${file}: the analysis gave a proof from an observation that is not there (${step.observation}).`,
      );
    }
    const same = latest.get(step.says) ?? -1;
    for (let slot = same; slot !== -1; slot = earlier[slot]!) {
      if (bodyOf[slot] === body && pointers[slot] === step.pointer) return first + slot;
    }
    let slot = pointers.length;
    if (slot === STEPS_REMEMBERED) {
      latest.clear();
      pointers.length = 0;
      first = count;
      slot = 0;
    }
    latest.set(step.says, slot);
    earlier[slot] = slot === 0 ? -1 : same;
    pointers.push(step.pointer);
    bodyOf[slot] = body;
    insert.add([body, step.pointer, step.says]);
    return count++;
  };

  return {
    /** JSON list of the steps' numbers. */
    proofOf(proof: readonly ProofStep[]): string {
      let list = '';
      for (const step of proof) list += list === '' ? numberOf(step) : `,${numberOf(step)}`;
      return `[${list}]`;
    },
    flush: insert.flush,
  };
}
