import { createEngine } from '../engine/engine.ts';
import { INVENTORY_SORTS } from '../schema/inventory-list.ts';
import type { Benchmark } from './benchmark.ts';
import { waitOf, watched } from './first-look.ts';
import { LARGE, SMALL } from './generate-mixed-estate.ts';
import { mixedSnapshot } from './mixed-snapshot.ts';

const RUNS = 9;
const PAGE = { offset: 0, limit: 100 };

/** The list of machine identities: its first page, which reads all that the providers told, and each order of it. */
export const inventory: Benchmark = {
  name: 'inventory',
  async run({ quick, note }) {
    const engine = createEngine();
    try {
      const path = mixedSnapshot(quick ? SMALL : LARGE);
      const { handle } = await engine.request('snapshot.open', { path });
      const timed = async (input: object): Promise<{ readonly took: number; readonly total: number }> => {
        const begun = performance.now();
        const { total } = await engine.request('inventory.list', { handle, ...PAGE, ...input });
        return { took: performance.now() - begun, total };
      };
      let total = 0;
      const first = await watched(async () => {
        total = (await timed({})).total;
      });
      note(`the first page: ${Math.round(first.processor)} ms of the processor`);
      const sorts: number[] = [];
      for (let run = 0; run < RUNS; run++)
        for (const by of INVENTORY_SORTS)
          sorts.push((await timed({ sort: { by, descending: run % 2 === 0 } })).took);
      const size = `${total.toLocaleString('en')} machine identities`;
      const none = { unit: 'ms', peer: 'none', peerMedian: null, ratio: null } as const;
      const slowest = Math.max(...sorts);
      return [
        {
          name: 'machine identities, first page',
          size,
          median: first.took,
          ...none,
          goal: 'none set',
          met: true,
        },
        waitOf('machine identities are read', size, first),
        {
          name: 'machine identities sorted otherwise, slowest',
          size,
          median: slowest,
          ...none,
          goal: '≤ 200 ms',
          met: slowest <= 200,
        },
      ];
    } finally {
      engine.close();
    }
  },
};
