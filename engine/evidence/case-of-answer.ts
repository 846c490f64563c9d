import { readFileSync } from 'node:fs';
import type { Answer, CaseOfAnswer } from '../../evidence/answer.ts';
import type { Case } from '../../schema/case/case-file.ts';
import type { CaseEntry } from '../../schema/case/log.ts';
import { readBeginning, readEntry } from '../../schema/case/log.ts';

/** The case with its log up to the head that is open, every line checked again. */
export function caseOfAnswer({ path, state, head }: Case): CaseOfAnswer {
  const lines = readFileSync(path, 'utf8').split('\n');
  const { hash: id } = readBeginning(lines[0] ?? '', path);
  const log: CaseEntry[] = [];
  let before: { readonly number: number; readonly hash: string } = { number: 0, hash: id };
  for (let number = 1; number <= head.number; number++) {
    const entry = readEntry(lines[number] ?? '', before, path);
    log.push(entry);
    before = entry;
  }
  return { title: state.title, id, head, log };
}

/** What was marked about the entities of the answer. */
export function marksOn(answer: Answer, { state }: Case): Answer['marks'] {
  const about = new Set<string | null>([answer.question.from, answer.question.to, answer.owner?.id ?? null]);
  for (const path of answer.paths) for (const { from, to } of path.hops) about.add(from).add(to);
  for (const { id } of answer.reached) about.add(id);
  for (const { entity } of answer.findings) about.add(entity);
  return [...state.marks]
    .filter(([entity]) => about.has(entity))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([entity, marks]) => ({ entity, marks }));
}
