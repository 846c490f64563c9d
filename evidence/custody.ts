import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../schema/json.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { Coverage } from '../schema/records.ts';
import type { Answer, CaseOfAnswer, Method } from './answer.ts';
import type { Told } from './told.ts';

const BEGINNING = '0'.repeat(64);

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Entries that each carry the hash of the one before, so that none can be taken out or moved. */
export function hashChain(entries: readonly JsonObject[]): JsonObject[] {
  let previous = BEGINNING;
  return entries.map((entry) => {
    const linked = { ...entry, previous };
    previous = sha256(canonicalJson(linked));
    return { ...linked, hash: previous };
  });
}

/** True where every entry holds the hash of the one before (the first that of `beginning`) and its own. */
export function hashChainHolds(entries: readonly JsonObject[], beginning = BEGINNING): boolean {
  let previous = beginning;
  return entries.every((entry) => {
    const { hash, ...rest } = entry;
    if (rest.previous !== previous || hash !== sha256(canonicalJson(rest))) return false;
    previous = hash as string;
    return true;
  });
}

/** True where the log of the case is one chain up to its head; whoever has it could have written another. */
export function caseLogHolds(value: Json | undefined): boolean {
  if (!isJsonObject(value) || !Array.isArray(value.log) || typeof value.id !== 'string') return false;
  const log = (value.log as readonly Json[]).filter(isJsonObject);
  const head = isJsonObject(value.head) ? value.head : {};
  const last = log.at(-1)?.hash ?? value.id;
  return (
    log.length === value.log.length &&
    hashChainHolds(log, value.id) &&
    head.number === log.length &&
    head.hash === last
  );
}

/** Which documents a bundle has, of how many, and whether the answer was derived again from them. */
export interface DocumentsOfBundle {
  readonly extent: 'proofs' | 'sources' | 'all';
  readonly inBundle: number;
  readonly inSnapshot: number;
  readonly rederived: boolean;
}

export interface CustodyInput {
  readonly reader: Told;
  readonly answer: Answer;
  readonly method: Method;
  readonly bundleId: string;
  readonly documents: DocumentsOfBundle;
  /** The earlier snapshot of a comparison. */
  readonly earlier: Pick<Told, 'info' | 'calls'> | null;
}

/** `custody.json`: who collected what from where and when, what was denied, what was redacted, what was asked. */
export function custody(input: CustodyInput): JsonObject {
  const { reader, method, bundleId, documents, earlier } = input;
  const calls = [...reader.calls()];
  return {
    bundle: bundleId,
    tool: method.tool,
    build: method.build,
    analysis: reader.info().analysis,
    operatingSystem: method.os,
    operator: method.operator,
    case: method.case && caseRecord(method.case),
    snapshot: snapshotRecord(reader),
    // The digest of the snapshot that this one is a copy of with pseudonyms; null where it is none.
    redactedFrom: reader.info().redaction?.of ?? null,
    redactionPolicy: reader.info().redaction?.policy ?? null,
    sources: sourceRecords(reader),
    clock: {
      times: 'UTC, read from the local clock of the machine that collected',
      offsetsFromServersMs: Object.fromEntries(
        reader.info().sources.map((source) => [source.id, source.clockOffsetMs]),
      ),
    },
    calls: calls.map((call): JsonObject => ({ ...call })),
    coverage: reader.coverage().map((record): Json => ({ ...record })),
    gaps: reader
      .coverage()
      .filter((record) => record.status !== 'complete')
      .map(
        (record: Coverage): Json => ({
          ...record,
          hides: record.kinds.map((kind) => `${RELATION_KINDS[kind].label}: ${RELATION_KINDS[kind].meaning}`),
        }),
      ),
    redactions: calls
      .filter((call) => call.redactions > 0)
      .map(
        (call): Json => ({
          operation: call.operation,
          redactedValues: call.redactions,
          originalSha256: call.originalSha256,
          redacted: call.observation,
        }),
      ),
    documents: { ...documents },
    comparedWith: earlier && {
      snapshot: snapshotRecord(earlier),
      sources: sourceRecords(earlier),
      calls: [...earlier.calls()].map((call): JsonObject => ({ ...call })),
    },
    actions: hashChain(actionsOf(input)),
  };
}

function snapshotRecord(reader: Pick<Told, 'info'>): JsonObject {
  const { digest, formatVersion, createdBy, createdAt, sealedAt, counts } = reader.info();
  return { digest, formatVersion, createdBy, createdAt, sealedAt, counts: { ...counts } };
}

function sourceRecords(reader: Pick<Told, 'info'>): Json[] {
  return reader.info().sources.map((source) => ({ ...source }));
}

function caseRecord({ title, id, head, log }: CaseOfAnswer): JsonObject {
  return {
    title,
    id,
    head: { ...head },
    log: log.map((entry) => ({ ...entry }) as unknown as JsonObject),
  };
}

/** What was done from opening to export, without times: those are in the case's log and in the signature. */
function actionsOf({ reader, answer, method, bundleId, earlier }: CustodyInput): JsonObject[] {
  const { question, notChosen, whatif, plan } = answer;
  const actions: JsonObject[] = [{ action: 'open', snapshot: reader.info().digest }];
  if (method.case) actions.push({ action: 'open-case', case: method.case.id, head: method.case.head.hash });
  actions.push({ action: 'ask', question: { ...question } });
  if (notChosen.paths > 0 || notChosen.findings > 0) actions.push({ action: 'leave-out', ...notChosen });
  if (whatif) actions.push({ action: 'try', scenario: whatif.scenario as unknown as JsonObject });
  if (plan) actions.push({ action: 'plan', steps: plan.length });
  if (earlier) actions.push({ action: 'compare', with: earlier.info().digest });
  actions.push({ action: 'export', bundle: bundleId });
  return actions;
}
