/** Terraform configuration, in HCL or JSON → resources. */
import type { Resource, Unreadable } from '../model';
import { isTable } from '../value';
import { azurermLocation } from './location';
import { type Opening, openRoot } from './module';
import { isRead, notRead } from './providers';
import { type Block, blocks, type Folder, isObject } from './root';
import { weighing } from './weight';

/** Arguments of Terraform itself, not of the resource. */
const META = new Set(['//', 'count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection']);

/** Roots, and the modules of each that are at hand, → resources. */
export function adaptTerraform(folders: readonly Folder[]): { resources: Resource[]; unreadable: Unreadable[] } {
  const folderOf = (source: unknown, from: Folder): Folder | string => moduleFolder(folders, source, from);
  const called = new Set(
    folders.flatMap((from) => blocks(from.files, 'module', 1).map(({ body }) => folderOf(body['source'], from))),
  );
  // What another opens is seen from there. Folders that open each other in a circle are each seen for themselves.
  const tops = folders.filter((folder) => !called.has(folder));
  const reached = new Set<Folder>();
  const reach = (folder: Folder): void => {
    if (reached.has(folder)) return;
    reached.add(folder);
    for (const { body } of blocks(folder.files, 'module', 1)) {
      const target = folderOf(body['source'], folder);
      if (typeof target !== 'string') reach(target);
    }
  };
  tops.forEach(reach);
  const parts = [...tops, ...folders.filter((folder) => !reached.has(folder))].map((folder) => adapt(folder, folderOf));
  return {
    resources: parts.flatMap((part) => part.resources),
    unreadable: [
      ...folders.flatMap(({ files }) => {
        const declared = blocks(files, 'resource', 2);
        return notRead(
          declared.map(({ labels: [type = '', name], from }) => ({
            type,
            address: `${type}.${name}`,
            file: from.file.name,
          })),
        );
      }),
      ...parts.flatMap((part) => part.unreadable),
    ],
  };
}

function adapt(folder: Folder, folderOf: Opening['folderOf']): { resources: Resource[]; unreadable: Unreadable[] } {
  const { made, unreadable } = openRoot(folder, { folderOf, reads: isRead });
  const bodies = new Map<Block, Block['body']>();
  const written = (block: Block): Block['body'] => {
    const body = bodies.get(block) ?? argumentsOf(block);
    bodies.set(block, body);
    return body;
  };
  const isTooHeavy = weighing();
  let left = 0;
  const placed = made.flatMap((entry) => {
    const properties = entry.resolve(written(entry.block));
    if (isTable(properties) && !isTooHeavy(properties))
      return [{ ...entry, type: entry.block.labels[0] ?? '', properties }];
    left += 1;
    return [];
  });
  const [file] = folder.files;
  if (left > 0 && file)
    unreadable.push({
      file: file.file.name,
      isPartial: true,
      message: `resources not read: ${left}, which hold more values than a configuration does`,
    });
  const byId = new Map(placed.map((entry) => [entry.id, entry]));
  const resources = placed.map(
    ({ block, presence, id, address, type, properties }): Resource => ({
      id,
      cloud: 'azure',
      type,
      address,
      file: block.from.file.name,
      stack: folder.stack,
      properties,
      presence,
      ...(prevents(block.body['lifecycle']) ? { kept: true as const } : {}),
      location: azurermLocation({ type, properties }, (target) => byId.get(target)),
      place: (path) => block.from.document.place([...block.path, ...(path ? inText(block.body, path) : [])]),
    }),
  );
  return { resources, unreadable };
}

/** `lifecycle { prevent_destroy = true }`, as an object or as a list of one block. */
const prevents = (lifecycle: unknown): boolean =>
  [lifecycle].flat().some((block) => isObject(block) && String(block['prevent_destroy']) === 'true');

/** The folder a module names, among those read; a text says why there is none. */
function moduleFolder(folders: readonly Folder[], source: unknown, from: Folder): Folder | string {
  if (typeof source !== 'string') return 'its source is not written down';
  if (!/^\.\.?(\/|$)/.test(source)) return `its source is not in this folder (${source.slice(0, 200)})`;
  const steps = from.path === '' ? [] : from.path.split('/');
  for (const step of source.split('/')) {
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  const path = steps.join('/');
  return (
    folders.find((folder) => folder.path === path) ?? `its folder ${source.slice(0, 200)} is not among the files read`
  );
}

/** What a `dynamic` block makes is written in its content. */
function inText(body: Block['body'], path: readonly (string | number)[]): readonly (string | number)[] {
  const [name = '', ...rest] = path;
  const { dynamic } = body;
  if (Object.hasOwn(body, name) || !isObject(dynamic) || !Object.hasOwn(dynamic, name)) return path;
  return ['dynamic', name, 'content', ...(typeof rest[0] === 'number' ? rest.slice(1) : rest)];
}

const argumentsOf = ({ body }: Block): Block['body'] =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !META.has(key)));
