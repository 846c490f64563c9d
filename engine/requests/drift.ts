import { driftOf } from '../../analysis/drift/drift-of.ts';
import { driftCsv } from '../../evidence/drift/drift-csv.ts';
import { driftReport } from '../../evidence/drift/drift-report.ts';
import { reportHtml } from '../../evidence/report/report-html.ts';
import { reportMarkdown } from '../../evidence/report/report-markdown.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { DriftFormat } from '../../schema/drift.ts';
import type { Report } from '../../schema/report.ts';
import type { RequestContext } from '../request-context.ts';
import { writeWhole } from '../write-whole.ts';
import { diffRequest } from './diff.ts';

const WRITERS: Readonly<Record<Exclude<DriftFormat, 'csv'>, (report: Report) => string>> = {
  html: reportHtml,
  markdown: reportMarkdown,
};

/** What is new between two snapshots, as data and, where asked for, as a report. */
export function driftRequest(input: ParsedInput<'drift'>, context: RequestContext): Output<'drift'> {
  const [earlier, later] = [context.sessions.get(input.before), context.sessions.get(input.after)];
  const differences = diffRequest({ before: input.before, after: input.after }, context);
  const drift = driftOf(
    differences,
    (id) => later.reader.entityById(id)?.kind ?? null,
    later.hasCase() ? later.exceptedAt(new Date().toISOString()).all : null,
  );
  const { format, out } = input;
  const text =
    format === undefined
      ? null
      : format === 'csv'
        ? driftCsv(drift)
        : WRITERS[format](
            driftReport(drift, earlier.reader, later.reader, (observation) =>
              later.reader.document(observation),
            ),
          );
  const written = text !== null && out !== undefined ? writeWhole(out, text) : null;
  return {
    differences: input.differences === true ? differences : null,
    drift: {
      ...drift,
      paths: drift.paths.map((each) => ({ ...each })),
      trust: [...drift.trust],
      privileges: [...drift.privileges],
      identities: [...drift.identities],
      credentials: [...drift.credentials],
      expired: [...drift.expired],
      exceptions: drift.exceptions.map((each) => ({ ...each })),
    },
    text: written === null ? text : null,
    path: written,
  };
}
