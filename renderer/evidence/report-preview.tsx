import type { Block, Report, Span, Words } from '../../schema/report.ts';
import { Name } from '../entity/name.tsx';

/** The report as it will read, drawn from the same blocks as the page and the PDF. */
export function ReportPreview({ report }: { readonly report: Report }) {
  return (
    <>
      <p className="report-title">
        <Name text={report.title} />
      </p>
      <p className="muted small">
        <Line words={report.subtitle} />
      </p>
      {report.sections.map((section) => (
        <section key={section.title}>
          <p className="report-heading">
            <Name text={section.title} />
          </p>
          {section.blocks.map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report is shown whole, and replaced whole
            <BlockView key={index} block={block} />
          ))}
        </section>
      ))}
    </>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.block) {
    case 'heading':
      return (
        <p className="report-subheading">
          <Name text={block.text} />
        </p>
      );
    case 'paragraph':
      return (
        <p>
          <Line words={block.words} />
        </p>
      );
    case 'hop':
      return (
        <p className="report-hop">
          <Line words={block.words} />
        </p>
      );
    case 'list':
      return block.ordered ? (
        <ol className="report-list">{lines(block.items)}</ol>
      ) : (
        <ul className="report-list">{lines(block.items)}</ul>
      );
    case 'facts':
      return <Rows rows={block.rows.map(([name, words]) => [[{ text: name, as: 'soft' }], words])} />;
    case 'table':
      return <Rows header={block.header} rows={block.rows} />;
    case 'code':
      return (
        <pre>
          <Name text={block.text} />
        </pre>
      );
  }
}

function lines(items: readonly Words[]) {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a report is shown whole, and replaced whole
    <li key={index}>
      <Line words={item} />
    </li>
  ));
}

function Rows(props: { readonly header?: readonly string[]; readonly rows: readonly (readonly Words[])[] }) {
  return (
    <table className="plain-table">
      {props.header && (
        <thead>
          <tr>
            {props.header.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {props.rows.map((row, rowIndex) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report is shown whole, and replaced whole
          <tr key={rowIndex}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stay where they are
              <td key={index}>
                <Line words={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ words }: { readonly words: Words }) {
  return words.map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a report is shown whole, and replaced whole
    <SpanView key={index} span={span} />
  ));
}

function SpanView({ span }: { readonly span: Span }) {
  if (typeof span === 'string') return span === '' ? null : <Name text={span} />;
  return (
    <span className={`report-${span.as}`}>
      <Name text={span.text} />
    </span>
  );
}
