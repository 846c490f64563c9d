import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { beyondBounds, boundsReason, type JsonBounds } from '../../schema/json-bounds.ts';
import { syntaxFault } from '../../schema/json-syntax.ts';
import { logBytes, markLength } from '../logs/log-bytes.ts';
import { asLogRefusal, refusedLog } from '../logs/log-refusals.ts';
import { recordSplitter } from '../logs/record-splitter.ts';
import { lineSplitter } from './line-splitter.ts';

const HEAD_BYTES = 64 * 1024;
/** From this length on nesting and values are looked at before parsing, which takes long and much memory where it is deep. */
const MANY_BYTES = 64 * 1024;
/** Of one line or record. */
const BOUNDS: JsonBounds = { depth: 100, values: 4_000_000 };
/** EventList has items; answers of CloudWatch Logs have events, what it hands to subscribers has logEvents. */
const LISTS: ReadonlySet<string> = new Set(['items', 'events', 'logEvents']);
/** CloudWatch Logs puts the time before each line that it exports to S3. */
const EXPORTED = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z /;

/** What was found beside events, in one file. */
export interface AuditFileRest {
  /** Lines and records that hold something else, such as the text of another log. */
  others: number;
  /** Lines that are longer than is read, and a last line that breaks off. */
  dropped: number;
}

interface Sink {
  push(chunk: Buffer): void;
  end(): void;
}

/**
 * Reads every audit event of one file as a stream: an event a line as an API server logs them, an EventList a line as it
 * sends them to a webhook, one EventList or list of events, and what CloudWatch Logs exports or answers for a cluster of
 * EKS; plain or gzip, told by the content.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function readAuditFile(
  path: string,
  name: string,
  emit: (event: JsonObject) => void,
  signal: AbortSignal | undefined,
): Promise<AuditFileRest> {
  const rest: AuditFileRest = { others: 0, dropped: 0 };
  let sink: Sink | null = null;
  let head: Buffer = Buffer.alloc(0);
  const begin = () => {
    const start = head.subarray(markLength(head, name));
    const begun = sinkFor(start, name, emit, rest);
    begun.push(start);
    return begun;
  };
  try {
    for await (const chunk of logBytes(path, name, signal)) {
      if (sink) {
        sink.push(chunk);
        continue;
      }
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length >= HEAD_BYTES || head.includes(0x0a)) sink = begin();
    }
    (sink ?? begin()).end();
    return rest;
  } catch (error) {
    throw asLogRefusal(error, name);
  }
}

function sinkFor(start: Buffer, name: string, emit: (event: JsonObject) => void, rest: AuditFileRest): Sink {
  const text = start.toString('utf8', 0, HEAD_BYTES).trimStart();
  return isLines(text) ? lineSink(name, emit, rest) : recordSink(name, emit, rest);
}

/** Whether each line stands for itself: not so where a list begins before the first event does, or a line is no whole. */
function isLines(text: string): boolean {
  const [line = ''] = text.split(/\r?\n/, 1);
  if (!line.startsWith('{')) return !line.startsWith('[');
  const whole = line.length === text.length || line.trimEnd().endsWith('}');
  const first = /"(?:items|events|logEvents|auditID)"\s*:/.exec(line)?.[0] ?? '';
  return whole && (first === '' || first.startsWith('"auditID"'));
}

function lineSink(name: string, emit: (event: JsonObject) => void, rest: AuditFileRest): Sink {
  return lineSplitter(
    (line, number, ended) => {
      const text = line.replace(EXPORTED, '').trim();
      if (text === '') return;
      if (!text.startsWith('{')) {
        rest.others++;
        return;
      }
      const place = () => `line ${number}`;
      // A log that is still written, or was cut when it was copied, breaks off in its last line.
      const value = parsed(text, ended ? place : () => null, name);
      if (value === null) rest.dropped++;
      else take(value, emit, rest, place, name);
    },
    () => {
      rest.dropped++;
    },
  );
}

function recordSink(name: string, emit: (event: JsonObject) => void, rest: AuditFileRest): Sink {
  return recordSplitter(LISTS, (text, byte, record) => {
    const place = () => `record ${record}, at byte ${byte}`;
    const value = parsed(text, place, name);
    if (value !== null) take(value, emit, rest, place, name);
  });
}

/** Hands on the event that a value is, those of the list that it is, or the one that it quotes. */
function take(
  value: Json,
  emit: (event: JsonObject) => void,
  rest: AuditFileRest,
  place: () => string | null,
  name: string,
): void {
  if (!isJsonObject(value)) {
    rest.others++;
    return;
  }
  const { message, items } = value;
  if (typeof message === 'string' && value.auditID === undefined) {
    const quoted = message.startsWith('{') ? parsed(message, place, name) : null;
    if (isJsonObject(quoted)) take(quoted, emit, rest, place, name);
    else rest.others++;
  } else if (Array.isArray(items) && value.kind === 'EventList') {
    for (const item of items) {
      if (isEvent(item)) emit(item);
      else rest.others++;
    }
  } else if (isEvent(value)) emit(value);
  else rest.others++;
}

/** Items of a list may leave out their kind. */
function isEvent(value: Json): value is JsonObject {
  if (!isJsonObject(value) || typeof value.auditID !== 'string' || typeof value.stage !== 'string')
    return false;
  return value.apiVersion === undefined || value.apiVersion === 'audit.k8s.io/v1';
}

/** Null where the text is no JSON and `place` says that this is to be borne. */
function parsed(text: string, place: () => string | null, name: string): Json {
  const beyond = text.length > MANY_BYTES ? beyondBounds(text, BOUNDS) : null;
  if (beyond) throw refusedLog(name, `${place() ?? 'the last line'}: ${boundsReason(beyond, BOUNDS)}`);
  try {
    return JSON.parse(text) as Json;
  } catch {
    const where = place();
    if (where === null) return null;
    // The parser's own message may quote the text, which may hold a secret.
    throw refusedLog(name, `${where}: not JSON: ${syntaxFault(text).reason}`);
  }
}
