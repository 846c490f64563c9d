import { TriangleAlert } from 'lucide-react';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { fileName } from '../frame/session-store.ts';
import { isPartial, partText, rounded, valueText } from './measure-words.ts';
import { useMeasures } from './measures-store.ts';
import type { TrendRow } from './trend-table.ts';

const MOST_GAPS = 20;

/** What one measure counts, what stands behind it, what it leaves out, and how it was in each snapshot. */
export function MeasureInspector({ row }: { readonly row: TrendRow | undefined }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="inspector" aria-label="Inspector" tabIndex={0}>
      {row ? <Chosen row={row} /> : <p className="muted pad">Choose a measure to see what it counts.</p>}
    </section>
  );
}

function Chosen({ row: { now, series, change } }: { readonly row: TrendRow }) {
  return (
    <article className="inspector-part" aria-label={now.title}>
      <section>
        <p>
          <strong>{now.title}</strong>
        </p>
        <p>{now.definition}</p>
        <p>
          <strong>{valueText(now.value, now.unit)}</strong>
          {now.of && <span className="muted"> ({partText(now)})</span>}
          {change && change.says !== 'same' && (
            <>
              {' '}
              <span className="number">{change.text}</span> {change.says}
            </>
          )}
          <span className="muted">; {now.better} is better</span>
        </p>
        {now.count > 0 && (
          <button
            type="button"
            className="button"
            onClick={() => useMeasures.setState({ behind: now.id })}
          >{`Show the ${plural(now.count, 'entity', 'entities')} behind it`}</button>
        )}
      </section>
      {now.also.length > 0 && (
        <section>
          <h3>Beside it</h3>
          <dl className="measure-figures">
            {now.also.map((figure) => (
              <div key={figure.label}>
                <dt>
                  <Name text={figure.label} length={60} />
                </dt>
                <dd className="number">{rounded(figure.value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {(now.unknown !== null || now.coverage.length > 0) && (
        <section>
          <h3>
            <TriangleAlert size={14} aria-hidden className="warn-text" />{' '}
            {now.value === null ? 'Not known' : 'Over partial data'}
          </h3>
          {now.unknown !== null && <p>{now.unknown}</p>}
          {now.coverage.length > 0 && (
            <>
              <p>{plural(now.coverage.length, 'gap')} of the collection could change it:</p>
              <ul className="small measure-gaps">
                {now.coverage.slice(0, MOST_GAPS).map((gap) => (
                  <li key={gap}>
                    <Name text={gap} />
                  </li>
                ))}
                {now.coverage.length > MOST_GAPS && <li>and {now.coverage.length - MOST_GAPS} more</li>}
              </ul>
            </>
          )}
        </section>
      )}
      {series.length > 1 && (
        <section>
          <h3>By snapshot</h3>
          <table className="measure-series">
            <thead>
              <tr>
                <th scope="col">Sealed</th>
                <th scope="col" className="number">
                  Value
                </th>
                <th scope="col">Data</th>
              </tr>
            </thead>
            <tbody>
              {series.map(({ sealedAt, path, open, measure }) => (
                <tr key={`${sealedAt} ${path}`} aria-current={open ? 'true' : undefined}>
                  <th scope="row" title={path}>
                    {sealedAt.slice(0, 10)}
                    <span className="muted small"> {open ? 'open' : fileName(path)}</span>
                  </th>
                  <td className="number">{valueText(measure.value, measure.unit)}</td>
                  <td>{measure.value === null ? 'none' : isPartial(measure) ? 'partial' : 'whole'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </article>
  );
}
