import type { EntityRecord, Hop, Output, TrustPath } from '../../schema/contract.ts';
import { csvTable } from '../../schema/csv.ts';
import { visibleText } from '../../schema/visible-text.ts';
import { kindOf, tierLabel, verbOf } from '../entity/kind.ts';

type Entities = ReadonlyMap<string, EntityRecord>;
type Cell = string | number | null;

const VERDICTS = ['allow', 'conditional', 'unknown'] as const;

const HOP_HEADER = [
  'path',
  'hop',
  'from',
  'from name',
  'relation',
  'to',
  'to name',
  'verdict',
  'observed times',
  'conditions',
  'techniques',
  'rule',
  'proof',
];

function hopCells(hop: Hop, entities: Entities): readonly Cell[] {
  return [
    hop.from,
    entities.get(hop.from)?.name ?? '',
    verbOf(hop.kind),
    hop.to,
    entities.get(hop.to)?.name ?? '',
    hop.verdict,
    hop.observed?.count ?? 0,
    hop.conditions.join('; '),
    hop.techniques.join(' '),
    hop.rule,
    hop.proof.map((step) => `${step.says} ${step.observation}#${step.pointer}`).join('; '),
  ];
}

/** Characters that hide are written as code points: a spreadsheet would not show them. */
const shown = (cells: readonly Cell[]) =>
  cells.map((cell) => (typeof cell === 'string' ? visibleText(cell) : cell));

/** Every hop of every path, a row each. */
export function pathsCsv(paths: readonly TrustPath[], entities: Entities): string {
  return csvTable(
    HOP_HEADER,
    paths.flatMap((path, index) =>
      path.hops.map((hop, step) => shown([index + 1, step + 1, ...hopCells(hop, entities)])),
    ),
  );
}

/** Everything reached, or that reaches, a row each, nearest first. */
export function reachCsv(columns: Output<'reach'>, entities: readonly EntityRecord[]): string {
  const rows = entities.map((entity, position) =>
    shown([
      entity.id,
      entity.name,
      kindOf(entity.kind).label,
      tierLabel(entity.tier),
      entity.source,
      columns.distance[position] ?? null,
      VERDICTS[columns.verdict[position] ?? 2] ?? 'unknown',
    ]),
  );
  return csvTable(['id', 'name', 'kind', 'tier', 'source', 'hops', 'verdict'], rows);
}

/** What to do, a row for each step. */
export function containmentCsv(steps: Output<'trace'>['containment']): string {
  return csvTable(
    ['order', 'step', 'why', 'command', 'entity'],
    steps.map((step) => shown([step.order, step.title, step.why, step.command, step.entity])),
  );
}

/** Why two entities are related, or what stands in the way. */
export function explainCsv(answer: Output<'explain'>, entities: Entities): string {
  return csvTable(HOP_HEADER, [
    ...answer.relations.map((hop, index) => shown([1, index + 1, ...hopCells(hop, entities)])),
    ...answer.blockedBy.map((step) =>
      shown([
        ...['', '', '', '', 'blocked', '', '', '', '', '', '', ''],
        `${step.says} ${step.observation ?? ''}#${step.pointer}`,
      ]),
    ),
  ]);
}
