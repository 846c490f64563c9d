import { useMemo } from 'react';
import type { EntityRecord, Hop } from '../../schema/contract.ts';
import { EntityIcon, JewelMark } from '../entity/entity-icon.tsx';
import { plural, verbOf } from '../entity/kind.ts';
import { FluidIdentifier, Name } from '../entity/name.tsx';
import { VerdictMark } from '../entity/verdict-mark.tsx';
import { openContextMenu } from '../frame/context-menu-store.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import type { DrawnPath } from './drawn-paths.ts';
import { selectHops, useInvestigate } from './investigate-store.ts';

interface Row {
  readonly path: number;
  readonly step: number;
  readonly hop: Hop;
}

/** Everything the drawing has, as rows: each hop of each path drawn. */
export function HopTable(props: {
  readonly paths: readonly DrawnPath[];
  readonly entities: ReadonlyMap<string, EntityRecord>;
}) {
  const { paths, entities } = props;
  const rows = useMemo<readonly Row[]>(
    () =>
      paths.flatMap(({ index, path }) =>
        path.hops.map((hop, step) => ({ path: index + 1, step: step + 1, hop })),
      ),
    [paths],
  );
  const chosen = useInvestigate((state) =>
    state.selection?.kind === 'hops' ? state.selection.hops[0] : undefined,
  );
  const selected = chosen ? rows.findIndex((row) => row.hop === chosen) : -1;
  const end = (id: string) => {
    const entity = entities.get(id);
    return (
      <>
        {entity && <EntityIcon kind={entity.kind} size={14} />}
        <span className="clip">
          <Name text={entity?.name ?? id} length={40} />
        </span>
        <JewelMark tier={entity?.tier ?? null} />
      </>
    );
  };
  const columns: readonly Column<Row>[] = [
    { key: 'path', header: 'Path', width: '30px', align: 'right', cell: (row) => row.path },
    { key: 'step', header: 'Hop', width: '28px', align: 'right', cell: (row) => row.step },
    { key: 'from', header: 'From', width: 'minmax(132px, 2fr)', cell: (row) => end(row.hop.from) },
    { key: 'verb', header: 'Relation', width: '112px', cell: (row) => verbOf(row.hop.kind) },
    { key: 'to', header: 'To', width: 'minmax(132px, 2fr)', cell: (row) => end(row.hop.to) },
    {
      key: 'verdict',
      header: 'Verdict',
      width: '104px',
      cell: (row) => <VerdictMark verdict={row.hop.verdict} />,
    },
    {
      key: 'observed',
      header: 'Observed',
      width: '84px',
      cell: (row) =>
        row.hop.observed ? plural(row.hop.observed.count, 'time') : <span className="muted">not seen</span>,
    },
    {
      key: 'conditions',
      header: 'Conditions',
      width: 'minmax(72px, 2fr)',
      cell: (row) => (
        <span className="clip">
          <Name text={row.hop.conditions.join('; ') || 'none'} />
        </span>
      ),
    },
    {
      key: 'techniques',
      header: 'ATT&CK',
      width: '136px',
      cell: (row) => (
        <span className="mono clip" title={row.hop.techniques.join(' ')}>
          {row.hop.techniques.join(' ')}
        </span>
      ),
    },
    {
      key: 'rule',
      header: 'Rule',
      width: 'minmax(96px, 1fr)',
      cell: (row) => <FluidIdentifier text={row.hop.rule} />,
    },
  ];
  return (
    <VirtualTable
      label="Relations of the paths drawn"
      columns={columns}
      count={rows.length}
      row={(index) => rows[index]}
      selected={selected < 0 ? null : selected}
      onSelect={(index) => {
        const row = rows[index];
        if (row) selectHops([row.hop]);
      }}
      onMenu={(_, x, y) => openContextMenu(x, y)}
    />
  );
}
