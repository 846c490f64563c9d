/**
 * A time stamp that an authority gave for the signature (RFC 3161), kept beside it. Its imprint and time are read here;
 * whether the authority's own signature holds is for `openssl ts -verify` and the authority's certificate.
 */
export const TIME_STAMP_FILE = 'signature.dsse.json.tsr';

export interface TimeStamp {
  /** Hash algorithm of the imprint, as an object identifier in hex. */
  readonly algorithm: string;
  readonly imprint: string;
  /** ISO 8601 UTC, as the authority says. */
  readonly time: string;
}

/** id-sha256, and id-ct-TSTInfo, in DER without tag and length. */
export const SHA256_OID = '608648016503040201';
const TST_INFO_OID = '2a864886f70d0109100104';
const DEEPEST = 24;

interface Node {
  readonly tag: number;
  readonly body: Uint8Array;
}

const SEQUENCE = 0x30;
const OCTETS = 0x04;
const OBJECT_ID = 0x06;
const GENERALIZED_TIME = 0x18;

/** Reads a TimeStampResp or a bare token; null where it is neither. */
export function readTimeStamp(bytes: Uint8Array): TimeStamp | null {
  const top = children(bytes);
  const info = top && findInfo(top, 0);
  if (!info) return null;
  const fields = info[0]?.tag === SEQUENCE ? children(info[0].body) : null;
  const imprint = fields?.[2]?.tag === SEQUENCE ? children(fields[2].body) : null;
  const algorithm = imprint?.[0]?.tag === SEQUENCE ? children(imprint[0].body)?.[0] : undefined;
  const hash = imprint?.[1];
  const time = fields?.find(({ tag }) => tag === GENERALIZED_TIME);
  if (algorithm?.tag !== OBJECT_ID || hash?.tag !== OCTETS || !time) return null;
  const said = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(
    Buffer.from(time.body).toString('latin1'),
  );
  if (!said) return null;
  const [, year, month, day, hour, minute, second] = said;
  return {
    algorithm: hex(algorithm.body),
    imprint: hex(hash.body),
    time: `${year}-${month}-${day}T${hour}:${minute}:${second}Z`,
  };
}

/** The content of the element that the object identifier of TSTInfo announces. */
function findInfo(nodes: readonly Node[], depth: number): readonly Node[] | null {
  if (depth > DEEPEST) return null;
  const announced = nodes.findIndex(({ tag, body }) => tag === OBJECT_ID && hex(body) === TST_INFO_OID);
  const holder = announced < 0 ? undefined : nodes[announced + 1];
  const octets = holder && children(holder.body)?.[0];
  if (octets?.tag === OCTETS) return children(octets.body);
  for (const node of nodes) {
    if ((node.tag & 0x20) === 0) continue;
    const inner = children(node.body);
    const found = inner && findInfo(inner, depth + 1);
    if (found) return found;
  }
  return null;
}

/** The elements of a DER value, one after another; null where the lengths do not fit. */
function children(bytes: Uint8Array): Node[] | null {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++]!;
    let length = bytes[at++] ?? 0;
    if (length > 0x84) return null;
    if (length >= 0x80) {
      const size = length - 0x80;
      length = 0;
      for (let index = 0; index < size; index++) length = length * 256 + (bytes[at++] ?? 0);
    }
    if (at + length > bytes.length) return null;
    nodes.push({ tag, body: bytes.subarray(at, at + length) });
    at += length;
  }
  return nodes;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
