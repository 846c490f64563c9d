import { FINDING_RULES } from '../analysis/findings/registry.ts';
import type { Report } from '../schema/report.ts';
import type { Answer, Method } from './answer.ts';
import { findingContext } from './findings/finding-context.ts';
import { FINDING_FILES } from './findings/write-findings.ts';
import { opengraphExtension } from './opengraph/opengraph-kinds.ts';
import { reportPdf } from './pdf/report-pdf.ts';
import type { DocumentOf } from './report/paths-section.ts';
import { reportHtml } from './report/report-html.ts';
import { reportOf } from './report/report-of.ts';
import { coverageCsv, identitiesCsv, pathsCsv } from './tables.ts';
import type { Told } from './told.ts';

export interface Written {
  readonly report: Report;
  /** By path relative to `data/`. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * What a bundle says in other words: the report and the tables. It follows from the answer and from what is told of the
 * snapshot alone, so that whoever verifies a bundle can write it again and compare.
 */
export function writtenFiles(
  told: Told,
  answer: Answer,
  method: Method,
  id: string,
  documentOf: DocumentOf,
): Written {
  const report = reportOf(told, answer, method, id, documentOf);
  const [, version = '0'] = method.tool.split(' ');
  const context = findingContext(told, answer.findings, FINDING_RULES, method.tool);
  return {
    report,
    files: new Map([
      ['report.html', reportHtml(report)],
      ['paths.csv', pathsCsv(answer)],
      ['identities.csv', identitiesCsv(answer, (each) => told.entityById(each))],
      ...Object.values(FINDING_FILES).map(({ name, write }) => [name, write(context)] as const),
      ['coverage.csv', coverageCsv(told.coverage())],
      ['graph.opengraph-extension.json', opengraphExtension(version)],
    ]),
  };
}

/** The same report on paper. */
export function writtenPdf(told: Told, report: Report, id: string): Promise<Uint8Array> {
  const { sealedAt, createdAt } = told.info();
  return reportPdf(report, { id, date: sealedAt ?? createdAt });
}
