import { DRILL_KINDS, durationWords, revocationSeconds } from '../../schema/case/drill-kinds.ts';
import { type CaseState, inCase, useCase } from '../case/case-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { saveReport } from './drill-files.ts';

type Recorded = CaseState['drills'][number];

/** The drills of the open case, latest first, with how long it took to revoke, and their reports. */
export function PastDrills({ handle }: { readonly handle: string }) {
  const open = useCase((state) => state.open);
  if (!open || open.drills.length === 0) return null;
  const drills = open.drills.toSorted((a, b) => (a.drill.startedAt < b.drill.startedAt ? 1 : -1));
  const times = drills.flatMap(({ drill }) => revocationSeconds(drill) ?? []);
  const mean =
    times.length === 0 ? null : Math.round(times.reduce((sum, each) => sum + each, 0) / times.length);
  return (
    <section className="stack" aria-label="Drills of the case">
      <h2>Drills of the case</h2>
      <p className="muted">
        {plural(drills.length, 'drill')}.{' '}
        {mean === null
          ? 'In none of them everything was revoked.'
          : `Mean time to revoke ${durationWords(mean)}; everything was revoked in ${times.length} of them.`}
      </p>
      <ul className="drill-list">
        {drills.map((recorded) => (
          <PastDrill key={recorded.id} recorded={recorded} open={open} handle={handle} />
        ))}
      </ul>
    </section>
  );
}

function PastDrill(props: {
  readonly recorded: Recorded;
  readonly open: CaseState;
  readonly handle: string;
}) {
  const { open, handle } = props;
  const { id, drill } = props.recorded;
  const seconds = revocationSeconds(drill);
  const done = drill.steps.filter((step) => step.seconds !== null).length;
  const of = `of ${DRILL_KINDS[drill.kind]} from ${drill.foothold}`;
  const save = (format: 'html' | 'markdown') =>
    void saveReport(
      { case: open.case, id, handle },
      format,
      `after-drill-${drill.startedAt.slice(0, 10)}.${format === 'html' ? 'html' : 'md'}`,
    );
  return (
    <li className="row">
      <div className="grow">
        <p>
          <strong>{DRILL_KINDS[drill.kind]}</strong> <Name text={drill.foothold} length={60} />
        </p>
        <p className="muted small">
          <Time utc={drill.startedAt} />, {done} of {plural(drill.steps.length, 'step')} done.{' '}
          {seconds === null
            ? 'Not everything was revoked.'
            : `Everything revoked after ${durationWords(seconds)}.`}
        </p>
      </div>
      <button
        type="button"
        className="button"
        aria-label={`Save the report ${of} as Markdown`}
        onClick={() => save('markdown')}
      >
        Markdown…
      </button>
      <button
        type="button"
        className="button"
        aria-label={`Save the report ${of} as a page`}
        onClick={() => save('html')}
      >
        HTML…
      </button>
      <button
        type="button"
        className="button quiet"
        aria-label={`Drop the drill ${of} from the case`}
        onClick={() => void inCase({ do: 'drill', id, drill: null })}
      >
        Drop
      </button>
    </li>
  );
}
