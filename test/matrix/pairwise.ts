/**
 * Rows of choices, one of each factor, in which every two choices of different factors meet at least once: as many
 * faults as the product finds that need two options to meet, for a small part of its rows.
 *
 * @param sizes how many choices each factor has
 * @returns rows of choice indices; the same for the same sizes
 */
export function pairwise(sizes: readonly number[]): number[][] {
  const key = (a: number, x: number, b: number, y: number): string =>
    a < b ? `${a}.${x}/${b}.${y}` : `${b}.${y}/${a}.${x}`;
  const open = new Map<string, readonly [a: number, x: number, b: number, y: number]>();
  for (const [a, choices] of sizes.entries())
    for (let b = a + 1; b < sizes.length; b += 1)
      for (let x = 0; x < choices; x += 1)
        for (let y = 0; y < (sizes[b] ?? 0); y += 1) open.set(key(a, x, b, y), [a, x, b, y]);

  const rows: number[][] = [];
  for (let [first] = open.values(); first; [first] = open.values()) {
    const row = new Map<number, number>([
      [first[0], first[1]],
      [first[2], first[3]],
    ]);
    for (const [factor, choices] of sizes.entries()) {
      if (row.has(factor)) continue;
      const gain = (choice: number): number => [...row].filter(([b, y]) => open.has(key(factor, choice, b, y))).length;
      // Where nothing is gained, choices take turns.
      const turn = rows.length % choices;
      const order = Array.from({ length: choices }, (_, index) => (index + turn) % choices);
      row.set(
        factor,
        order.reduce((best, choice) => (gain(choice) > gain(best) ? choice : best)),
      );
    }
    for (const [a, x] of row) for (const [b, y] of row) if (a < b) open.delete(key(a, x, b, y));
    rows.push(sizes.map((_, factor) => row.get(factor) as number));
  }
  return rows;
}
