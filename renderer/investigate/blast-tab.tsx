import { ChevronDown, ChevronRight, Crown } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TrustpathError } from '../../schema/errors.ts';
import { engine } from '../engine-client.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { originOf, plural } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { FailureNote } from '../frame/failure-note.tsx';
import { asFailure } from '../frame/session-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import type { Answer } from './answer.ts';
import { askPath } from './ask.ts';
import {
  addMembers,
  type BlastRow,
  blastRows,
  type Columns,
  type Group,
  type Grouping,
  groupsBy,
  type Members,
  noMembers,
} from './blast-groups.ts';
import { selectEntity, useInvestigate } from './investigate-store.ts';
import { LeftOutWords } from './left-out.tsx';
import './blast.css';

/** Entities fetched at a time, and how many of a group are looked for before "more" is offered. */
const STRETCH = 2000;
const AT_ONCE = 500;
const GROUPINGS: readonly Grouping[] = ['tier', 'kind', 'source'];
const GROUPED: Readonly<Record<Grouping, string>> = {
  tier: 'tier, then kind',
  kind: 'kind',
  source: 'source, then kind',
};
const VERDICTS = ['allow', 'conditional', 'unknown'] as const;

/** Columns stay out of every store: they can be large, and belong to the answer they were asked for. */
const asked = new WeakMap<Answer, Map<string, Promise<Columns>>>();

function columnsFor(
  handle: string,
  answer: Answer,
  origin: string,
  direction: 'reach' | 'exposure',
): Promise<Columns> {
  const { include, edits } = useInvestigate.getState();
  const limits = { include, without: [...edits.now.disabled] };
  const key = `${direction} ${origin} ${JSON.stringify(limits)}`;
  const known = asked.get(answer) ?? new Map<string, Promise<Columns>>();
  asked.set(answer, known);
  let columns = known.get(key);
  if (!columns) {
    columns =
      direction === 'reach'
        ? engine.request('reach', { handle, from: origin, ...limits })
        : engine.request('exposure', { handle, to: origin, ...limits });
    columns.catch(() => known.delete(key));
    known.set(key, columns);
  }
  return columns;
}

async function moreMembers(
  handle: string,
  columns: Columns,
  group: Group,
  grouping: Grouping,
  before: Members,
): Promise<Members> {
  const enough = Math.min(group.count, before.found.length + AT_ONCE);
  let members = before;
  while (members.found.length < enough && members.next < columns.index.length) {
    const indices = Array.from(columns.index.subarray(members.next, members.next + STRETCH));
    const { entities } = await engine.request('entities.get', { handle, indices });
    members = addMembers(members, group, grouping, entities);
  }
  return members;
}

/** Everything a foothold reaches (or that reaches a target), by tier, kind or source; a group opens on demand. */
export function BlastTab(props: {
  readonly handle: string;
  readonly answer: Answer;
  readonly origin: string;
  readonly direction: 'reach' | 'exposure';
}) {
  const { handle, answer, origin, direction } = props;
  const include = useInvestigate((state) => state.include);
  const grouping = useInvestigate((state) => state.grouping);
  const disabled = useInvestigate((state) => state.edits.now.disabled);
  const [columns, setColumns] = useState<Columns | null>(null);
  const [failure, setFailure] = useState<TrustpathError | null>(null);
  const [open, setOpen] = useState<ReadonlyMap<string, Members>>(new Map());
  const [selected, setSelected] = useState<number | null>(null);
  const current = useRef<Columns | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the limits are read when asking
  useEffect(() => {
    let wanted = true;
    setFailure(null);
    columnsFor(handle, answer, origin, direction).then(
      (received) => {
        if (!wanted) return;
        current.current = received;
        setColumns(received);
        setOpen(new Map());
        setSelected(null);
      },
      (thrown: unknown) => {
        if (wanted) setFailure(asFailure(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [handle, answer, origin, direction, include, disabled]);

  const load = useCallback(
    async (group: Group, before: Members) => {
      const from = current.current;
      if (!from) return;
      try {
        const members = await moreMembers(handle, from, group, grouping, before);
        if (current.current === from) setOpen((all) => new Map(all).set(group.key, members));
      } catch (thrown) {
        setFailure(asFailure(thrown));
      }
    },
    [handle, grouping],
  );
  const groups = useMemo(() => (columns ? groupsBy(columns.groups, grouping) : []), [columns, grouping]);
  const rows = useMemo(() => blastRows(groups, grouping, open), [groups, grouping, open]);
  const act = (index: number) => {
    const row = rows[index];
    if (row?.type === 'group') {
      if (row.open) setOpen((all) => new Map([...all].filter(([key]) => key !== row.group.key)));
      else {
        setOpen((all) => new Map(all).set(row.group.key, noMembers(row.group)));
        void load(row.group, noMembers(row.group));
      }
    } else if (row?.type === 'rest') void load(row.group, open.get(row.group.key) ?? noMembers(row.group));
    else if (row?.type === 'member') void shortest(row);
  };
  const shortest = async (row: Extract<BlastRow, { type: 'member' }>) => {
    const { entity } = await engine.request('entity.inspect', { handle, entity: origin, limit: 0 });
    await (direction === 'reach' ? askPath(entity, row.entity) : askPath(row.entity, entity));
  };
  const select = (index: number) => {
    setSelected(index);
    const row = rows[index];
    if (row?.type === 'member') selectEntity(row.entity.id);
  };

  if (failure) return <FailureNote failure={failure} />;
  if (!columns) return <p className="muted pad">Counting…</p>;
  if (columns.index.length === 0) {
    return (
      <div className="empty">
        <p>
          <strong>{direction === 'reach' ? 'Nothing is reached from here.' : 'Nothing reaches this.'}</strong>
        </p>
        <p>That holds for what was collected; Coverage says what was not.</p>
      </div>
    );
  }
  const tableColumns: readonly Column<BlastRow>[] = [
    {
      key: 'name',
      header: direction === 'reach' ? 'Reached' : 'Reached by',
      width: 'minmax(220px, 3fr)',
      cell: (row, index) => <NameCell row={row} onAct={() => act(index)} />,
    },
    {
      key: 'count',
      header: 'Count',
      width: '56px',
      align: 'right',
      cell: (row) =>
        row.type === 'head'
          ? row.count.toLocaleString('en')
          : row.type === 'group'
            ? row.group.count.toLocaleString('en')
            : '',
    },
    {
      key: 'distance',
      header: 'Hops',
      width: '40px',
      align: 'right',
      cell: (row) => (row.type === 'member' ? columns.distance[row.position] : ''),
    },
    {
      key: 'verdict',
      header: 'Verdict',
      width: '104px',
      cell: (row) =>
        row.type === 'member' ? (
          <VerdictMark verdict={VERDICTS[columns.verdict[row.position] ?? 2] ?? 'unknown'} />
        ) : null,
    },
    {
      key: 'id',
      header: 'Identifier',
      width: 'minmax(120px, 2fr)',
      cell: (row) => (row.type === 'member' ? <FluidIdentifier text={row.entity.id} /> : null),
    },
    {
      key: 'path',
      header: 'Way',
      width: '92px',
      cell: (row) =>
        row.type === 'member' ? (
          <button type="button" className="link" tabIndex={-1} onClick={() => void shortest(row)}>
            Shortest path
          </button>
        ) : null,
    },
  ];
  return (
    <div className="blast">
      <div className="blast-sum muted small row wrap">
        <p className="grow">
          {plural(columns.index.length, 'entity', 'entities')} in {plural(groups.length, 'group')}. Enter
          opens a group, or shows the shortest path. <LeftOutWords held={columns.leftOut ?? null} />
        </p>
        <label className="row">
          Group by
          <select
            className="input"
            value={grouping}
            onChange={(event) => {
              const next = GROUPINGS.find((each) => each === event.target.value);
              if (next) useInvestigate.setState({ grouping: next });
              setOpen(new Map());
            }}
          >
            {GROUPINGS.map((each) => (
              <option key={each} value={each}>
                {GROUPED[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <VirtualTable
        label={direction === 'reach' ? 'Blast radius' : 'Exposure'}
        columns={tableColumns}
        count={rows.length}
        row={(index) => rows[index]}
        rowClass={(row) => `blast-${row.type}`}
        selected={selected}
        onSelect={select}
        onOpen={act}
        onMenu={(index, x, y) => {
          const row = rows[index];
          if (row?.type !== 'member') return;
          // The row may have come into the place of another after it was selected.
          selectEntity(row.entity.id);
          openContextMenu(x, y);
        }}
      />
    </div>
  );
}

function NameCell({ row, onAct }: { readonly row: BlastRow; readonly onAct: () => void }) {
  switch (row.type) {
    case 'head':
      return (
        <strong className={row.jewels ? 'jewel-text' : ''}>
          {row.jewels && <Crown size={14} aria-hidden />} <Name text={row.label} length={60} />
        </strong>
      );
    case 'group': {
      const Icon = row.open ? ChevronDown : ChevronRight;
      return (
        <button type="button" className="blast-fold" tabIndex={-1} aria-expanded={row.open} onClick={onAct}>
          <Icon size={14} aria-hidden />
          <EntityIcon kind={row.group.kind} size={14} />
          {row.label}
        </button>
      );
    }
    case 'member':
      return (
        <span className="blast-name">
          <EntityIcon kind={row.entity.kind} size={14} />
          <span className="clip">
            <Name text={row.entity.name} length={48} />
          </span>
          <JewelMark tier={row.entity.tier} />
          <span className="muted small clip">
            <Name text={originOf(row.entity)} length={30} />
          </span>
        </span>
      );
    case 'rest':
      return (
        <button type="button" className="link blast-name" tabIndex={-1} onClick={onAct}>
          {row.left.toLocaleString('en')} more
        </button>
      );
  }
}
