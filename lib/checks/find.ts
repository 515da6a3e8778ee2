/** Following a value to the resource it names, whether by reference, by ARN, by resource id or by name. */
import { type Graph, Reference, type Resource, Unknown, type Value } from '../graph/model';
import { show } from '../graph/text';
import { read, select, settle, visibleText } from '../graph/value';
import { perGraph } from './per-graph';
import { arnFields, arnRegion } from './place';

/** The property that holds a resource's own name. */
const NAME: Record<string, string> = {
  'AWS::Backup::BackupVault': 'BackupVaultName',
  'AWS::DocDB::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::GlobalCluster': 'GlobalClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
};

/** The resource of one of `types` that a value stands for; undefined when the graph does not hold it. */
export function target(graph: Graph, value: Value | undefined, ...types: string[]): Resource | undefined {
  const reference = onlyReference(value);
  const found = reference && graph.byId(reference.target);
  if (found && types.includes(found.type)) return found;
  const text = visibleText(settle(graph, value));
  if (text === undefined || text === '') return undefined;
  for (const type of types) {
    const named = (namesOf(graph).get(type)?.get(nameIn(text, type)) ?? []).find((candidate) => fits(candidate, text));
    if (named) return named;
  }
  return undefined;
}

/** Resources of a type whose property at `path` (`*` for each item) names `resource`. */
export function attached(graph: Graph, type: string, path: string, resource: Resource): Resource[] {
  const key = `${type} ${path} ${resource.type}`;
  const indexes = attachments(graph);
  let index = indexes.get(key);
  if (!index) {
    index = new Map();
    for (const candidate of graph.ofType(type)) {
      for (const { value } of select(candidate.properties as Value, path)) {
        const id = target(graph, value, resource.type)?.id;
        if (id === undefined) continue;
        const others = index.get(id);
        if (!others) index.set(id, [candidate]);
        else if (others.at(-1) !== candidate) others.push(candidate);
      }
    }
    indexes.set(key, index);
  }
  return index.get(resource.id) ?? [];
}

const attachments = perGraph(() => new Map<string, Map<string, Resource[]>>());

/** `${Bucket}`, or a longer text it is a whole part of: `arn:aws:s3:::${Bucket}/*`, never `${Bucket}-copy`. */
function onlyReference(value: Value | undefined): Reference | undefined {
  if (value instanceof Reference) return value;
  const [reference, ...others] = value instanceof Unknown ? value.references : [];
  if (!reference || others.length > 0) return undefined;
  const text = visibleText(value) ?? '';
  const hole = show(reference);
  const start = text.indexOf(hole);
  if (start === -1) return reference;
  const [before, after] = [text.slice(0, start), text.slice(start + hole.length)];
  return /(^|[:/])$/.test(before) && /^($|[:/])/.test(after) ? reference : undefined;
}

/** Type → name → the resources that have it. */
const namesOf = perGraph((graph) => {
  const names = new Map<string, Map<string, Resource[]>>();
  for (const resource of graph.resources) {
    const name = read(resource, NAME[resource.type] ?? 'name');
    if (typeof name !== 'string' || name === '') continue;
    const key = resource.cloud === 'aws' ? name : name.toLowerCase();
    const ofType = names.get(resource.type) ?? new Map<string, Resource[]>();
    const others = ofType.get(key);
    if (others) others.push(resource);
    else ofType.set(key, [resource]);
    names.set(resource.type, ofType);
  }
  return names;
});

/** The name in a name, an ARN or a resource id. `arn:aws:s3:::logs/prefix` names the bucket `logs`. */
function nameIn(text: string, type: string): string {
  if (type.startsWith('azurerm_')) return text.slice(text.lastIndexOf('/') + 1).toLowerCase();
  if (!text.startsWith('arn:')) return text;
  const group = /:log-group:((?:\$\{[^}]*\}|[^:])+)/.exec(text);
  if (group) return group[1] ?? '';
  const own = arnFields(text).slice(5);
  return type.startsWith('AWS::S3::') ? (own[0]?.split('/')[0] ?? '') : (own.at(-1) ?? '');
}

/** The same name in another region, or in another resource group, is another resource. */
function fits(candidate: Resource, text: string): boolean {
  if (candidate.cloud === 'aws') {
    const region = arnRegion(text);
    return region === undefined || typeof candidate.location !== 'string' || candidate.location === region;
  }
  const group = read(candidate, 'resource_group_name');
  if (!text.includes('/') || typeof group !== 'string') return true;
  return text.toLowerCase().includes(`/resourcegroups/${group.toLowerCase()}/`);
}
