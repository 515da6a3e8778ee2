/** What a root's resources say of each other: what each names, and whether all of it is there. */
import type { ProviderSchema, Root } from './conforms';

/** Addresses of what a root holds: `azurerm_subnet.network_pods`. */
export const addressesOf = (root: Root): string[] =>
  Object.entries(root.resource ?? {}).flatMap(([type, instances]) =>
    Object.keys(instances).map((name) => `${type}.${name}`),
  );

/** Address → what it names, in arguments and in `depends_on`, with the attribute where one is read. */
function named(value: unknown): { address: string; attribute?: string }[] {
  const text = JSON.stringify(value);
  const expressions = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, expression]) => expression as string);
  const bare = (Array.isArray(value) ? value : ((value as { depends_on?: string[] }).depends_on ?? [])) as string[];
  return [...expressions, ...bare].flatMap((expression) =>
    [...String(expression).matchAll(/(?<![\w.])(azurerm_\w+|var)\.([\w-]+)(?:\[[^\]]*\])?(?:\.(\w+))?/g)].map(
      ([, type, name, attribute]) => ({ address: `${type}.${name}`, attribute }),
    ),
  );
}

/** References of a root to what it does not hold, or, where a schema is given, to attributes it does not know. */
export function dangling(root: Root, schema?: ProviderSchema): string[] {
  const held = new Set([...addressesOf(root), ...Object.keys(root.variable ?? {}).map((name) => `var.${name}`)]);
  const found = [root.resource, root.output, root.provider, root.terraform].flatMap((part) =>
    Object.values(part ?? {}).flatMap((entries) => Object.values(entries as object).flatMap(named)),
  );
  return [
    ...new Set(
      found.flatMap(({ address, attribute }) => {
        if (!held.has(address)) return [address];
        const block = schema?.resources[address.split('.')[0] as string]?.block;
        const known = { id: true, ...block?.attributes, ...block?.block_types };
        return block && attribute && !(attribute in known) ? [`${address}.${attribute}`] : [];
      }),
    ),
  ];
}

/** Resources that wait for each other, as the way round from one to itself; none where the root can be made. */
export function cycle(root: Root): string[] {
  const after = new Map(
    Object.entries(root.resource ?? {}).flatMap(([type, instances]) =>
      Object.entries(instances).map(([name, body]) => [`${type}.${name}`, named(body).map(({ address }) => address)]),
    ),
  );
  const done = new Set<string>();
  const walk = (address: string, way: readonly string[]): string[] => {
    if (way.includes(address)) return [...way.slice(way.indexOf(address)), address];
    if (done.has(address)) return [];
    for (const next of after.get(address) ?? []) {
      const found = walk(next, [...way, address]);
      if (found.length > 0) return found;
    }
    done.add(address);
    return [];
  };
  for (const address of after.keys()) {
    const found = walk(address, []);
    if (found.length > 0) return found;
  }
  return [];
}
