import type { InventoryRow } from '../../schema/inventory.ts';
import { declineAll, markAll } from '../case/case-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { openDocument } from '../investigate/investigate-store.ts';
import { SaidMark } from './machine-columns.tsx';
import { type Proposable, proposedMarks } from './proposed-marks.ts';

/** One machine identity as the programme sees it: what is said of it, by whom, and why. */
export function MachinePart({ row }: { readonly row: InventoryRow }) {
  const { granted, used, wildcard } = row.privileges;
  return (
    <section aria-label="In the programme">
      <h3>In the programme</h3>
      <Decided row={row} mark="owner" label="Owner" value={row.owner?.name ?? null} />
      {row.owner?.disputed && <p className="warn-text small">Claims name others too.</p>}
      <Claims claims={row.claims} />
      <Decided row={row} mark="environment" label="Environment" value={row.environment?.name ?? null} />
      <Reasons reasons={row.environment?.confirmed === false ? row.environment.reasons : []} />
      <Decided row={row} mark="tier" label="Tier" value={row.tier ? String(row.tier.value) : null} />
      <Reasons reasons={row.tier?.confirmed === false ? row.tier.reasons : []} />
      <dl className="facts">
        <dt>Credential</dt>
        <dd>{row.credential ?? 'unknown'}</dd>
        <dt>Made</dt>
        <dd>
          <Moment text={row.created} />
          {row.ageDays !== null && `, ${plural(row.ageDays, 'day')} before it was collected`}
        </dd>
        <dt>Last used</dt>
        <dd>
          <Moment text={row.lastUsed} />
        </dd>
        <dt>Ends</dt>
        <dd>{row.expires === 'session' ? 'with its session' : <Moment text={row.expires} />}</dd>
        <dt>Run with it</dt>
        <dd>{plural(row.workloads, 'workload')}</dd>
        {granted !== null && used !== null && (
          <>
            <dt>Services used</dt>
            <dd>
              {used} of {granted} granted
            </dd>
          </>
        )}
        {wildcard !== null && (
          <>
            <dt>Wildcard</dt>
            <dd>{wildcard ? 'everything of a service, or of all of them' : 'none'}</dd>
          </>
        )}
      </dl>
      {row.unknown.length > 0 && (
        <>
          <h3>Not known</h3>
          <ul className="bullets small muted">
            {row.unknown.map(({ field, reason }) => (
              <li key={`${field} ${reason}`}>
                {FIELDS[field]}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const FIELDS: Readonly<Record<InventoryRow['unknown'][number]['field'], string>> = {
  owner: 'Owner',
  environment: 'Environment',
  tier: 'Tier',
  credential: 'Credential',
  age: 'Age',
  lastUse: 'Last use',
  expiry: 'End',
  privileges: 'Privileges',
};

type Declinable = Parameters<typeof declineAll>[0][number];

/** One of the three that people decide; what is only proposed can be confirmed. */
function Decided(props: {
  readonly row: InventoryRow;
  readonly mark: Proposable;
  readonly label: string;
  readonly value: string | null;
}) {
  const { mark } = props;
  const proposed = proposedMarks([props.row], mark);
  return (
    <p className="row wrap">
      <span className="muted">{props.label}</span>
      {props.value === null ? (
        <span className="muted">unknown</span>
      ) : (
        <>
          <SaidMark confirmed={proposed.length === 0} />
          <strong>
            <Name text={props.value} length={60} />
          </strong>
          <span className="muted small">{proposed.length === 0 ? 'decided in the case' : 'proposed'}</span>
        </>
      )}
      {proposed.length > 0 && (
        <button
          type="button"
          className="button"
          aria-label={`Confirm the ${mark} ${props.value}`}
          onClick={() => void markAll(proposed)}
        >
          Confirm
        </button>
      )}
      {proposed.length > 0 && mark !== 'owner' && (
        <button
          type="button"
          className="button quiet"
          aria-label={`Decline the ${mark} ${props.value}`}
          title="It is not so: it is not proposed again"
          onClick={() =>
            void declineAll(proposed.map(({ value }) => ({ entity: props.row, mark, value }) as Declinable))
          }
        >
          Decline
        </button>
      )}
    </p>
  );
}

/** What says who owns it, each with the place that says so. */
function Claims({ claims }: { readonly claims: InventoryRow['claims'] }) {
  if (claims.length === 0) return null;
  return (
    <ul className="bullets small">
      {claims.map(({ source, says, observation, pointer }) => (
        <li key={`${source} ${says}`}>
          <Name text={says} length={200} />{' '}
          {observation !== null && (
            <button
              type="button"
              className="link"
              aria-label={`Open where it stands: ${says}`}
              onClick={() => openDocument({ observation, pointer: pointer ?? '', says })}
            >
              Open
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className="bullets small">
      {reasons.map((reason) => (
        <li key={reason}>
          <Name text={reason} length={240} />
        </li>
      ))}
    </ul>
  );
}

function Moment({ text }: { readonly text: string | null }) {
  return text === null || /^\d{4}-/.test(text) ? <Time utc={text} /> : text;
}
