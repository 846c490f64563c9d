/** A command that runs another and writes down every attempt of it, and of all that it starts, to speak to somebody. */
export function tracing(file: string): string[] {
  const calls = 'trace=connect,sendto,sendmsg,sendmmsg';
  return ['strace', '-f', '-qq', '-e', calls, '-e', 'signal=none', '-o', file];
}

/** The addresses other than loopback in a trace of system calls, in order. */
export function outsideAddresses(trace: string): string[] {
  return [...trace.matchAll(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((address) => !/^127\.|^::1$|^::ffff:127\./.test(address));
}
