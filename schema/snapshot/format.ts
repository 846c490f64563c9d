import { FORMATS } from './migrations/list.ts';

/** Header field that tells a sealed snapshot from any other SQLite file: "TrPt". */
export const SEALED_APPLICATION_ID = 0x54725074;
/** The same while it is being collected: "TrPu". Told apart in the header, because only such a file may be written. */
export const UNFINISHED_APPLICATION_ID = 0x54725075;

/** `user_version` of the files written now. */
export const FORMAT_VERSION = FORMATS.length;
export const FORMAT = FORMATS[FORMATS.length - 1] ?? FORMATS[0];

/** Graph arrays are stored in parts of at most this many bytes. */
export const GRAPH_PART_BYTES = 4 * 1024 * 1024;

/** Where an addition to the sealed snapshot at `path` is collected until it is sealed over it. */
export const addingPath = (path: string) => `${path}.adding`;
/** Where a file is made before it takes its name; what a crash leaves there is of no use and removed next time. */
export const makingPath = (path: string) => `${path}.making`;
