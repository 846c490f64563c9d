import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import type { BehaviourDetail } from './behaviour-store.ts';
import { hoursWords } from './hours-words.ts';

type Baseline = NonNullable<BehaviourDetail['baseline']>;

const LISTS = [
  ['networks', 'Networks'],
  ['services', 'Acted on'],
  ['regions', 'Regions'],
  ['namespaces', 'Namespaces'],
  ['programs', 'Programs'],
  ['callers', 'Asked for by'],
  ['audiences', 'Audiences'],
] as const satisfies readonly (readonly [keyof Baseline, string])[];
const MOST_SHOWN = 12;

/** What was usual before a day, with the number of events. */
export function BaselineTable({ baseline, until }: { readonly baseline: Baseline; readonly until: string }) {
  const { first, activeDays, usualHours } = baseline;
  return (
    <section aria-label="Before">
      <h3>Before {until}</h3>
      <dl className="facts">
        <dt>First seen</dt>
        <dd>
          <Time utc={first} />
        </dd>
        <dt>Active days</dt>
        <dd>{activeDays === null ? 'not known' : activeDays.toLocaleString('en')}</dd>
        <dt>Usual hours</dt>
        <dd>{usualHours === null ? 'not known' : hoursWords(usualHours)}</dd>
        {LISTS.map(([list, title]) => {
          const rows = baseline[list] ?? [];
          if (rows.length === 0) return null;
          return (
            <div key={list} className="facts-row">
              <dt>{title}</dt>
              <dd>
                <ul className="behaviour-names">
                  {rows.slice(0, MOST_SHOWN).map(({ name, count }) => (
                    <li key={name}>
                      <span className="mono grow">
                        <Name text={name} />
                      </span>
                      <span className="number muted">{count.toLocaleString('en')}</span>
                    </li>
                  ))}
                  {rows.length > MOST_SHOWN && (
                    <li className="muted">and {(rows.length - MOST_SHOWN).toLocaleString('en')} more</li>
                  )}
                </ul>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
