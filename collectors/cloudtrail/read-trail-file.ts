import { stat } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { throwIfCancelled } from '../../schema/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { syntaxFault } from '../import/json-syntax.ts';
import { bytesOf } from '../logs/bytes-of.ts';
import { asLogRefusal, refusedLog } from '../logs/log-refusals.ts';
import { recordSplitter } from '../logs/record-splitter.ts';
import { eventOfAthenaRow, isAthenaHeader } from './athena-row.ts';
import { csvRows } from './csv-rows.ts';

/** Decompressed. A day of the busiest trail is far below; a file that goes on for ever is not read for ever. */
const MAX_FILE_BYTES = 64 * 1024 ** 3;
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
  let size = 0;
  const found = (other: TrailFileKind) => {
    kind = other;
  };
  try {
    if (!(await stat(path)).isFile()) throw refusedLog(name, 'is not a file');
    for await (const chunk of await bytesOf(path)) {
      throwIfCancelled(signal);
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw refusedLog(name, `has more than ${MAX_FILE_BYTES / 1024 ** 3} GB`);
      sink ??= sinkFor(chunk, name, emit, found);
      if (sink === null) return 'foreign';
      sink.push(chunk);
    }
    if (sink === null) throw refusedLog(name, 'the file is empty');
    sink.end();
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
  const bom = chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff))
    throw refusedLog(name, 'is UTF-16; save it as UTF-8');
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
