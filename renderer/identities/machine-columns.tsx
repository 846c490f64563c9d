import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InventoryRow } from '../../schema/inventory.ts';
import type { InventorySort } from '../../schema/inventory-list.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { kindOf } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import type { Column } from '../table/virtual-table.tsx';

export type MachineColumn = Column<InventoryRow> & { readonly sort?: InventorySort };
type Field = InventoryRow['unknown'][number]['field'];

/** Every column of the list of machine identities. The name is always shown. */
export const MACHINE_COLUMNS: readonly MachineColumn[] = [
  {
    key: 'name',
    header: 'Name',
    width: 'minmax(200px, 3fr)',
    sort: 'name',
    cell: (row) => (
      <>
        <EntityIcon kind={row.kind} size={14} />
        <span className="clip">
          <Name text={row.name} length={48} />
        </span>
        <JewelMark tier={row.crownJewel ? 0 : null} />
      </>
    ),
  },
  { key: 'kind', header: 'Kind', width: '120px', sort: 'kind', cell: ({ kind }) => kindOf(kind).label },
  {
    key: 'owner',
    header: 'Owner',
    width: 'minmax(140px, 2fr)',
    sort: 'owner',
    cell: (row) =>
      row.owner ? (
        <Said confirmed={row.owner.assigned} reasons={row.claims.map(({ says }) => says)}>
          <Name text={row.owner.name} length={40} />
          {row.owner.disputed && (
            <TriangleAlert size={12} className="in-text warn-text" aria-label="claims differ" />
          )}
        </Said>
      ) : (
        <Unknown row={row} field="owner" />
      ),
  },
  {
    key: 'environment',
    header: 'Environment',
    width: 'minmax(120px, 1fr)',
    sort: 'environment',
    cell: (row) =>
      row.environment ? (
        <Said confirmed={row.environment.confirmed} reasons={row.environment.reasons}>
          <Name text={row.environment.name} length={24} />
        </Said>
      ) : (
        <Unknown row={row} field="environment" />
      ),
  },
  {
    key: 'tier',
    header: 'Tier',
    width: '60px',
    sort: 'tier',
    cell: (row) =>
      row.tier ? (
        <Said confirmed={row.tier.confirmed} reasons={row.tier.reasons}>
          {row.tier.value}
        </Said>
      ) : (
        <Unknown row={row} field="tier" />
      ),
  },
  {
    key: 'credential',
    header: 'Credential',
    width: '92px',
    sort: 'credential',
    cell: (row) => row.credential ?? <Unknown row={row} field="credential" />,
  },
  {
    key: 'age',
    header: 'Age',
    width: '68px',
    align: 'right',
    sort: 'age',
    cell: (row) =>
      row.ageDays === null ? (
        <Unknown row={row} field="age" />
      ) : (
        <span title={row.created ?? ''}>{row.ageDays.toLocaleString('en')} d</span>
      ),
  },
  {
    key: 'lastUsed',
    header: 'Last used',
    width: '88px',
    sort: 'lastUsed',
    cell: (row) => <When text={row.lastUsed} row={row} field="lastUse" />,
  },
  {
    key: 'expires',
    header: 'Ends',
    width: '88px',
    sort: 'expires',
    cell: (row) => <When text={row.expires} row={row} field="expiry" />,
  },
  {
    key: 'workloads',
    header: 'Run with it',
    width: '80px',
    align: 'right',
    sort: 'workloads',
    cell: ({ workloads }) => workloads.toLocaleString('en'),
  },
  {
    key: 'services',
    header: 'Services used',
    width: '96px',
    align: 'right',
    sort: 'unusedServices',
    cell: (row) => {
      const { granted, used } = row.privileges;
      return granted === null || used === null ? (
        <Unknown row={row} field="privileges" />
      ) : (
        `${used} of ${granted}`
      );
    },
  },
  {
    key: 'wildcard',
    header: 'Wildcard',
    width: '76px',
    cell: (row) => {
      const { wildcard } = row.privileges;
      return wildcard === null ? <Unknown row={row} field="privileges" /> : wildcard ? 'yes' : 'no';
    },
  },
  {
    key: 'source',
    header: 'Source',
    width: 'minmax(120px, 1fr)',
    sort: 'source',
    cell: ({ source }) => (
      <span className="clip">
        <Name text={source ?? ''} length={36} />
      </span>
    ),
  },
  {
    key: 'id',
    header: 'Identifier',
    width: 'minmax(180px, 3fr)',
    cell: ({ id }) => <FluidIdentifier text={id} />,
  },
];

/** What is shown until somebody chooses otherwise. */
export const USUAL_COLUMNS: readonly string[] = [
  'owner',
  'environment',
  'tier',
  'credential',
  'age',
  'lastUsed',
  'expires',
  'workloads',
  'services',
];

/** What a person decided has a mark of its own, and what is only proposed another. */
function Said(props: {
  readonly confirmed: boolean;
  readonly reasons: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <span className="row said clip" title={props.reasons.join('\n')}>
      <SaidMark confirmed={props.confirmed} />
      <span className={props.confirmed ? 'clip' : 'clip muted'}>{props.children}</span>
    </span>
  );
}

export function SaidMark({ confirmed }: { readonly confirmed: boolean }) {
  return confirmed ? (
    <CircleCheck size={12} className="fixed" aria-label="decided" />
  ) : (
    <CircleDashed size={12} className="fixed muted" aria-label="proposed" />
  );
}

/** Unknown, with the reason; a dash where nothing is missing and the question does not arise. */
function Unknown({ row, field }: { readonly row: InventoryRow; readonly field: Field }) {
  const reason = row.unknown.find((each) => each.field === field)?.reason;
  if (reason === undefined)
    return (
      <span className="muted" title="Not counted for this kind">
        –
      </span>
    );
  return (
    <span className="muted" title={reason}>
      unknown
    </span>
  );
}

function When({
  text,
  row,
  field,
}: {
  readonly text: string | null;
  readonly row: InventoryRow;
  readonly field: Field;
}) {
  if (text === null) return <Unknown row={row} field={field} />;
  return /^\d{4}-/.test(text) ? <span title={text}>{text.slice(0, 10)}</span> : text;
}
