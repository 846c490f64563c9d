import { TriangleAlert } from 'lucide-react';
import type { Input, Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { choose, useEvidence } from './evidence-store.ts';
import { ReportPreview } from './report-preview.tsx';

const MOST_LISTED = 300;
type Question = Input<'evidence.preview'>['question'];

/** What a bundle would hold: paths and findings to choose among, the report, the files. */
export function BundlePreview(props: {
  readonly preview: Output<'evidence.preview'>;
  readonly question: Question;
}) {
  const { preview, question } = props;
  const { withoutPaths, withoutFindings } = useEvidence();
  const { paths, findings, files, documents, notRederived } = preview;
  return (
    <section className="stack" aria-label="Preview">
      {paths.length > 0 && (
        <fieldset className="evidence-choice">
          <legend>Paths</legend>
          {paths.slice(0, MOST_LISTED).map((path, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a path is its place in the report
            <label className="row" key={index}>
              <input
                type="checkbox"
                checked={!withoutPaths.has(index)}
                onChange={() => choose({ withoutPaths: toggled(withoutPaths, index) }, question)}
              />
              <span className="clip">
                Path {index + 1}: <Identifier text={path.from} length={36} /> to{' '}
                <Identifier text={path.to} length={56} />, {plural(path.hops, 'hop')}, {path.verdict}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {findings.length > 0 && (
        <fieldset className="evidence-choice">
          <legend>Findings</legend>
          {findings.slice(0, MOST_LISTED).map(({ id, title, severity }) => (
            <label className="row" key={id}>
              <input
                type="checkbox"
                checked={!withoutFindings.has(id)}
                onChange={() => choose({ withoutFindings: toggled(withoutFindings, id) }, question)}
              />
              <span className="clip">
                {severity}: <Name text={title} length={100} />
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <p className="muted">
        {documents.inBundle} of {plural(documents.inSnapshot, 'collected document')} go with it: those from
        which the answer can be derived again.
      </p>
      {notRederived.length > 0 && (
        <div className="note warn">
          <TriangleAlert size={16} aria-hidden />
          <p className="grow">
            {plural(notRederived.length, 'statement')} of the answer cannot be derived again from the
            documents by this version: <Name text={notRederived[0] ?? ''} />. The snapshot was analysed by
            other rules.
          </p>
        </div>
      )}
      <h3>Report</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached from the keyboard */}
      <section className="report-preview" tabIndex={0} aria-label="Report">
        <ReportPreview report={preview.report} />
      </section>
      <details>
        <summary>{plural(files.length, 'file')}</summary>
        <table className="plain-table">
          <tbody>
            {files.slice(0, MOST_LISTED).map(({ path, bytes }) => (
              <tr key={path}>
                <td>
                  <Identifier text={path} length={84} />
                </td>
                <td className="number">{bytes.toLocaleString('en')} bytes</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}
