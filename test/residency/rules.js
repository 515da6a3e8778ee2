/**
 * The first pass: what the name of a property says of where its value places something. Crude on purpose; the review
 * (`review-aws.yaml`, `review-azure.yaml`) corrects it.
 */

/** The name that is left of a path when the marks of lists are off. */
const leafOf = (path) =>
  path
    .replace(/(\.\*)+$/, '')
    .split('.')
    .at(-1);

/** Word in a path → kind. The first that matches decides. */
const KINDS = [
  [/peer/i, 'peer'],
  [/failover|secondary|witness/i, 'failover'],
  [/replic|copy|backup|mirror|geo_?location|additional|linked|remote|target_region/i, 'copy'],
  [/destination|target|deliver|dead_?letter|sink|s3|export|output/i, 'destination'],
  [/endpoint|origin|signing|private_link/i, 'endpoint'],
];
const kindOf = (path, otherwise) => KINDS.find(([word]) => word.test(path))?.[1] ?? otherwise;

/** AWS: `{ kind, form }` of a property, or undefined. */
function aws(path) {
  const leaf = leafOf(path);
  if (/(^|[a-z])AvailabilityZone(Name|Id)?s?$/.test(leaf)) return { kind: 'location', form: 'zone' };
  if (/Region(s|Name|List)?$/.test(leaf)) return { kind: kindOf(path, 'location'), form: 'region' };
  if (/Role|Source(?!Bucket)|Certificate/.test(path)) return undefined;
  if (/(Kms|KMS|Cmk|CMK).*(Arn|ARN|Id|ID|Key|Identifier)$|^(Encryption)?Key(Arn|ARN)$/.test(leaf))
    return { kind: 'key', form: 'arn' };
  if (!/(Arn|ARN)s?$/.test(leaf)) return undefined;
  if (/(LogGroup|Stream|Topic|Queue|EventBus|Bucket|Vault|Table)(Arn|ARN)s?$/.test(leaf))
    return { kind: kindOf(path, 'destination'), form: 'arn' };
  return /Destination|Replic|Deliver|Target(?!Group)|DeadLetter|Failover|Secondary|Sink|Copy/.test(path)
    ? { kind: kindOf(path, 'destination'), form: 'arn' }
    : undefined;
}

/** Azure: the same. A resource's own `location` is no entry: it is what makes the type regional. */
function azure(path) {
  const leaf = leafOf(path);
  if (path === 'location') return undefined;
  if (/(^|_)(location|region)s?$/.test(leaf)) return { kind: kindOf(path, 'location'), form: 'region' };
  if (/^geo_(redundant_)?backup\w*enabled$/.test(leaf)) return { kind: 'copy', form: 'pair', wide: '^true$' };
  if (/(^|_)(remote|partner|destination|secondary|replica|linked)\w*_ids?$/.test(leaf) && !/group|policy/.test(leaf))
    return { kind: kindOf(path, 'copy'), form: 'id' };
  if (/(^|_)log_analytics_workspace_id$/.test(leaf)) return { kind: 'destination', form: 'id' };
  return undefined;
}

/** A type's class, from its name and whether it takes a `location` of its own. */
const LINKS = /(Association|Attachment|Membership|_association|_attachment)$/;
const classOf = (cloud, type, located) =>
  LINKS.test(type) && !located ? 'none' : cloud === 'aws' || located ? 'regional' : 'part';

module.exports = { aws, azure, classOf };
