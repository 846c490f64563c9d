/** What the API server answers to one request. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: object, status = 200): Answer => ({ status, body });

/** The `Status` object by which Kubernetes describes what went wrong. */
export function failure(
  code: number,
  reason: string,
  message: string,
  more: { readonly continue?: string; readonly retryAfterSeconds?: number } = {},
): Answer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: more.continue === undefined ? {} : { continue: more.continue },
      status: 'Failure',
      message,
      reason,
      code,
      ...(more.retryAfterSeconds === undefined
        ? {}
        : { details: { retryAfterSeconds: more.retryAfterSeconds } }),
    },
    ...(more.retryAfterSeconds === undefined
      ? {}
      : { headers: { 'retry-after': String(more.retryAfterSeconds) } }),
  };
}
