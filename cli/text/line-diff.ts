/** Lines longer than this many are not compared one by one: what stands between the equal ends is told whole. */
const MOST_COMPARED = 2_000;
/** Lines of context around what differs. */
const CONTEXT = 2;

/**
 * What differs between two texts, line by line: `- ` before what goes, `+ ` before what comes, two blanks before a few
 * lines that stay, `…` where more do. The longest common subsequence, so that nothing that stays is told as both.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly string[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const lines = [
    ...before.slice(0, start).map((line) => `  ${line}`),
    ...between(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map((line) => `  ${line}`),
  ];
  return shortened(lines);
}

function between(before: readonly string[], after: readonly string[]): readonly string[] {
  const gone = (line: string) => `- ${line}`;
  const come = (line: string) => `+ ${line}`;
  if (before.length > MOST_COMPARED || after.length > MOST_COMPARED)
    return [...before.map(gone), ...after.map(come)];
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] =
        before[i] === after[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push(`  ${before[i]}`);
      i++;
      j++;
    } else if (
      j === after.length ||
      (i < before.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    )
      lines.push(gone(before[i++]!));
    else lines.push(come(after[j++]!));
  }
  return lines;
}

function shortened(lines: readonly string[]): readonly string[] {
  const near = lines.map(() => false);
  for (const [at, line] of lines.entries())
    if (!line.startsWith('  '))
      for (let each = Math.max(0, at - CONTEXT); each <= Math.min(lines.length - 1, at + CONTEXT); each++)
        near[each] = true;
  const shown: string[] = [];
  for (const [at, line] of lines.entries())
    if (near[at]) shown.push(line);
    else if (shown.at(-1) !== '…') shown.push('…');
  return shown.every((line) => line === '…') ? [] : shown;
}
