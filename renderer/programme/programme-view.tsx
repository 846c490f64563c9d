import { useDrill } from '../drills/drill-store.ts';
import { UnderWay } from '../drills/under-way.tsx';
import { NeedsSnapshot } from '../frame/needs-snapshot.tsx';
import { Parts } from '../frame/parts.tsx';
import { useSession } from '../frame/session-store.ts';
import { useProgramme } from './programme-store.ts';
import { PROGRAMME_PARTS } from './registry.ts';

/** What is looked at week by week, rather than on the bad day. */
export function ProgrammeView() {
  const snapshot = useSession((state) => state.snapshot);
  const underWay = useDrill((state) => state.running !== null);
  const shown = useProgramme((state) => state.part);
  if (!snapshot && underWay) return <UnderWay />;
  if (!snapshot) return <NeedsSnapshot what="The programme" />;
  if (snapshot.info.sealedAt === null)
    return <p className="muted pad">The programme is read from a sealed snapshot; this one is not sealed.</p>;
  const { handle } = snapshot;
  const chosen = Math.max(
    0,
    PROGRAMME_PARTS.findIndex(({ id }) => id === shown),
  );
  return (
    <div className="list-view">
      <div className="filter-bar">
        <h1>Programme</h1>
      </div>
      <div className="list-view-body">
        <Parts
          label="Parts of the programme"
          chosen={chosen}
          onChoose={(index) => useProgramme.setState({ part: PROGRAMME_PARTS[index]?.id ?? null })}
          parts={PROGRAMME_PARTS.map(({ title, Content }) => ({
            title,
            content: <Content handle={handle} />,
          }))}
        />
      </div>
    </div>
  );
}
