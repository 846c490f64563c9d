import { basename } from 'node:path';
import type { Drift } from '../../analysis/drift/drift-of.ts';
import type { Standing } from '../../analysis/exceptions/excepted.ts';
import type { Hop } from '../../schema/contract.ts';
import { DRIFT_PARTS, NO_CASE } from '../../schema/drift.ts';
import type { Block, Report, Section, Words } from '../../schema/report.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import { type DocumentOf, pathBlocks } from '../report/paths-section.ts';
import { code, count, entityWords, list, paragraph, relationWords, soft, strong } from '../report/words.ts';

const MOST_LINES = 200;
const MOST_PATHS = 20;

/** The drift between two snapshots for people. `after` is the reader of the later one, whose proofs are shown. */
export function driftReport(
  drift: Drift,
  before: SnapshotReader,
  after: SnapshotReader,
  documentOf: DocumentOf,
): Report {
  const sections: Section[] = [
    summary(drift),
    section('paths', pathsPart(drift, after, documentOf)),
    section('trust', hopsPart(drift.trust)),
    section('privileges', hopsPart(drift.privileges)),
    section('identities', lines(drift.identities.map(({ id }) => entityWords(after, id)))),
    section('credentials', lines(drift.credentials.map(({ id }) => entityWords(after, id)))),
    section(
      'expired',
      lines(
        drift.expired.map(({ id, says, known }) => [code(id), `: ${says}${known ? ' (as before)' : ''}`]),
      ),
    ),
    section('exceptions', exceptionsPart(drift.exceptions)),
  ];
  return {
    title: 'What drifted',
    subtitle: ['From ', ...snapshotWords(before), ' to ', ...snapshotWords(after), '.'],
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function section(part: keyof typeof DRIFT_PARTS, blocks: Block[]): Section {
  return { title: DRIFT_PARTS[part], blocks };
}

function snapshotWords(reader: SnapshotReader): Words {
  const { path, sealedAt, digest } = reader.info();
  return [
    strong(basename(path)),
    soft(` (sealed ${sealedAt ?? 'never'}, `),
    code(digest ?? 'no digest'),
    soft(')'),
  ];
}

function summary(drift: Drift): Section {
  const { paths, trust, privileges, identities, credentials, expired, exceptions, unsure } = drift;
  const blocks: Block[] = [
    paragraph(
      strong(
        `${count(paths.length, 'new path')}, ${trust.length} new trust, ${count(privileges.length, 'new privilege')}, ${count(identities.length, 'new identity', 'new identities')}, ${count(credentials.length, 'new credential')}, ${expired.length} that should have ended${drift.hasCase ? `, ${count(exceptions.length, 'exception')} past ${exceptions.length === 1 ? 'its' : 'their'} day` : ''}.`,
      ),
    ),
  ];
  if (!drift.hasCase) blocks.push(paragraph(NO_CASE));
  if (unsure > 0)
    blocks.push(
      paragraph(
        `${count(unsure, 'more thing')} may be new: the earlier snapshot did not look where the later did.`,
      ),
    );
  return { title: 'In short', blocks };
}

function pathsPart({ paths }: Drift, reader: SnapshotReader, documentOf: DocumentOf): Block[] {
  const proofs = { documentOf, proven: new Map<string, string>() };
  const blocks = paths
    .slice(0, MOST_PATHS)
    .flatMap(({ change, to, exposed, path }, index): Block[] => [
      ...pathBlocks(reader, path, `New path ${index + 1}`, proofs),
      paragraph('Opened by: ', ...relationWords(change), '.'),
      paragraph(
        code(to),
        ` is exposed to ${count(exposed, 'entity', 'entities')} that did not reach it before.`,
      ),
    ]);
  return paths.length > MOST_PATHS ? [...blocks, more(paths.length - MOST_PATHS)] : blocks;
}

function hopsPart(hops: readonly Hop[]): Block[] {
  return lines(hops.map((hop): Words => [...relationWords(hop), soft(` ${hop.rule}`)]));
}

function exceptionsPart(all: readonly Standing[]): Block[] {
  return lines(
    all.map(({ exception: { scope, expires, owner, reason }, daysLeft }): Words => {
      const about =
        scope.of === 'path'
          ? `${scope.from} to ${scope.to}`
          : scope.of === 'entity'
            ? scope.entity
            : scope.finding;
      return [
        code(about),
        ` held until ${expires} (${count(-daysLeft, 'day')} ago); ${owner} answered for it: ${reason}`,
      ];
    }),
  );
}

function lines(all: readonly Words[]): Block[] {
  if (all.length === 0) return [];
  const shown = list(all.slice(0, MOST_LINES));
  return all.length > MOST_LINES ? [shown, more(all.length - MOST_LINES)] : [shown];
}

function more(number: number): Block {
  return paragraph(soft(`and ${number} more, in the CSV and the JSON`));
}
