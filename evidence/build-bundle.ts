import { canonicalJson, type Json } from '../schema/json.ts';
import type { ObservationId } from '../schema/records.ts';
import type { Report } from '../schema/report.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import type { Answer, Method } from './answer.ts';
import { layOutBag, MANIFEST, SIGNATURE_FILE, sha256Hex, TAG_MANIFEST } from './bagit.ts';
import { bagInfoOf, bundleIdOf } from './bundle-id.ts';
import { custody } from './custody.ts';
import { type Statement, signManifests } from './dsse.ts';
import { type Behind, observationsBehind } from './observations-behind.ts';
import { opengraph } from './opengraph/opengraph.ts';
import type { SigningKey } from './signing-key.ts';
import { remembering } from './told-entities.ts';
import { writtenFiles, writtenPdf } from './written-files.ts';

export interface BundleInput {
  readonly reader: SnapshotReader;
  readonly answer: Answer;
  readonly method: Method;
  /** The earlier snapshot, where the answer compares with one. */
  readonly earlier?: SnapshotReader | null;
  /** The bytes of the snapshot's file, where it goes with the bundle. */
  readonly snapshotBytes?: Uint8Array | null;
  readonly signal?: AbortSignal;
}

/** All that a bundle says, before it is laid out and signed. Paths are relative to `data/`. */
export interface Payload {
  readonly id: string;
  readonly report: Report;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly behind: Behind;
}

export interface Bundle {
  readonly id: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly manifestSha256: string;
}

/** Where the documents stand that only a what-if makes: they were never observed. */
const CHANGED_DOCUMENTS = 'whatif-documents';

/** Builds the payload of an answer in memory. The same input gives the same bytes in every file. */
export async function buildPayload(input: BundleInput): Promise<Payload> {
  const { reader, answer, method, earlier = null, snapshotBytes, signal } = input;
  const answerJson = canonicalJson(answer as unknown as Json);
  // What is written is written from the answer as it stands in the bundle, the order of its members as well.
  const stated = JSON.parse(answerJson) as Answer;
  const id = bundleIdOf(reader.info().digest, answerJson);
  const { told, entities } = remembering(reader);
  // Once without documents, to know who is named: their names, too, should follow from the documents.
  writtenFiles(told, stated, method, id, () => undefined);
  const behind = observationsBehind(reader, answer, entities(), signal);
  const documents = documentsOf(input, behind);
  const changed = new Map(answer.whatif?.outcome.documents.map((each) => [each.observation, each.document]));
  const written = writtenFiles(
    told,
    stated,
    method,
    id,
    (observation) => documents.get(observation) ?? (changed.get(observation) as Json | undefined),
  );
  const { report } = written;
  const inBundle = {
    extent: behind.extent,
    inBundle: behind.observations.length,
    inSnapshot: behind.of,
    rederived: behind.rederived.problems.length === 0,
  };
  const text = (content: string) => new TextEncoder().encode(content);
  const files = new Map<string, Uint8Array>([
    ...[...written.files].map(([name, content]) => [name, text(content)] as const),
    ['report.pdf', await writtenPdf(told, report, id)],
    ['answer.json', text(answerJson)],
    ['entities.json', text(canonicalJson(entities() as unknown as Json))],
    ['graph.opengraph.json', text(opengraph(reader, answer))],
    [
      'custody.json',
      text(
        `${JSON.stringify(custody({ reader, answer: stated, method, bundleId: id, documents: inBundle, earlier }), null, 2)}\n`,
      ),
    ],
  ]);
  for (const [observation, document] of documents)
    files.set(`observations/${hexOf(observation)}.json`, text(canonicalJson(document)));
  for (const [observation, document] of changed)
    files.set(`${CHANGED_DOCUMENTS}/${hexOf(observation)}.json`, text(canonicalJson(document as Json)));
  if (snapshotBytes) files.set('snapshot.trustpath', snapshotBytes);
  return { id, report, files, behind };
}

/**
 * Lays a payload out as a bag and signs it. The same payload and key give the same bytes in every file but the
 * signature, which carries the time of signing
 * and the time zone of the signer's machine.
 */
export function signPayload(
  { id, files: payload }: Payload,
  { reader, answer, method }: BundleInput,
  key: SigningKey,
  signed: Omit<Statement['predicate'], 'bundle'>,
): Bundle {
  const info = reader.info();
  const files = layOutBag(
    payload,
    bagInfoOf(method.tool, info.sealedAt ?? info.createdAt, id, answer.question.title),
    key.publicPem,
  );
  const digests = new Map([MANIFEST, TAG_MANIFEST].map((name) => [name, sha256Hex(files.get(name) ?? '')]));
  files.set(SIGNATURE_FILE, new TextEncoder().encode(signManifests(digests, { bundle: id, ...signed }, key)));
  return { id, files, manifestSha256: digests.get(MANIFEST) ?? '' };
}

/** The documents of the snapshot that the answer rests on, and those of the earlier one that a comparison names. */
function documentsOf({ reader, earlier, answer }: BundleInput, behind: Behind): Map<ObservationId, Json> {
  const documents = new Map<ObservationId, Json>();
  for (const observation of behind.observations) documents.set(observation, reader.document(observation));
  if (earlier && answer.comparison) {
    const { relations } = answer.comparison;
    const old = [...relations.went, ...relations.changed.map(({ before }) => before)];
    const unsure = relations.unsure.filter(({ seen }) => seen === 'before').map(({ relation }) => relation);
    for (const hop of [...old, ...unsure])
      for (const { observation } of hop.proof)
        if (!documents.has(observation)) documents.set(observation, earlier.document(observation));
  }
  return documents;
}

function hexOf(observation: ObservationId): string {
  return observation.slice('sha256:'.length);
}
