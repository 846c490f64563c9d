import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AwsRequest, failure, reply, understand } from './loopback-aws.ts';

export interface DeniedCall {
  /** The account whose credentials signed; null where they are not of a role taken on through here. */
  readonly account: string | null;
  readonly operation: string;
  readonly parameters: AwsRequest['parameters'];
}

export interface DenyingProxy {
  readonly endpoint: string;
  /** Every call so far, those let through included. */
  readonly calls: DeniedCall[];
  /** Decides which calls are denied; can be changed at any time. */
  denies: (call: DeniedCall) => boolean;
  close(): Promise<void>;
}

/** Stands before an AWS API that checks no permissions, and answers chosen calls of chosen accounts as IAM would. */
export async function startDenyingProxy(target: string): Promise<DenyingProxy> {
  const accounts = new Map<string, string>();
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const request = understand(message, body.toString());
    const key = /Credential=([A-Z0-9]+)/.exec(message.headers.authorization ?? '')?.[1] ?? '';
    const call = { ...request, account: accounts.get(key) ?? null };
    proxy.calls.push(call);
    if (proxy.denies(call)) {
      const json = /amz-json|^application\/json/.test(message.headers['content-type'] ?? '');
      const code = json ? 'AccessDeniedException' : 'AccessDenied';
      const denied = failure(403, code, `not authorized to perform: ${request.operation}`);
      reply(response, { ...request, number: proxy.calls.length }, denied);
      return;
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = message.headers;
    const answer = await fetch(new URL(message.url ?? '/', target), {
      method: message.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body } : {}),
    });
    const text = Buffer.from(await answer.arrayBuffer());
    if (request.operation === 'sts:AssumeRole') {
      const account = /^arn:[^:]*:iam::(\d{12}):/.exec(String(request.parameters.RoleArn))?.[1];
      const made = /<AccessKeyId>([^<]+)</.exec(text.toString())?.[1];
      if (account && made) accounts.set(made, account);
    }
    const { 'content-encoding': _encoding, ...kept } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, { ...kept, 'content-length': text.length });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: DenyingProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    denies: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
