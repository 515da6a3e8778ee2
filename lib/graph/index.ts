/** Template files → one graph of resources, whatever their dialect. */
import { adaptCfn, type Template } from './cfn/adapter';
import { resolveParameters } from './cfn/dynamic';
import { readDocument, type SourceDocument } from './document';
import { type Graph, Reference, type Resource, type SourceFile, Unknown, type Unreadable, type Value } from './model';
import { baseName, stem } from './name';
import { adaptTerraform } from './terraform/adapter';
import { adaptPlan } from './terraform/plan';
import { type Folder, VALUES } from './terraform/root';

export type * from './model';
export { Reference, Unknown } from './model';

/**
 * Builds the graph of a set of templates. References resolve within a file (CloudFormation: through
 * nested stacks and exports across them) or a root (Terraform: the
 * files of one folder, and the modules it opens); parameters that one template makes and another reads, across them. What cannot be read is listed, never thrown.
 */
export function buildGraph(files: readonly SourceFile[]): Graph {
  const resources: Resource[] = [];
  const unreadable: Unreadable[] = [];
  const folders = new Map<string, Folder>();
  const add = (part: { resources: Resource[]; unreadable: Unreadable[] }) => {
    for (const resource of part.resources) resources.push(resource);
    unreadable.push(...part.unreadable);
  };

  const templates: Template[] = [];
  for (const file of files) {
    const document = readDocument(file);
    if (typeof document === 'string') {
      unreadable.push({ file: file.name, message: document });
      continue;
    }
    if (VALUES.test(file.name)) {
      folderOf(file).values.push({ file, document });
      continue;
    }
    const dialect = /\.tf$/i.test(file.name) ? 'terraform' : dialectOf(document);
    if (dialect === 'cfn') templates.push({ file, document, stack: file.stack ?? stem(file.name) });
    else if (dialect === 'plan') add(adaptPlan(file, document, file.stack ?? stem(file.name)));
    else if (dialect === 'terraform') folderOf(file).files.push({ file, document });
    else unreadable.push({ file: file.name, message: dialect.message });
  }
  add(adaptCfn(templates, new Set(files.map(({ name }) => baseName(name)))));
  add(adaptTerraform([...folders.values()]));
  return index(resolveParameters(resources), unreadable);

  function folderOf(file: SourceFile): Folder {
    const path = file.name.includes('/') ? file.name.slice(0, file.name.lastIndexOf('/')) : '';
    const key = `${path}\n${file.stack ?? ''}`;
    const stack = file.stack ?? (baseName(path) || stem(file.name));
    const folder = folders.get(key) ?? { path, stack, files: [], values: [] };
    folders.set(key, folder);
    return folder;
  }
}

function dialectOf({ data }: SourceDocument): 'cfn' | 'terraform' | 'plan' | { message: string } {
  const neither = 'neither a CloudFormation template nor a Terraform configuration or plan';
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return { message: neither };
  const has = (key: string) => Object.hasOwn(data, key);
  if (has('Resources') && !has('resource')) return 'cfn';
  if (has('planned_values') || has('resource_changes')) return 'plan';
  if (has('terraform_version') && has('lineage')) {
    return { message: 'a Terraform state: give the configuration it was made from (*.tf, *.tf.json), or a plan' };
  }
  if (['resource', 'terraform', 'provider', 'module', 'variable', 'locals', 'output', 'data'].some(has)) {
    return 'terraform';
  }
  const keys = Object.keys(data).slice(0, 4).join(', ');
  return { message: `${neither}: ${keys ? `it has ${keys}` : 'it is empty'}` };
}

function index(resources: readonly Resource[], unreadable: readonly Unreadable[]): Graph {
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const others = byType.get(resource.type);
    if (others) others.push(resource);
    else byType.set(resource.type, [resource]);
  }
  let referrers: Map<string, { resource: Resource; path: (string | number)[] }[]> | undefined;
  return {
    resources,
    unreadable,
    byId: (id) => byId.get(id),
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    referrers(resource) {
      referrers ??= referrersOf(resources);
      return referrers.get(resource.id) ?? [];
    },
  };
}

function referrersOf(resources: readonly Resource[]) {
  const found = new Map<string, { resource: Resource; path: (string | number)[] }[]>();
  const visit = (resource: Resource, value: Value, path: (string | number)[]) => {
    if (value instanceof Reference || value instanceof Unknown) {
      for (const { target } of value instanceof Reference ? [value] : value.references) {
        const list = found.get(target) ?? [];
        list.push({ resource, path });
        found.set(target, list);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item, position) => {
        visit(resource, item, [...path, position]);
      });
    } else if (value !== null && typeof value === 'object') {
      for (const [key, child] of Object.entries(value)) visit(resource, child, [...path, key]);
    }
  };
  for (const resource of resources) visit(resource, resource.properties, []);
  return found;
}
