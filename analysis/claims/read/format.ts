import type { JsonObject } from '../../../schema/json.ts';
import type { Cursor } from '../../observations/cursor.ts';
import type { ClaimedEdge, ClaimedNode } from './facts.ts';

/** A node or an edge as a format tells it; where it comes from is added by who reads. */
export type NodeClaim = Omit<ClaimedNode, 'source' | 'program'>;
export type EdgeClaim = Omit<ClaimedEdge, 'source' | 'program'>;

export interface Claims {
  node(claim: NodeClaim): void;
  edge(claim: EdgeClaim): void;
}

/** How the graph of one kind of program is read: one file each. */
export interface ClaimFormat {
  /** The operation under which its documents are recorded. */
  readonly operation: string;
  /** The program's name, for people. */
  readonly program: string;
  /** Reads one document. `parameters` are those of the call: the file, the cluster. */
  read(document: Cursor, parameters: JsonObject, claims: Claims): void;
}
