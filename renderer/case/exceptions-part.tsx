import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { type CaseState, inCase } from './case-store.ts';

type Standing = CaseState['exceptions'][number];

/** Risks that somebody answers for until a day, those past it first. */
export function ExceptionsPart({ open }: { readonly open: CaseState }) {
  if (open.exceptions.length === 0)
    return (
      <p className="muted pad">
        Nothing is excepted. A finding, a path or an entity is from its context menu; it takes an owner, an
        approver, what holds the risk down meanwhile, and a last day.
      </p>
    );
  return (
    <ul className="case-list">
      {open.exceptions.map((standing) => (
        <li key={standing.id} className="row">
          <div className="grow">
            <p className={standing.live ? undefined : 'warn-text'}>
              <strong>{when(standing)}</strong>
            </p>
            <p className="mono small">
              <Name text={about(standing.exception.scope)} length={120} />
            </p>
            <p>
              <Name text={standing.exception.reason} />
            </p>
            <p className="muted small">
              Meanwhile: <Name text={standing.exception.control} />. Owner{' '}
              <Name text={standing.exception.owner} length={60} />, approved by{' '}
              <Name text={standing.exception.approver} length={60} />.
            </p>
          </div>
          <button
            type="button"
            className="button quiet"
            aria-label={`Withdraw the exception for ${about(standing.exception.scope)}`}
            onClick={() => void inCase({ do: 'exception', id: standing.id, exception: null })}
          >
            Withdraw
          </button>
        </li>
      ))}
    </ul>
  );
}

function when({ live, daysLeft, exception }: Standing): string {
  return live
    ? `Until ${exception.expires}, ${plural(daysLeft, 'day')} left`
    : `Over since ${exception.expires}, ${plural(-daysLeft, 'day')} ago`;
}

function about(scope: Standing['exception']['scope']): string {
  switch (scope.of) {
    case 'entity':
      return scope.entity;
    case 'finding':
      return scope.finding;
    case 'path':
      return `${scope.from} → ${scope.to}`;
  }
}
