import type { Hop, Output, TrustPath } from '../../schema/contract.ts';
import type { EntityKind } from '../../schema/kinds/entity-kinds.ts';
import { plural, verbOf } from '../entity/kind.ts';

type Diff = Output<'diff'>;
type Verdict = Hop['verdict'];

/** One difference as it is shown, filtered and exported. */
export interface DifferenceRow {
  readonly key: string;
  readonly icon: EntityKind | null;
  /** What it is about; a relation as its two ends and verb. */
  readonly what:
    | { readonly entity: string; readonly name: string }
    | { readonly from: string; readonly verb: string; readonly to: string };
  readonly note: string;
  readonly verdicts: readonly Verdict[];
  /** The path that a change opened, for going through it hop by hop. */
  readonly path: TrustPath | null;
  readonly hop: Hop | null;
}

export interface DifferencePart {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly rows: readonly DifferenceRow[];
}

/** The answer of a comparison as lists. What cannot be told from a gap stands apart from what came and went. */
export function differenceParts({
  entities,
  credentials,
  relations,
  paths,
}: Diff): readonly DifferencePart[] {
  const entity = (id: string, kind: EntityKind, name: string, note: string): DifferenceRow => ({
    key: id,
    icon: kind,
    what: { entity: id, name },
    note,
    verdicts: [],
    path: null,
    hop: null,
  });
  const relation = (hop: Hop, note: string, verdicts: readonly Verdict[] = [hop.verdict]): DifferenceRow => ({
    key: `${hop.from} ${hop.kind} ${hop.to} ${hop.rule}`,
    icon: null,
    what: { from: hop.from, verb: verbOf(hop.kind), to: hop.to },
    note,
    verdicts,
    path: null,
    hop,
  });
  const only = (seen: 'before' | 'after') => `only in the ${seen === 'before' ? 'earlier' : 'later'}`;
  return [
    {
      id: 'paths',
      title: 'New paths to crown jewels',
      empty: 'No path to a crown jewel was opened.',
      rows: paths.opened.map(({ change, to, exposed, path }) => ({
        ...relation(change, `opens ${to} to ${plural(exposed, 'entity', 'entities')}`),
        key: `${change.from} ${change.to} ${change.rule} ${to}`,
        path,
      })),
    },
    {
      id: 'credentials-expired',
      title: 'Credentials that should have ended',
      empty: 'None of those that work should have ended.',
      rows: credentials.expired.map(({ id, kind, says, known }) =>
        entity(id, kind, id, known ? says : `${says}; new since the earlier`),
      ),
    },
    {
      id: 'credentials-changed',
      title: 'Credentials that changed',
      empty: 'None changed.',
      rows: credentials.changes.map(({ id, kind, what, says }) => ({
        ...entity(id, kind, id, says),
        key: `${id} ${what}`,
      })),
    },
    {
      id: 'entities-came',
      title: 'Entities that came',
      empty: 'None came.',
      rows: entities.came.map(({ id, kind, name }) => entity(id, kind, name, '')),
    },
    {
      id: 'entities-went',
      title: 'Entities that went',
      empty: 'None went.',
      rows: entities.went.map(({ id, kind, name }) => entity(id, kind, name, '')),
    },
    {
      id: 'entities-changed',
      title: 'Entities that changed',
      empty: 'None changed.',
      rows: entities.changed.map(({ id, kind, attributes }) =>
        entity(
          id,
          kind,
          id,
          attributes
            .map(({ name, before, after }) => `${name}: ${shown(before)} → ${shown(after)}`)
            .join('; '),
        ),
      ),
    },
    {
      id: 'relations-came',
      title: 'Relations that came',
      empty: 'None came.',
      rows: relations.came.map((hop) => relation(hop, hop.proof[0]?.says ?? '')),
    },
    {
      id: 'relations-went',
      title: 'Relations that went',
      empty: 'None went.',
      rows: relations.went.map((hop) => relation(hop, hop.proof[0]?.says ?? '')),
    },
    {
      id: 'relations-changed',
      title: 'Relations that changed',
      empty: 'None changed.',
      rows: relations.changed.map(({ before, after }) =>
        relation(after, after.conditions.join('; '), [before.verdict, after.verdict]),
      ),
    },
    {
      id: 'unsure',
      title: 'Not to be told from a gap',
      empty: 'Both saw the same.',
      rows: [
        ...entities.unsure.map(({ id, kind, seen, reason }) =>
          entity(id, kind, id, `${only(seen)}; ${reason}`),
        ),
        ...relations.unsure.map(({ relation: hop, seen, reason }) =>
          relation(hop, `${only(seen)}; ${reason}`, []),
        ),
      ],
    },
  ];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** A row in words. */
export function rowText({ what }: DifferenceRow): string {
  return 'entity' in what ? what.entity : `${what.from} ${what.verb} ${what.to}`;
}

/** The rows that have every word of a text somewhere, in their order. */
export function fitting(rows: readonly DifferenceRow[], text: string): readonly DifferenceRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const name = 'entity' in row.what ? row.what.name : '';
    const where = `${rowText(row)}\n${name}\n${row.note}`.toLowerCase();
    return words.every((word) => where.includes(word));
  });
}
