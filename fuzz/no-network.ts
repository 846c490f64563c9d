import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/** Notes every attempt of this process to speak to anybody, and lets none through. Answers the attempts since last asked. */
export function forbidNetwork(): () => string[] {
  const attempts: string[] = [];
  const refuse =
    (what: string) =>
    (...args: unknown[]): never => {
      attempts.push(`${what} ${JSON.stringify(args[0] ?? null)}`);
      throw new Error(`${what}: there is no network here`);
    };
  net.Socket.prototype.connect = refuse('connect') as typeof net.Socket.prototype.connect;
  dgram.Socket.prototype.send = refuse('send') as typeof dgram.Socket.prototype.send;
  dns.lookup = refuse('lookup') as unknown as typeof dns.lookup;
  return () => attempts.splice(0);
}
