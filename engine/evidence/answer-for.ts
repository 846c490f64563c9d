import type { Answer, Question } from '../../evidence/answer.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { VERDICT_CODES } from '../hops.ts';
import { findingsIn } from '../kept-findings.ts';
import type { RequestContext } from '../request-context.ts';
import { pathRequest } from '../requests/path.ts';
import { exposureRequest, reachRequest } from '../requests/reach.ts';
import { traceRequest } from '../requests/trace.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { unknownsFor } from '../unknowns.ts';

type EvidenceInput = ParsedInput<'evidence.preview'>;

const NOTHING = {
  recognition: null,
  owner: null,
  paths: [],
  reached: [],
  findings: [],
  notChosen: { paths: 0, findings: 0 },
  activity: null,
  containment: [],
  whatif: null,
  plan: null,
  comparison: null,
  marks: [],
  notes: [],
} as const;

/** Asks the question of a bundle, with what is wrong with the entities of the answer: it carries no more than it is about. */
export async function answerFor(
  { question, handle }: Pick<EvidenceInput, 'question' | 'handle'>,
  session: Session,
  context: RequestContext,
): Promise<Answer> {
  switch (question.kind) {
    case 'trace': {
      const traced = await traceRequest({ handle, text: question.text }, context);
      const subject = traced.recognition.identifier ?? traced.recognition.label;
      const reached =
        traced.start === null ? null : await reachRequest({ handle, from: traced.start }, context);
      return withFindings(
        {
          ...NOTHING,
          question: asked('trace', `What ${subject} is and what it reaches`, traced.start, null),
          recognition: traced.recognition,
          owner: traced.owner,
          paths: traced.paths,
          reached: reached ? rows(session, reached) : [],
          activity: traced.activity,
          containment: traced.containment,
          unknowns: traced.unknowns,
          notes: traced.notes,
        },
        session,
        context.signal,
      );
    }
    case 'path': {
      const from = resolveEntity(session.reader, question.from);
      const to = question.to === undefined ? null : resolveEntity(session.reader, question.to);
      const { paths, unknowns } = await pathRequest({ ...question, handle }, context);
      const title = `How ${from.name} reaches ${to?.name ?? 'the crown jewels'}`;
      return withFindings(
        { ...NOTHING, question: asked('path', title, from.id, to?.id ?? null), paths, unknowns },
        session,
        context.signal,
      );
    }
    case 'findings':
      return {
        ...NOTHING,
        question: asked('findings', 'What is wrong', null, null),
        findings: await findingsIn(session, context.signal),
        unknowns: unknownsFor(session, null, null),
      };
    case 'exposure': {
      const to = resolveEntity(session.reader, question.to);
      const exposed = await exposureRequest({ handle, to: question.to }, context);
      return withFindings(
        {
          ...NOTHING,
          question: asked('exposure', `Who reaches ${to.name}`, null, to.id),
          reached: rows(session, exposed),
          unknowns: exposed.unknowns,
        },
        session,
        context.signal,
      );
    }
  }
}

async function withFindings(answer: Answer, session: Session, signal: AbortSignal): Promise<Answer> {
  const { question, owner, paths, reached } = answer;
  const about = new Set([question.from, question.to, owner?.id]);
  for (const path of paths) for (const hop of path.hops) about.add(hop.from).add(hop.to);
  for (const { id } of reached) about.add(id);
  const found = await findingsIn(session, signal);
  return { ...answer, findings: found.filter(({ entity }) => about.has(entity)) };
}

function asked(kind: Question['kind'], title: string, from: string | null, to: string | null): Question {
  return { kind, title, from, to };
}

function rows(session: Session, columns: Output<'reach'>): Answer['reached'] {
  return Array.from(columns.index, (index, position) => {
    const { id, kind } = session.reader.entity(index);
    const distance = columns.distance[position] ?? 0;
    return { id, kind, distance, verdict: VERDICT_CODES[columns.verdict[position] ?? 2] ?? 'unknown' };
  });
}
