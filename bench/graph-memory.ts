import { exposure } from '../analysis/graph/exposure.ts';
import { kShortestPaths } from '../analysis/graph/k-shortest-paths.ts';
import { reach } from '../analysis/graph/reach.ts';
import { shortestPath } from '../analysis/graph/shortest-path.ts';
import { openGraphFile } from './graph-file.ts';

/** Run as a process of its own with the path of a graph file; prints resident megabytes as JSON. */
const megabytes = () => process.memoryUsage.rss() / 1e6;

const empty = megabytes();
const graph = openGraphFile(process.argv[2]!);
const loaded = megabytes();
const last = graph.entityCount - 1;
shortestPath(graph, 0, last);
reach(graph, 0);
exposure(graph, last);
await kShortestPaths(graph, 0, last, 10);
process.stdout.write(JSON.stringify({ empty, loaded, asked: megabytes() }));
