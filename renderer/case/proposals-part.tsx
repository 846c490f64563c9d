import { Check, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { kindOf, plural, tierLabel } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { showFailure } from '../frame/session-store.ts';
import { type Chosen, chooseOne } from '../table/choose-rows.ts';
import { type Column, VirtualTable } from '../table/virtual-table.tsx';
import { type CaseAction, type CaseState, declineAll, markAll } from './case-store.ts';

export type Proposals = Output<'case.propose'>;
type Proposal = Proposals['proposals'][number];
type Mark = Extract<CaseAction, { do: 'mark-all' }>['marks'][number];

const COLUMNS: readonly Column<Proposal>[] = [
  {
    key: 'entity',
    header: 'Entity',
    width: 'minmax(180px, 2fr)',
    cell: ({ entity }) => (
      <span className="row clip" title={entity.id}>
        <EntityIcon kind={entity.kind} size={14} />
        <span className="clip">
          <Name text={entity.name} length={48} />
        </span>
      </span>
    ),
  },
  { key: 'kind', header: 'Kind', width: '120px', cell: ({ entity }) => kindOf(entity.kind).label },
  {
    key: 'what',
    header: 'Proposed',
    width: '176px',
    cell: ({ mark, value }) =>
      mark === 'tier' ? (
        `tier ${value}, ${tierLabel(Number(value))}`
      ) : (
        <Name text={String(value)} length={30} />
      ),
  },
  {
    key: 'why',
    header: 'Because',
    width: 'minmax(260px, 4fr)',
    cell: ({ reasons }) => {
      const says = reasons.map((reason) => reason.says).join(' ');
      return (
        <span className="clip" title={says}>
          <Name text={says} length={200} />
        </span>
      );
    },
  },
];

/** What rules propose of the open snapshot; asked again after each action. */
export function useProposals(handle: string | null, open: CaseState | null): Proposals | null {
  const [proposals, setProposals] = useState<Proposals | null>(null);
  const key = open?.case;
  const done = open?.head.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after each action
  useEffect(() => {
    if (handle === null || key === undefined) return;
    const abort = new AbortController();
    engine
      .request('case.propose', { case: key, handle }, { signal: abort.signal })
      .then(setProposals)
      .catch((thrown: unknown) => {
        if (!abort.signal.aborted) showFailure(thrown);
      });
    return () => abort.abort();
  }, [handle, key, done]);
  return proposals;
}

/** Tiers and environments that names, tags, places and access suggest. None counts before a person confirms it. */
export function ProposalsPart({ proposals: asked }: { readonly proposals: Proposals | null }) {
  const [chosen, setChosen] = useState<Chosen>(chooseOne(0));
  const [selected, setSelected] = useState<number | null>(null);
  if (asked === null) return <p className="muted pad">Looking for what can be proposed…</p>;
  const { proposals, total } = asked;
  if (proposals.length === 0)
    return <p className="muted pad">Nothing is proposed that is not marked or declined already.</p>;
  const picked = [...chosen.rows].flatMap((row) => proposals[row] ?? []);
  const act = async (work: (picked: readonly Proposal[]) => Promise<void>) => {
    await work(picked);
    setChosen(chooseOne(0));
    setSelected(null);
  };
  return (
    <div className="case-part">
      <div className="row wrap pad">
        <button
          type="button"
          className="button"
          disabled={selected === null}
          onClick={() => void act(confirm)}
        >
          <Check size={14} aria-hidden /> Confirm {plural(picked.length, 'proposal')}
        </button>
        <button
          type="button"
          className="button"
          disabled={selected === null}
          onClick={() => void act(declineAll)}
        >
          <X size={14} aria-hidden /> Decline
        </button>
        <span className="muted small grow">
          A proposal counts in no answer until it is confirmed. Enter confirms; Shift, Control and Control+A
          choose several.
          {total > proposals.length && ` The first ${proposals.length} of ${total} are listed.`}
        </span>
      </div>
      <VirtualTable
        label="Proposals"
        columns={COLUMNS}
        count={proposals.length}
        row={(index) => proposals[index]}
        selected={selected}
        onSelect={setSelected}
        chosen={selected === null ? { rows: new Set(), anchor: 0 } : chosen}
        onChoose={setChosen}
        onOpen={() => void act(confirm)}
      />
    </div>
  );
}

function confirm(picked: readonly Proposal[]): Promise<void> {
  return markAll(picked.map(({ entity, mark, value }) => ({ entity: entity.id, mark, value }) as Mark));
}
