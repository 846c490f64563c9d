import type { JsonObject } from '../../../schema/json.ts';
import type { SourceKind } from '../../../schema/kinds/source-kinds.ts';
import type { Coverage } from '../../../schema/records.ts';
import type { Recognise } from './secrets/finding.ts';

/** What of one file is recorded: pages made when they are written, so that not all is held at once. */
export interface ReadClaims {
  readonly operation: string;
  readonly pages: AsyncIterable<JsonObject> | Iterable<JsonObject>;
  /** What the pages hold together, once they have been read. */
  readonly items: () => number;
  /** What the source is, where it is no graph of claims. */
  readonly sourceKind?: SourceKind;
  /** Coverage instead of that of a file of claims. */
  readonly coverage?: (source: string) => readonly Coverage[];
  /** Elements of the file that were not used, and why; once the pages have been read. */
  readonly unused: () => readonly string[];
}

export interface ClaimFile {
  readonly path: string;
  /** As messages and provenance name it. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  /** What the cluster is called that the file describes, where it does not say. */
  readonly cluster: string | undefined;
  /** `OWNER/NAME` that findings are of which do not say it. */
  readonly repository: string | undefined;
  readonly recognise: Recognise;
}

/** Reads a file of one form. Throws `input-refused` where it is not of that form. */
export type ReadClaimFile = (file: ClaimFile) => Promise<ReadClaims>;
