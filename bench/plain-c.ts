import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graph } from '../analysis/graph/graph.ts';

const SOURCE = `
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int32_t *read_numbers(const char *path, long *count) {
  FILE *f = fopen(path, "rb");
  if (!f) exit(2);
  fseek(f, 0, SEEK_END);
  *count = ftell(f) / 4;
  rewind(f);
  int32_t *numbers = malloc(*count * 4);
  if (fread(numbers, 4, *count, f) != (size_t)*count) exit(3);
  fclose(f);
  return numbers;
}

/* arguments: offsets, neighbours, starts, how many starts a run has; one line of milliseconds and entities reached for each run */
int main(int argc, char **argv) {
  long offset_count, edge_count, start_count;
  int32_t *offsets = read_numbers(argv[1], &offset_count);
  int32_t *neighbours = read_numbers(argv[2], &edge_count);
  int32_t *starts = read_numbers(argv[3], &start_count);
  long per_run = atol(argv[4]);
  long n = offset_count - 1;
  int32_t *distance = malloc(n * 4), *queue = malloc(n * 4);
  (void)argc;
  for (long run = 0; run + per_run <= start_count; run += per_run) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    memset(distance, 0xff, n * 4);
    long count = 0;
    for (long i = 0; i < per_run; i++) {
      int32_t start = starts[run + i];
      if (distance[start] >= 0) continue;
      distance[start] = 0;
      queue[count++] = start;
    }
    for (long next = 0; next < count; next++) {
      int32_t entity = queue[next], hops = distance[entity] + 1;
      for (int32_t edge = offsets[entity]; edge < offsets[entity + 1]; edge++) {
        int32_t neighbour = neighbours[edge];
        if (distance[neighbour] >= 0) continue;
        distance[neighbour] = hops;
        queue[count++] = neighbour;
      }
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%.4f %ld\\n", (b.tv_sec - a.tv_sec) * 1e3 + (b.tv_nsec - a.tv_nsec) / 1e6, count);
  }
  return 0;
}
`;

/** Used where it happens to be there; the project does not need it. */
const COMPILER = 'gcc';

/** One run of the C program. */
export interface PlainCRun {
  readonly milliseconds: number;
  /** Entities reached, the starts included. */
  readonly reached: number;
}

/**
 * Plain breadth first in C (gcc -O2) over the same numbers, hops only, one run for each list of starts (all of the
 * same length); compiled on the fly in a temporary folder.
 *
 * @returns null where there is no gcc
 */
export function plainC(
  graph: Graph,
  runs: readonly (readonly number[])[],
  backwards = false,
): PlainCRun[] | null {
  if (spawnSync(COMPILER, ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-bench-'));
  try {
    const at = (name: string) => join(folder, name);
    const { bounds, neighbours } = backwards ? graph.reverse : graph.forward;
    const offsets = Int32Array.from({ length: graph.entityCount + 1 }, (_, entity) => bounds[3 * entity]!);
    writeFileSync(at('search.c'), SOURCE);
    writeFileSync(at('offsets'), bytes(offsets));
    writeFileSync(at('neighbours'), bytes(neighbours));
    writeFileSync(at('starts'), bytes(Int32Array.from(runs.flat())));
    execFileSync(COMPILER, ['-O2', '-march=native', '-o', at('search'), at('search.c')]);
    const perRun = String(runs[0]?.length ?? 1);
    const output = execFileSync(at('search'), [at('offsets'), at('neighbours'), at('starts'), perRun], {
      encoding: 'utf8',
    });
    return output
      .trim()
      .split('\n')
      .map((line) => {
        const [milliseconds, reached] = line.split(' ').map(Number);
        return { milliseconds: milliseconds!, reached: reached! };
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytes(numbers: Int32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
