/** Terraform JSON of one root → resources. */
import { type Resource, Unknown, type Unreadable, type Value } from '../model';
import { isSettled, isTable, number } from '../value';
import { createResolver } from './expressions';
import { azurermLocation } from './location';
import { type Block, blocks, isObject, type RootFile } from './root';

/** Arguments of Terraform itself, not of the resource. */
const META = new Set(['//', 'count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection']);
/** Providers that make nothing in a cloud. */
const UTILITIES = new Set(['random', 'null', 'time', 'tls', 'terraform', 'local']);
const ADAPTED = new Set(['azurerm', 'azapi']);

type Values = { readonly [variable: string]: unknown };

export function adaptTerraform(
  files: readonly RootFile[],
  stack: string,
  values: Values = {},
): { resources: Resource[]; unreadable: Unreadable[] } {
  const declared = blocks(files, 'resource', 2);
  const ours = declared.filter((block) => ADAPTED.has(providerOf(block)));
  const resolve = createResolver({
    resources: new Map(ours.map((block) => [addressOf(block), { id: idOf(block), body: block.body }])),
    variables: new Map(blocks(files, 'variable', 1).map((block) => [block.labels[0] ?? '', block.body])),
    values: new Map(Object.entries(values)),
    locals: new Map(blocks(files, 'locals', 0).flatMap((block) => Object.entries(block.body))),
  });

  const placed = ours
    .map((block) => ({ block, count: resolve(block.body['count'] ?? 1) }))
    .filter(({ block, count }) => number(count) !== 0 && !isEmpty(resolve(block.body['for_each'] ?? null)))
    .map(({ block, count }) => ({
      block,
      presence: isSettled(count) ? undefined : new Unknown(`count ${block.body['count']}`),
      id: idOf(block),
      type: block.labels[0] ?? '',
      properties: argumentsOf(
        resolve(Object.fromEntries(Object.entries(block.body).filter(([key]) => !META.has(key)))),
      ),
    }));
  const byId = new Map(placed.map((entry) => [entry.id, entry]));

  const resources = placed.map(
    ({ block, presence, id, type, properties }): Resource => ({
      id,
      cloud: 'azure',
      type,
      address: addressOf(block),
      file: block.from.file.name,
      stack,
      properties,
      presence,
      ...(prevents(block.body['lifecycle']) ? { kept: true as const } : {}),
      location: azurermLocation({ type, properties }, (target) => byId.get(target)),
      place: (path) => block.from.document.place([...block.path, ...(path ?? [])]),
    }),
  );
  return { resources, unreadable: [...foreign(declared), ...modules(files), ...opaque(ours)] };
}

/** `lifecycle { prevent_destroy = true }`, as an object or as a list of one block. */
const prevents = (lifecycle: unknown): boolean =>
  [lifecycle].flat().some((block) => isObject(block) && String(block['prevent_destroy']) === 'true');

const addressOf = (block: Block): string => block.labels.join('.');
const idOf = (block: Block): string => `${block.from.file.name}#${addressOf(block)}`;
const providerOf = (block: Block): string => block.labels[0]?.split('_')[0] ?? '';

const argumentsOf = (value: Value): { [key: string]: Value } =>
  (isObject(value as unknown) ? value : {}) as { [key: string]: Value };

const isEmpty = (value: Value): boolean =>
  (Array.isArray(value) && value.length === 0) || (isTable(value) && Object.keys(value).length === 0);

/** One entry a file and provider, so that a large root of another cloud is one sentence. */
function foreign(declared: readonly Block[]): Unreadable[] {
  const counts = new Map<string, { file: string; provider: string; count: number }>();
  for (const block of declared) {
    const provider = providerOf(block);
    if (ADAPTED.has(provider) || UTILITIES.has(provider)) continue;
    const file = block.from.file.name;
    const entry = counts.get(`${file} ${provider}`) ?? { file, provider, count: 0 };
    entry.count += 1;
    counts.set(`${file} ${provider}`, entry);
  }
  return [...counts.values()].map(({ file, provider, count }) => ({
    file,
    message: `${count} resource${count === 1 ? '' : 's'} of the ${provider} provider: in Terraform only azurerm is read${
      provider === 'aws' ? ' (AWS is read from CloudFormation templates)' : ''
    }`,
  }));
}

function modules(files: readonly RootFile[]): Unreadable[] {
  return blocks(files, 'module', 1).map((block) => ({
    file: block.from.file.name,
    message: `module ${block.labels[0]} is not opened: the resources it makes are not seen here`,
  }));
}

/** Resources that carry a template or a body of another dialect, which nothing here reads. */
function opaque(ours: readonly Block[]): Unreadable[] {
  return ours.flatMap((block) => {
    const type = block.labels[0] ?? '';
    const what = type.startsWith('azapi_')
      ? 'only its place is read, not its body'
      : type.endsWith('_template_deployment')
        ? 'what its template makes is not seen here'
        : undefined;
    return what ? [{ file: block.from.file.name, message: `${addressOf(block)}: ${what}` }] : [];
  });
}
