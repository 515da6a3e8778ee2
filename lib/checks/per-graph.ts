import type { Graph } from '../graph/model';

/** A fact about a whole graph, worked out once however many resources ask for it. */
export function perGraph<T>(work: (graph: Graph) => T): (graph: Graph) => T {
  const known = new WeakMap<Graph, T>();
  return (graph) => {
    if (!known.has(graph)) known.set(graph, work(graph));
    return known.get(graph) as T;
  };
}
