import type { ProgrammePart } from '../programme/part.ts';
import { useDrill } from './drill-store.ts';
import { PastDrills } from './past-drills.tsx';
import { Proposals } from './proposals.tsx';
import { UnderWay } from './under-way.tsx';
import './drills.css';

export const drillsPart: ProgrammePart = { id: 'drills', title: 'Drills', Content: Drills };

/** Tabletops over the snapshot's own worst paths: proposed, run, recorded, told of afterwards. */
function Drills({ handle }: { readonly handle: string }) {
  const underWay = useDrill((state) => state.running !== null);
  if (underWay) return <UnderWay />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
    <section className="drills pad" aria-label="Drills" tabIndex={0}>
      <PastDrills handle={handle} />
      <Proposals handle={handle} />
    </section>
  );
}
