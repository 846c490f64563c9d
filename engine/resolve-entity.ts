import { redactText } from '../collectors/redact.ts';
import { TrustpathError } from '../schema/errors.ts';
import type { EntityRow, SnapshotReader } from '../schema/snapshot/types.ts';

const CANDIDATES_SHOWN = 10;
const LONGEST_SHOWN = 500;

/** What was typed may be a credential that belonged elsewhere: secrets in it are not told again. */
function shownText(text: string): string {
  return redactText(text).slice(0, LONGEST_SHOWN);
}

/**
 * The entity a person means: an exact id wins, then an exact name, then the only entity whose id or name contains the
 * text. Throws `entity-not-found`, or `entity-ambiguous` with the candidates in `details.candidates`.
 */
export function resolveEntity(reader: SnapshotReader, text: string): EntityRow {
  const wanted = text.trim();
  if (wanted === '') throw new TrustpathError('usage', 'Name an entity: the text is empty.');
  const exact = reader.entityById(wanted);
  if (exact) return exact;

  const matches = [...reader.entities({ match: wanted, limit: 1_000 })];
  const named = matches.filter((row) => row.name === wanted);
  if (named.length === 1) return named[0]!;
  const candidates = named.length > 1 ? named : matches;
  if (candidates.length === 1) return candidates[0]!;
  if (candidates.length === 0) {
    throw new TrustpathError('entity-not-found', `No entity matches ${JSON.stringify(shownText(wanted))}.`, {
      details: { text: shownText(wanted) },
    });
  }
  const total = named.length > 1 ? named.length : reader.countEntities({ match: wanted });
  const shown = candidates.slice(0, CANDIDATES_SHOWN).map((row) => row.id);
  const more = total > shown.length ? ` and ${total - shown.length} more` : '';
  throw new TrustpathError(
    'entity-ambiguous',
    `${JSON.stringify(wanted)} matches ${total} entities: ${shown.join(', ')}${more}. Give the whole id.`,
    { details: { text: wanted, candidates: shown, total } },
  );
}
