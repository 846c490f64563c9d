import type { Output } from '../../schema/contract.ts';
import { DRIFT_FORMATS, DRIFT_PART_NAMES, DRIFT_PARTS, NO_CASE } from '../../schema/drift.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { useCompare } from './compare-store.ts';
import { type DriftReport, driftLines } from './drift-lines.ts';
import { exportDrift } from './export-drift.ts';

const MOST = 20;
const FORMAT_LABELS = { html: 'HTML', markdown: 'Markdown', csv: 'CSV' } as const;

/** What is new and asks for attention, week by week; the whole of it is in the report. */
export function DriftSummary({ drift }: { readonly drift: Output<'drift'>['drift'] }) {
  const saving = useCompare((state) => state.saving);
  const lines = driftLines(drift);
  const total = driftTotal(lines);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="drift pad" aria-label="Drift report" tabIndex={0}>
      <div className="row wrap">
        <h2 className="grow">{total === 0 ? 'Nothing drifted' : `${plural(total, 'thing')} to look at`}</h2>
        <span className="muted small" role="status">
          {saving ? 'Writing the report' : 'Save the report as'}
        </span>
        {DRIFT_FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={saving}
            aria-label={`Save the drift report as ${FORMAT_LABELS[format]}`}
            onClick={() => void exportDrift(format)}
          >
            {FORMAT_LABELS[format]}
          </button>
        ))}
      </div>
      {drift.unsure > 0 && (
        <p className="note warn">
          {plural(drift.unsure, 'more thing')} may be new: the earlier snapshot did not look where the later
          did.
        </p>
      )}
      {!drift.hasCase && <p className="muted">{NO_CASE}</p>}
      {DRIFT_PART_NAMES.filter((part) => part !== 'exceptions' || drift.hasCase).map((part) => (
        <section key={part} aria-label={DRIFT_PARTS[part]}>
          <h3>
            {DRIFT_PARTS[part]}: {lines[part].length.toLocaleString('en')}
          </h3>
          {lines[part].length > 0 && (
            <ul className="bullets">
              {lines[part].slice(0, MOST).map((line) => (
                <li key={line}>
                  <Name text={line} />
                </li>
              ))}
            </ul>
          )}
          {lines[part].length > MOST && (
            <p className="muted small">and {lines[part].length - MOST} more, in the report</p>
          )}
        </section>
      ))}
    </section>
  );
}

export function driftTotal(lines: DriftReport): number {
  return DRIFT_PART_NAMES.reduce((sum, part) => sum + lines[part].length, 0);
}
