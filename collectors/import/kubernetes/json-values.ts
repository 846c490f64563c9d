import { refused } from '../refused.ts';

/** A piece of a JSON file: one member of a list, or what is left of the file's value without the members. */
export interface JsonPiece {
  readonly of: 'item' | 'rest';
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Of an item: what stands before the list, up to its opening bracket. */
  readonly before: string;
}

/** Characters of one object. The store behind an API server takes a tenth of it. */
const MAX_OBJECT = 16 * 1024 * 1024;

/**
 * Takes JSON apart while it is read, so that a list of any length is never held whole: the members of a top-level array,
 * or of the `items` of a top-level object, one by one, and then the object without them. Several values may follow each
 * other. What a piece holds is not looked at, only where it ends.
 * @throws TrustpathError `input-refused` where the file breaks off or an object is too large
 */
export async function* jsonPieces(chunks: AsyncIterable<string>, name: string): AsyncGenerator<JsonPiece> {
  let depth = 0;
  /** Depth inside the list whose members are told one by one, or 0. */
  let listDepth = 0;
  let inString = false;
  let escaped = false;
  let key = '';
  let keyIs: 'none' | 'reading' | 'read' | 'colon' = 'none';
  let line = 1;
  let text = '';
  let startLine = 1;
  /** The value around the list, while its members are told. */
  let around = '';
  let aroundLine = 1;

  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (inString) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) {
          inString = false;
          if (keyIs === 'reading') keyIs = 'read';
        }
        if (keyIs === 'reading' && key.length < 8) key += chunk[at];
        continue;
      }
      if (code === 0x0a) line++;
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      if (depth === 0) {
        // Between values. A byte order mark is gone by now.
        from = at;
        startLine = line;
        if (code !== 0x7b && code !== 0x5b)
          throw refused(name, `line ${line}: not JSON: an object or a list is expected`, { foreign: true });
      }
      if (listDepth > 0 && depth === listDepth && code !== 0x2c && code !== 0x5d) {
        if (code !== 0x7b) throw refused(name, `line ${line}: a member of the list is not an object`);
        from = at;
        text = '';
        startLine = line;
      }
      if (code === 0x22) {
        inString = true;
        if (depth === 1 && listDepth === 0) {
          keyIs = 'reading';
          key = '';
        }
      } else if (code === 0x3a) {
        keyIs = keyIs === 'read' ? 'colon' : 'none';
      } else if (code === 0x7b || code === 0x5b) {
        depth++;
        const opensItems = code === 0x5b && depth === 2 && keyIs === 'colon' && key === 'items';
        keyIs = 'none';
        if (listDepth === 0 && (opensItems || (code === 0x5b && depth === 1))) {
          listDepth = depth;
          around = text + chunk.slice(from, at + 1);
          aroundLine = startLine;
          text = '';
        }
      } else if (code === 0x7d || code === 0x5d) {
        depth--;
        keyIs = 'none';
        if (depth < 0) throw refused(name, `line ${line}: not JSON: a bracket closes that was not opened`);
        if (listDepth > 0 && depth === listDepth) {
          yield { of: 'item', text: text + chunk.slice(from, at + 1), line: startLine, before: around };
          text = '';
        } else if (listDepth > 0 && depth === listDepth - 1) {
          listDepth = 0;
          text = around;
          startLine = aroundLine;
          from = at;
        }
        if (depth === 0) {
          yield { of: 'rest', text: text + chunk.slice(from, at + 1), line: startLine, before: '' };
          text = '';
        }
      } else keyIs = 'none';
    }
    if (depth > 0 && !(listDepth > 0 && depth === listDepth)) text += chunk.slice(from);
    if (text.length > MAX_OBJECT)
      throw refused(name, `line ${startLine}: an object has more than ${MAX_OBJECT / 1024 / 1024} MB`);
  }
  if (depth > 0) throw refused(name, `line ${line}: not JSON: the file breaks off here`);
}
