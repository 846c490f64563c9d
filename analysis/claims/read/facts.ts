import type { Json, JsonObject } from '../../../schema/json.ts';
import type { Coverage, EvidenceRef, Source } from '../../../schema/records.ts';

/** What other programs say of an estate: graphs and findings that nobody here derived. */
export interface ClaimFacts {
  readonly sources: readonly Source[];
  readonly coverage: readonly Coverage[];
  readonly nodes: readonly ClaimedNode[];
  readonly edges: readonly ClaimedEdge[];
  readonly secrets: readonly ExposedSecretFact[];
}

export interface ClaimedNode {
  /** How edges of the same source name it. */
  readonly key: string;
  readonly source: string;
  /** What the program is called, for people. */
  readonly program: string;
  /** The program's own words for what it is, the most exact first. */
  readonly kinds: readonly string[];
  readonly name: string;
  /** The id it has here if it is what its form says; an id of its own otherwise. */
  readonly id: string;
  /** True where the form of what it says of itself (an ARN, a name in a cluster) makes its id. */
  readonly inOurTerms: boolean;
  /** What else it may be known by here, in any spelling: BloodHound writes ids in capitals. */
  readonly alsoKnownAs: readonly string[];
  /** True where the program counts it among what must not be reached. */
  readonly crown: boolean;
  /** Short values that the program tells of it. */
  readonly told: Readonly<Record<string, Json>>;
  readonly ref: EvidenceRef;
}

export interface ClaimedEdge {
  readonly source: string;
  readonly program: string;
  /** Keys of nodes of the same source. */
  readonly from: string;
  readonly to: string;
  /** Ids of ends that the file does not describe, where their keys mean the same in every file; null where they do not. */
  readonly undescribed: { readonly from: string | null; readonly to: string | null } | null;
  /** The program's own word. */
  readonly kind: string;
  /** Whether following it gives power; null where the file does not say. */
  readonly traversable: boolean | null;
  readonly ref: EvidenceRef;
}

/** One finding of a secret scanner: where, by which rule, and what is public of the credential. */
export interface ExposedSecretFact {
  readonly id: string;
  readonly source: string;
  /** `gitleaks`, `trufflehog` or the name in a SARIF file. */
  readonly scanner: string;
  readonly rule: string;
  /** `OWNER/NAME` on GitHub, where the finding or whoever imported it says so. */
  readonly repository: string | null;
  /** A bucket of S3, by its ARN. */
  readonly bucket: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly commit: string | null;
  /** True where the scanner says that it tried the credential and it worked. */
  readonly verified: boolean | null;
  /** The principal that the scanner found it to be, by asking; an ARN. */
  readonly owner: string | null;
  readonly credentials: readonly FoundCredential[];
  readonly ref: EvidenceRef;
}

export interface FoundCredential {
  readonly type: string;
  readonly label: string;
  /** The public part that names it: an access key's id, a fingerprint, a subject. */
  readonly identifier: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly ref: EvidenceRef;
}

export type { JsonObject };
