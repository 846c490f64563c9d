import type { EntityRecord, Output } from '../../schema/contract.ts';
import { engine } from '../engine-client.ts';
import { entitiesById } from '../entity/entity-cache.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { type Answer, shownPaths, startOf, tabsOf, titleOf } from './answer.ts';
import { suggestedName } from './file-name.ts';
import { useInvestigate } from './investigate-store.ts';
import { containmentCsv, explainCsv, pathsCsv, reachCsv } from './table-rows.ts';

/** Entities fetched at a time. */
const STRETCH = 5_000;

/** Asks where to, and writes the table of the part of the answer that is shown: all of its rows, not those in sight. */
export async function saveTable(): Promise<void> {
  const { answer } = useInvestigate.getState();
  const handle = useSession.getState().snapshot?.handle;
  if (!answer || answer.kind === 'recognition' || handle === undefined) return;
  try {
    const content = await tableOf(answer, handle);
    const name = suggestedName(titleOf(answer), 'csv');
    await fromShell(shell().saveFile({ kind: 'csv', suggestedName: name, content }));
  } catch (thrown) {
    showFailure(thrown);
  }
}

async function tableOf(answer: Answer, handle: string): Promise<string> {
  const { tab, controlled, include, edits } = useInvestigate.getState();
  const part = tab ?? tabsOf(answer)[0];
  const limits = { include, without: [...edits.now.disabled] };
  const start = startOf(answer);
  if (answer.kind === 'exposure') {
    const columns = await engine.request('exposure', { handle, to: answer.to.id, ...limits });
    return reachCsv(columns, await everyEntity(handle, columns));
  }
  if (part === 'blast' && start !== null) {
    const columns = await engine.request('reach', { handle, from: start, ...limits });
    return reachCsv(columns, await everyEntity(handle, columns));
  }
  if (part === 'containment' && answer.kind === 'trace') return containmentCsv(answer.containment);
  if (answer.kind === 'explain') {
    const ends = answer.relations.flatMap((hop) => [hop.from, hop.to]);
    return explainCsv(answer, await entitiesById(handle, ends));
  }
  const paths = shownPaths(answer, controlled);
  const ids = paths.flatMap((path) => path.hops.flatMap((hop) => [hop.from, hop.to]));
  return pathsCsv(paths, await entitiesById(handle, ids));
}

async function everyEntity(handle: string, columns: Output<'reach'>): Promise<readonly EntityRecord[]> {
  const all: EntityRecord[] = [];
  for (let at = 0; at < columns.index.length; at += STRETCH) {
    const indices = Array.from(columns.index.subarray(at, at + STRETCH));
    const { entities } = await engine.request('entities.get', { handle, indices });
    for (const entity of entities) all.push(entity);
  }
  return all;
}
