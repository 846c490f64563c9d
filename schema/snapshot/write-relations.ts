import { TrustpathError } from '../errors.ts';
import type { ProofStep, Relation } from '../records.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { Statements } from './statements.ts';

/** Distinct steps remembered for sharing. Beyond it sharing starts anew: the file grows, memory does not. */
const STEPS_REMEMBERED = 1_000_000;

/**
 * Writes the relations in their order, with each distinct proof step stored once: most relations of a principal rest
 * on the same statements. An end or an observation that is not in the snapshot throws `internal`.
 */
export function writeRelations(
  sql: Statements,
  relations: Iterable<Relation>,
  entities: ReadonlyMap<string, number>,
  bodies: ReadonlyMap<string, number>,
  file: string,
): void {
  const steps = stepWriter(sql, bodies, file);
  const types = typeWriter(sql);
  const insert = bulkInsert(sql, 'relation', [
    'number',
    'from_entity',
    'to_entity',
    'type',
    'proof',
    'conditions',
  ]);
  let number = 0;
  for (const relation of relations) {
    const from = entities.get(relation.from);
    const to = entities.get(relation.to);
    if (from === undefined || to === undefined) {
      throw new TrustpathError(
        'internal',
        `${file}: the analysis derived a relation (${relation.rule}) of an entity that is not there: ${from === undefined ? relation.from : relation.to}.`,
      );
    }
    insert.add(
      number++,
      from,
      to,
      types(relation),
      steps.proofOf(relation.proof),
      relation.conditions.length === 0 ? null : JSON.stringify(relation.conditions),
    );
  }
  insert.flush();
  steps.flush();
}

function typeWriter(sql: Statements): (relation: Relation) => number {
  const known = new Map<string, number>();
  const insert = sql('INSERT INTO relation_type (number, kind, rule, verdict) VALUES (?, ?, ?, ?)');
  return ({ kind, rule, verdict }) => {
    const key = `${kind} ${rule} ${verdict}`;
    let number = known.get(key);
    if (number === undefined) {
      number = known.size;
      known.set(key, number);
      insert.run(number, kind, rule, verdict);
    }
    return number;
  };
}

function stepWriter(sql: Statements, bodies: ReadonlyMap<string, number>, file: string) {
  const insert = bulkInsert(sql, 'proof_step', ['number', 'body', 'pointer', 'says']);
  // Nested rather than keyed by one joined text: joining and hashing that text would cost more than the insert.
  const known = new Map<number, Map<string, Map<string, number>>>();
  let next = 0;
  let remembered = 0;

  const numberOf = (step: ProofStep): number => {
    const body = bodies.get(step.observation);
    if (body === undefined) {
      throw new TrustpathError(
        'internal',
        `${file}: the analysis gave a proof from an observation that is not there (${step.observation}).`,
      );
    }
    let pointers = known.get(body);
    if (!pointers) {
      pointers = new Map();
      known.set(body, pointers);
    }
    let sentences = pointers.get(step.pointer);
    if (!sentences) {
      sentences = new Map();
      pointers.set(step.pointer, sentences);
    }
    const seen = sentences.get(step.says);
    if (seen !== undefined) return seen;
    sentences.set(step.says, next);
    insert.add(next, body, step.pointer, step.says);
    if (++remembered >= STEPS_REMEMBERED) {
      known.clear();
      remembered = 0;
    }
    return next++;
  };

  return {
    /** JSON list of the steps' numbers. */
    proofOf: (proof: readonly ProofStep[]) => `[${proof.map(numberOf).join(',')}]`,
    flush: insert.flush,
  };
}
