/**
 * Lets a program that speaks as a forked Node does, through `process.send`, run inside an Electron utility process, which has
 * `parentPort` instead. The host kills the process when it has the answer, so the callback that would end it is not called:
 * ending at once could lose the message.
 */
export async function asNodeChild(load: () => Promise<unknown>): Promise<void> {
  process.send = (message: unknown) => {
    process.parentPort.postMessage(message);
    return true;
  };
  await load();
  // Only now: messages wait until the first listener is there, and the check's own is.
  process.parentPort.on('message', ({ data }) => {
    process.emit('message', data, undefined);
  });
}
