import { StringDecoder } from 'node:string_decoder';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { syntaxFault } from '../../schema/json-syntax.ts';
import { logBytes, markLength } from '../logs/log-bytes.ts';
import { asLogRefusal, refusedLog } from '../logs/log-refusals.ts';
import { recordSplitter } from '../logs/record-splitter.ts';
import { eventOfAthenaRow, isAthenaHeader } from './athena-row.ts';
import { csvRows } from './csv-rows.ts';

/** Log files have Records, answers of LookupEvents Events. */
const LISTS: ReadonlySet<string> = new Set(['Records', 'Events']);

/** What a file was: events, something of CloudTrail's that holds none, or nothing that is known. */
export type TrailFileKind = 'events' | 'digest' | 'foreign';

interface Sink {
  push(chunk: Buffer): void;
  end(): void;
}

/**
 * Reads every event of one file as a stream: a log file as CloudTrail writes it (`Records`), an answer of LookupEvents,
 * a list of events or one a line, or a CSV that Athena made; plain or gzip, told by the content.
 * @throws TrustpathError `input-unreadable` or `input-refused`: `FILE: place: reason`
 */
export async function readTrailFile(
  path: string,
  name: string,
  emit: (event: JsonObject) => void,
  signal: AbortSignal | undefined,
): Promise<TrailFileKind> {
  let sink: Sink | null = null;
  let kind: TrailFileKind = 'events';
  const found = (other: TrailFileKind) => {
    kind = other;
  };
  try {
    for await (const chunk of logBytes(path, name, signal)) {
      sink ??= sinkFor(chunk, name, emit, found);
      if (sink === null) return 'foreign';
      sink.push(chunk);
    }
    sink?.end();
    return kind;
  } catch (error) {
    throw asLogRefusal(error, name);
  }
}

/** Chooses by the first bytes how to read on; null where they are nothing that is known. */
function sinkFor(
  chunk: Buffer,
  name: string,
  emit: (event: JsonObject) => void,
  found: (kind: TrailFileKind) => void,
): Sink | null {
  const bom = markLength(chunk, name);
  const text = chunk.toString('utf8', bom, Math.min(chunk.length, 64 * 1024)).trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return jsonSink(bom, name, emit, found);
  const [line = ''] = text.split(/\r?\n/, 1);
  const header = line.split(',').map(columnName);
  return isAthenaHeader(header) ? csvSink(bom, emit) : null;
}

function jsonSink(
  bom: number,
  name: string,
  emit: (event: JsonObject) => void,
  found: (kind: TrailFileKind) => void,
): Sink {
  const splitter = recordSplitter(LISTS, (text, byte, record) => {
    const value = parsed(text, name, byte + bom, record);
    if (!isJsonObject(value)) return;
    const { CloudTrailEvent: quoted } = value;
    if (typeof quoted === 'string') {
      const event = parsed(quoted, name, byte + bom, record);
      if (isJsonObject(event)) emit(event);
    } else if (typeof value.eventName === 'string') emit(value);
    else if (value.digestS3Bucket !== undefined) found('digest');
    else if (record === 1 && value.eventSource === undefined) found('foreign');
    else throw refusedLog(name, `record ${record}, at byte ${byte + bom}: has no eventName`);
  });
  let skipped = bom;
  return {
    push(chunk) {
      splitter.push(skipped > 0 ? chunk.subarray(skipped) : chunk);
      skipped = 0;
    },
    end: () => splitter.end(),
  };
}

function parsed(text: string, name: string, byte: number, record: number): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The parser's own message may quote the text, which may hold a secret.
    const fault = syntaxFault(text);
    throw refusedLog(name, `record ${record}, at byte ${byte + fault.offset}: not JSON: ${fault.reason}`);
  }
}

function csvSink(bom: number, emit: (event: JsonObject) => void): Sink {
  const decoder = new StringDecoder('utf8');
  let header: readonly string[] | null = null;
  const rows = csvRows((cells) => {
    if (header === null) header = cells.map(columnName);
    else emit(eventOfAthenaRow(header, cells));
  });
  let skipped = bom;
  return {
    push(chunk) {
      rows.push(decoder.write(skipped > 0 ? chunk.subarray(skipped) : chunk));
      skipped = 0;
    },
    end() {
      rows.push(decoder.end());
      rows.end();
    },
  };
}

function columnName(cell: string): string {
  return cell.replace(/^"|"$/g, '').trim().toLowerCase();
}
