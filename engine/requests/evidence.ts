import { readFileSync, statSync } from 'node:fs';
import { arch, platform, release } from 'node:os';
import type { Answer, Question } from '../../evidence/answer.ts';
import { buildBundle } from '../../evidence/build-bundle.ts';
import { readSigningKey } from '../../evidence/dsse.ts';
import { readBundle } from '../../evidence/read-bundle.ts';
import { verifyBundle } from '../../evidence/verify.ts';
import { writeBundle } from '../../evidence/write-bundle.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { VERDICT_CODES } from '../hops.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { ownSigningKey } from '../signing-key.ts';
import { unknownsFor } from '../unknowns.ts';
import { VERSION } from '../version.ts';
import { pathRequest } from './path.ts';
import { exposureRequest, reachRequest } from './reach.ts';
import { traceRequest } from './trace.ts';

type EvidenceInput = ParsedInput<'evidence.write'>;
const LARGEST_KEY_FILE = 64 * 1024;

export async function writeEvidence(
  input: EvidenceInput,
  context: RequestContext,
): Promise<Output<'evidence.write'>> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const report = (detail: string) =>
    context.onProgress({ stage: 'evidence', source: null, detail, done: 0, total: null, gaps: 0 });
  report('Asking the question again');
  const answer = withFindings(await answerFor(input, session, context), session, context.signal);
  report('Building the bundle');
  const key = input.keyFile ? readSigningKey(readText(input.keyFile), input.keyFile) : ownSigningKey();
  const method = {
    tool: VERSION,
    os: `${platform()} ${release()} ${arch()}`,
    operator: input.operator ?? null,
  };
  const snapshotBytes = input.withSnapshot ? readFileSync(session.file) : null;
  const bundle = buildBundle(session.reader, answer, method, key, {
    signedAt: new Date().toISOString(),
    ...(snapshotBytes && { snapshotBytes }),
  });
  report('Writing');
  const path = await writeBundle(bundle.files, input.out);
  return { path, manifestSha256: bundle.manifestSha256, keyId: key.keyId, files: bundle.files.size };
}

export async function verifyEvidence(
  input: ParsedInput<'evidence.verify'>,
): Promise<Output<'evidence.verify'>> {
  const publicPem = input.publicKeyFile === undefined ? null : readText(input.publicKeyFile);
  const checks = verifyBundle(await readBundle(input.path), publicPem);
  return { ok: checks.every((check) => check.ok), checks: checks.map((check) => ({ ...check })) };
}

function readText(path: string): string {
  try {
    if (statSync(path).size > LARGEST_KEY_FILE) throw new Error('is too large for a key');
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new TrustpathError(
      'input-unreadable',
      `${path}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function answerFor(input: EvidenceInput, session: Session, context: RequestContext): Promise<Answer> {
  const { question, handle } = input;
  const nothing = {
    recognition: null,
    owner: null,
    paths: [],
    reached: [],
    findings: [],
    activity: null,
    containment: [],
    notes: [],
  };
  switch (question.kind) {
    case 'trace': {
      const traced = await traceRequest({ handle, text: question.text }, context);
      const subject = traced.recognition.identifier ?? traced.recognition.label;
      const reached =
        traced.start === null ? null : await reachRequest({ handle, from: traced.start }, context);
      return {
        question: asked('trace', `What ${subject} is and what it reaches`, traced.start, null),
        recognition: traced.recognition,
        owner: traced.owner,
        paths: traced.paths,
        reached: reached ? rows(session, reached) : [],
        findings: [],
        activity: traced.activity,
        containment: traced.containment,
        unknowns: traced.unknowns,
        notes: traced.notes,
      };
    }
    case 'path': {
      const from = resolveEntity(session.reader, question.from);
      const to = question.to === undefined ? null : resolveEntity(session.reader, question.to);
      const found = await pathRequest({ ...question, handle }, context);
      return {
        ...nothing,
        question: asked(
          'path',
          `How ${from.name} reaches ${to?.name ?? 'the crown jewels'}`,
          from.id,
          to?.id ?? null,
        ),
        ...found,
      };
    }
    case 'findings':
      return {
        ...nothing,
        question: asked('findings', 'What is wrong', null, null),
        findings: session.findings(context.signal),
        unknowns: unknownsFor(session, null, null),
      };
    case 'exposure': {
      const to = resolveEntity(session.reader, question.to);
      const exposed = await exposureRequest({ handle, to: question.to }, context);
      return {
        ...nothing,
        question: asked('exposure', `Who reaches ${to.name}`, null, to.id),
        reached: rows(session, exposed),
        unknowns: exposed.unknowns,
      };
    }
  }
}

/** With what is wrong with the entities of the answer: a bundle carries no more than it is about. */
function withFindings(answer: Answer, session: Session, signal: AbortSignal): Answer {
  if (answer.question.kind === 'findings') return answer;
  const { question, owner, paths, reached } = answer;
  const about = new Set([question.from, question.to, owner?.id]);
  for (const path of paths) for (const hop of path.hops) about.add(hop.from).add(hop.to);
  for (const { id } of reached) about.add(id);
  return { ...answer, findings: session.findings(signal).filter(({ entity }) => about.has(entity)) };
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
