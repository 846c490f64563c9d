import type { Output } from '../../schema/contract.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { ProofList } from './proof-list.tsx';
import './activity.css';

type Activity = NonNullable<Output<'trace'>['activity']>;
interface Row {
  readonly name: string;
  readonly count: number;
  readonly errors?: number;
  readonly first?: string;
  readonly last?: string;
}

const MOST_SHOWN = 100;

/** What logs saw the credential or principal do. */
export function ActivityTab({ activity }: { readonly activity: Activity }) {
  const seen = activity.count > 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="activity" aria-label="Activity" tabIndex={0}>
      <p>
        <strong>
          {seen
            ? `${plural(activity.count, 'event')}${activity.errors > 0 ? `, ${activity.errors.toLocaleString('en')} in vain` : ''}`
            : 'Nothing was seen.'}
        </strong>{' '}
        {seen && (
          <span className="muted">
            <Time utc={activity.first} /> to <Time utc={activity.last} />
          </span>
        )}
      </p>
      {activity.logs.map((log) => (
        <p key={log.source} className="muted small">
          By <Name text={log.source} />, which covers <Time utc={log.first} /> to <Time utc={log.last} />.
          What happened outside of it is not known.
        </p>
      ))}
      <Rows title="Roles assumed" rows={activity.assumed} />
      <Rows title="Actions" rows={activity.actions} />
      <Rows title="Resources" rows={activity.resources} />
      <Rows title="From" rows={activity.addresses} />
      <Rows title="User agents" rows={activity.userAgents} />
      <Rows title="Regions" rows={activity.regions} />
      <Rows title="Sessions" rows={activity.sessions} />
      {activity.proof.length > 0 && (
        <>
          <h3>Where it is recorded</h3>
          <ProofList proof={activity.proof} />
        </>
      )}
    </section>
  );
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null;
  const timed = rows.some((row) => row.first !== undefined);
  return (
    <table className="activity-rows">
      <caption>
        {title} {rows.length > MOST_SHOWN && `(the first ${MOST_SHOWN} of ${rows.length})`}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th>{title}</th>
          <th>Times</th>
          <th>In vain</th>
          {timed && <th>First and last</th>}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST_SHOWN).map((row) => (
          <tr key={row.name}>
            <td className="mono activity-name">
              <Name text={row.name} />
            </td>
            <td className="number">{row.count.toLocaleString('en')}</td>
            <td className="number muted">{row.errors ? `${row.errors.toLocaleString('en')} in vain` : ''}</td>
            {timed && (
              <td className="muted">
                {row.first && <Time utc={row.first} />}
                {row.last && row.last !== row.first && (
                  <>
                    {' '}
                    to <Time utc={row.last} />
                  </>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
