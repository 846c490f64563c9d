import { TrustpathError } from '../errors.ts';
import { RELATION_KIND_NAMES, type RelationKind } from '../kinds/relation-kinds.ts';
import type { ProofStep, Relation, Verdict } from '../records.ts';
import { observationId } from './body.ts';
import { type RelationsByEntity, relationsByEntity } from './relations-by-entity.ts';
import type { Statements } from './statements.ts';
import type { RelationEnds, SnapshotReader } from './types.ts';

/** Rows read at a time, so that a walk over millions holds few and keeps no statement open. */
const CHUNK = 2_000;
const VERDICT_CODES: Readonly<Record<Verdict, number>> = { allow: 0, conditional: 1, unknown: 2 };

interface RelationType {
  readonly kind: RelationKind;
  readonly rule: string;
  readonly verdict: Verdict;
}
type RelationRow = [number, string, string, number, string, string | null];
const SELECT_RELATIONS = `SELECT relation.number, a.id, b.id, type, proof, conditions FROM relation
  JOIN entity a ON a.number = from_entity JOIN entity b ON b.number = to_entity`;

export type RelationReads = Pick<
  SnapshotReader,
  | 'relationCount'
  | 'relation'
  | 'relations'
  | 'relationsFrom'
  | 'relationsTo'
  | 'relationEnds'
  | 'relationEndsKept'
  | 'proof'
  | 'conditions'
>;

/** The part of a reader that answers for relations. `file` is what messages call the snapshot. */
export function relationReads(sql: Statements, file: string): RelationReads {
  let types: Map<number, RelationType> | undefined;
  const typeOf = (number: number): RelationType => {
    types ??= new Map(
      (
        sql('SELECT number, kind, rule, verdict FROM relation_type').raw(true).all() as [
          number,
          RelationKind,
          string,
          Verdict,
        ][]
      ).map(([key, kind, rule, verdict]) => [key, { kind, rule, verdict }]),
    );
    const type = types.get(number);
    if (!type)
      throw new TrustpathError(
        'input-refused',
        `${file}: a relation has type ${number}, which is not there.`,
      );
    return type;
  };

  const stepsOf = (proof: string): ProofStep[] =>
    (JSON.parse(proof) as number[]).map((number) => {
      const step = sql(
        'SELECT sha256, pointer, says FROM proof_step JOIN body ON body.number = proof_step.body WHERE proof_step.number = ?',
      )
        .raw(true)
        .get(number) as [string, string, string] | undefined;
      if (!step)
        throw new TrustpathError('input-refused', `${file}: a proof has step ${number}, which is not there.`);
      return { observation: observationId(step[0]), pointer: step[1], says: step[2] };
    });

  const conditionsOf = (text: string | null) => (text === null ? [] : (JSON.parse(text) as string[]));

  const toRelation = ([, from, to, type, proof, conditions]: RelationRow): Relation => ({
    from,
    to,
    ...typeOf(type),
    conditions: conditionsOf(conditions),
    proof: stepsOf(proof),
  });

  const relationCount = () => sql('SELECT ifnull(max(number) + 1, 0) FROM relation').pluck().get() as number;

  let kept: RelationEnds | undefined;
  let grouped: { readonly from: RelationsByEntity; readonly to: RelationsByEntity } | undefined;
  const byEntity = () => {
    if (!grouped) {
      const { from, to } = relationEnds();
      grouped = { from: relationsByEntity(from), to: relationsByEntity(to) };
    }
    return grouped;
  };

  return {
    relationCount,
    relation(index) {
      const row = sql(`${SELECT_RELATIONS} WHERE relation.number = ?`).raw(true).get(index) as
        | RelationRow
        | undefined;
      if (!row) throw new TrustpathError('internal', `${file}: there is no relation ${index}.`);
      return toRelation(row);
    },
    *relations() {
      for (let after = -1; ; ) {
        const rows = sql(
          `${SELECT_RELATIONS} WHERE relation.number > ? ORDER BY relation.number LIMIT ${CHUNK}`,
        )
          .raw(true)
          .all(after) as RelationRow[];
        for (const row of rows) yield toRelation(row);
        if (rows.length < CHUNK) return;
        after = rows[rows.length - 1]![0];
      }
    },
    relationsFrom: (entity, limit) => byEntity().from(entity, limit),
    relationsTo: (entity, limit) => byEntity().to(entity, limit),
    proof(relation) {
      const proof = sql('SELECT proof FROM relation WHERE number = ?').pluck().get(relation) as
        | string
        | undefined;
      if (proof === undefined)
        throw new TrustpathError('internal', `${file}: there is no relation ${relation}.`);
      return stepsOf(proof);
    },
    conditions(relations) {
      const rows = sql(
        'SELECT number, conditions FROM relation WHERE number IN (SELECT value FROM json_each(?))',
      )
        .raw(true)
        .all(JSON.stringify(relations)) as [number, string | null][];
      const texts = new Map(rows);
      return relations.map((relation) => {
        const text = texts.get(relation);
        if (text === undefined)
          throw new TrustpathError('internal', `${file}: there is no relation ${relation}.`);
        return conditionsOf(text);
      });
    },
    relationEnds,
    *relationEndsKept() {
      kept ??= yield* readEnds();
      return kept;
    },
  };

  function relationEnds(): RelationEnds {
    if (kept) return kept;
    const steps = readEnds();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  function* readEnds(): Generator<undefined, RelationEnds, undefined> {
    const count = relationCount();
    const ends = {
      from: new Int32Array(count),
      to: new Int32Array(count),
      verdict: new Uint8Array(count),
      kind: new Uint8Array(count),
      rule: new Uint16Array(count),
      rules: [] as string[],
    };
    const ruleCodes = new Map<string, number>();
    const kindCodes = new Map(RELATION_KIND_NAMES.map((kind, code) => [kind, code]));
    const chunk = sql(
      `SELECT number, from_entity, to_entity, type FROM relation WHERE number > ? ORDER BY number LIMIT 20000`,
    ).raw(true);
    for (let after = -1; after < count - 1; ) {
      const rows = chunk.all(after) as [number, number, number, number][];
      if (rows.length === 0) break;
      for (const [number, from, to, typeNumber] of rows) {
        const type = typeOf(typeNumber);
        const kind = kindCodes.get(type.kind);
        if (kind === undefined) {
          throw new TrustpathError(
            'input-refused',
            `${file}: has relations of kind "${type.kind}", which this version does not know.`,
          );
        }
        ends.from[number] = from;
        ends.to[number] = to;
        ends.verdict[number] = VERDICT_CODES[type.verdict];
        ends.kind[number] = kind;
        let rule = ruleCodes.get(type.rule);
        if (rule === undefined) {
          rule = ends.rules.push(type.rule) - 1;
          ruleCodes.set(type.rule, rule);
        }
        ends.rule[number] = rule;
        after = number;
      }
      yield;
    }
    return ends;
  }
}
