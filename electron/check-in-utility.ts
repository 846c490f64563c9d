/**
 * The snapshot check inside an Electron utility process, which speaks through `parentPort` where a forked Node has
 * `process.send`. The host kills the process when it has the answer, so the callback that would end it is not called:
 * ending at once could lose the message.
 */
process.send = (message: unknown) => {
  process.parentPort.postMessage(message);
  return true;
};
await import('../schema/snapshot/snapshot-check-entry.ts');
// Only now: messages wait until the first listener is there, and the check's own is.
process.parentPort.on('message', ({ data }) => {
  process.emit('message', data, undefined);
});
