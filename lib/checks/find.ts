/** Following a value to the resource it names, whether by reference, by ARN, by resource id or by name. */
import { type Graph, Reference, type Resource, Unknown, type Value } from '../graph/model';
import { read, settle, visibleText } from '../graph/value';

/** The property that holds a resource's own name. */
const NAME: Record<string, string> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** The resource of one of `types` that a value stands for; undefined when the graph does not hold it. */
export function target(graph: Graph, value: Value | undefined, ...types: string[]): Resource | undefined {
  if (value instanceof Reference || (value instanceof Unknown && value.references.length === 1)) {
    const reference = value instanceof Reference ? value : value.references[0];
    const found = reference && graph.byId(reference.target);
    if (found && types.includes(found.type)) return found;
  }
  const settled = settle(graph, value);
  const text = visibleText(settled);
  return text === undefined ? undefined : graph.ofType(...types).find((candidate) => isNamed(candidate, text));
}

/** Whether a value names exactly this resource. */
export const pointsTo = (graph: Graph, value: Value | undefined, resource: Resource): boolean =>
  target(graph, value, resource.type)?.id === resource.id;

/** Resources of a type whose property at `path` names `resource`. */
export const attached = (graph: Graph, type: string, path: string, resource: Resource): Resource[] =>
  graph.ofType(type).filter((candidate) => pointsTo(graph, read(candidate, path), resource));

function isNamed(candidate: Resource, text: string): boolean {
  const name = read(candidate, NAME[candidate.type] ?? 'name');
  if (typeof name !== 'string' || name === '') return false;
  if (candidate.cloud === 'aws') return awsName(text) === name;
  const id = text.toLowerCase();
  if (!id.includes('/')) return id === name.toLowerCase();
  if (id.slice(id.lastIndexOf('/') + 1) !== name.toLowerCase()) return false;
  const group = read(candidate, 'resource_group_name');
  return typeof group !== 'string' || id.includes(`/resourcegroups/${group.toLowerCase()}/`);
}

/** `arn:aws:s3:::logs/prefix` and `logs` name the bucket `logs`; a log group's name may hold slashes. */
function awsName(text: string): string {
  if (!text.startsWith('arn:')) return text;
  const group = /:log-group:((?:\$\{[^}]*\}|[^:])+)/.exec(text);
  // Colons inside a placeholder (`${AWS::AccountId}`) part nothing.
  return (
    group?.[1] ??
    text
      .split(/:(?![^{]*\})/)
      .slice(5)
      .join(':')
      .split('/')[0] ??
    text
  );
}
