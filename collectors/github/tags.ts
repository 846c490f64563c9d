import type { JsonObject } from '../../schema/json.ts';
import type { Ledger } from '../ledger.ts';
import { type Asked, ENTITY_TAGS } from './previous.ts';

/** Keeps the tags of answers in the snapshot, a good many at a time. */
export interface Tags {
  keep(asked: Asked, etag: string): void;
  flush(): void;
}

const TOGETHER = 200;

/** `from` is the number of pages of tags that the file has already. */
export function createTags(
  ledger: Ledger,
  source: string,
  endpoint: string,
  from: number,
  now: () => Date,
): Tags {
  let waiting: JsonObject[] = [];
  let page = from;
  const flush = () => {
    if (waiting.length === 0) return;
    const at = now().toISOString();
    const document = { tags: waiting };
    waiting = [];
    ledger.record({
      call: {
        source,
        operation: ENTITY_TAGS,
        region: null,
        endpoint,
        parameters: {},
        page: page++,
        status: 'ok',
        httpStatus: null,
        requestId: null,
        startedAt: at,
        endedAt: at,
        originalSha256: null,
        redactions: 0,
      },
      document,
    });
  };
  return {
    keep({ operation, parameters, page: of }, etag) {
      waiting.push({ operation, parameters, page: of, etag });
      if (waiting.length >= TOGETHER) flush();
    },
    flush,
  };
}
