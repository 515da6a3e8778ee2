import { type Resource, Unknown, type Value } from '../../graph/model';
import { flag, read, text } from '../../graph/value';
import type { Check, Context, Verdict } from '../model';
import { isWildcard, mayBeWildcard, policyDocuments, type Statement } from '../policy';
import { narrows, without } from '../policy-conditions';
import { isFenced } from '../policy-fence';
import { fail, mustBe, notChecked, pass, unsettled } from '../verdicts';
import { orDelegated, publicNetwork, publicNetworkWord } from './public-network';
import { examples } from './public-storage-examples';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

const AWS: Record<string, Judge> = {
  'AWS::S3::Bucket': (resource) => [publicAccessBlock(resource), acl(resource)],
  // An access point is made with all four switches on, and they cannot be turned off afterwards.
  'AWS::S3::AccessPoint': (resource) =>
    read(resource, 'PublicAccessBlockConfiguration') === undefined
      ? pass('cannot be made public: an access point’s four switches are on by default')
      : publicAccessBlock(resource),
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::ECR::PublicRepository': () => fail('publishes its images to the internet'),
  'AWS::EC2::SnapshotBlockPublicAccess': (resource) => {
    const state = text(read(resource, 'State'));
    if (state === 'block-all-sharing') return pass('no snapshot can be shared with the public', ['State']);
    return state === undefined || state instanceof Unknown
      ? unsettled('State', state, ['State'])
      : fail(`leaves snapshots that are public already public (State is ${state})`, ['State']);
  },
};

const AZURE: Record<string, Judge> = {
  azurerm_storage_account: (resource) => [
    publicNetwork(resource),
    // Version 5 of the provider changed the default to false; a template does not say which version reads it.
    mustBe(resource, 'allow_nested_items_to_be_public', false, {
      right: 'no container in it can be made public',
      wrong: 'a container in it can be made public',
    }),
  ],
  azurerm_storage_container: (resource) => {
    const kind = text(read(resource, 'container_access_type')) ?? 'private';
    if (kind instanceof Unknown) return unsettled('container_access_type', kind, ['container_access_type']);
    return kind === 'private'
      ? pass('is private (container_access_type)', ['container_access_type'])
      : fail(`lets anyone read it (container_access_type is ${kind})`, ['container_access_type']);
  },
  azurerm_container_registry: (resource) => [
    publicNetwork(resource),
    mustBe(resource, 'anonymous_pull_enabled', false, {
      right: 'every pull is signed in',
      wrong: 'anyone may pull without signing in',
    }),
  ],
  azurerm_managed_disk: disk,
  azurerm_snapshot: disk,
  azurerm_app_configuration: publicNetworkWord,
  azurerm_cosmosdb_account: publicNetwork,
  azurerm_eventhub_namespace: publicNetwork,
  azurerm_key_vault: publicNetwork,
  azurerm_key_vault_managed_hardware_security_module: publicNetwork,
  azurerm_managed_redis: publicNetworkWord,
  azurerm_mssql_server: publicNetwork,
  azurerm_mysql_flexible_server: orDelegated(publicNetworkWord),
  azurerm_postgresql_flexible_server: orDelegated(publicNetwork),
  azurerm_recovery_services_vault: publicNetwork,
  azurerm_redis_cache: publicNetwork,
  azurerm_servicebus_namespace: publicNetwork,
};

export const publicStorage: Check = {
  id: 'ingress/public-storage',
  invariant: 'ingress',
  severity: 'critical',
  proves: 'no store of data, keys or images answers the internet or can be made public',
  remedy: 'state that public access is blocked, and reach it through a private endpoint',
  clauses: [
    'NIST SP 800-53r5 SC-7',
    'NIST SP 800-53r5 AC-6',
    'ISO/IEC 27001:2022 Annex A A.8.3',
    'CSA CCM v4.0 DSP-17',
    'NIST CSF 2.0 PR.DS-01',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples,
};

const SWITCHES = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/**
 * S3 has turned all four on for buckets created since April 2023, but a template also updates buckets older than that,
 * and a switch turned off by hand stays off where the template is silent. Silence therefore proves nothing and fails,
 * one step lower than an open bucket. Inside a stated block, an absent switch is documented as false.
 */
function publicAccessBlock(resource: Resource): Verdict {
  const path = ['PublicAccessBlockConfiguration'];
  const block = read(resource, 'PublicAccessBlockConfiguration');
  if (block === undefined) {
    return fail(
      'does not state its public access block; S3 sets one on new buckets, not on those made before April 2023 or opened by hand',
      undefined,
      'medium',
    );
  }
  if (block instanceof Unknown) return unsettled('PublicAccessBlockConfiguration', block, path);
  const states = SWITCHES.map(
    (name) => [name, flag(read(resource, `PublicAccessBlockConfiguration.${name}`), false)] as const,
  );
  const off = states.filter(([, state]) => state === false).map(([name]) => name);
  if (off.length > 0) return fail(`can be made public: ${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off`, path);
  const open = states.find(([, state]) => state instanceof Unknown);
  return open ? unsettled(open[0], open[1], path) : pass('cannot be made public: all four switches are on', path);
}

function acl(resource: Resource): Verdict {
  const value = text(read(resource, 'AccessControl')) ?? 'Private';
  if (value instanceof Unknown) return unsettled('AccessControl', value, ['AccessControl']);
  if (/^(PublicRead|PublicReadWrite)$/.test(value))
    return fail(`is public (AccessControl is ${value})`, ['AccessControl']);
  if (value === 'AuthenticatedRead')
    return fail('any account of the cloud may read it (AuthenticatedRead)', ['AccessControl']);
  return pass(`no public access list (AccessControl is ${value})`, ['AccessControl']);
}

function bucketPolicy(resource: Resource): Verdict | Verdict[] {
  const statements = policyDocuments(resource.properties as Value).flatMap((document) => document.statements);
  if (statements.length === 0) return unsettled('PolicyDocument', read(resource, 'PolicyDocument'), ['PolicyDocument']);
  const problems = statements.flatMap((statement) => admits(statement, statements) ?? []);
  return (
    problems.find(({ result }) => result === 'fail') ??
    problems[0] ??
    pass('admits no one without a name or a condition on who asks', ['PolicyDocument'])
  );
}

/** What is wrong with a statement, if anything is. */
function admits(statement: Statement | Unknown, beside: readonly (Statement | Unknown)[]): Verdict | undefined {
  if (statement instanceof Unknown) return unsettled('a statement', statement, ['PolicyDocument']);
  const { allows, notPrincipal, principals, condition, path } = statement;
  if (!allows) return undefined;
  if (notPrincipal) return fail('admits everyone but those it names (NotPrincipal)', path);
  if (!principals.some(isWildcard)) {
    const unknown = principals.find(mayBeWildcard);
    return unknown === undefined ? undefined : unsettled('a principal', unknown, path);
  }
  const narrowed = isFenced(statement, beside) || narrows(condition);
  if (narrowed === undefined)
    return notChecked('admits anyone under a condition that only the deployment settles', path);
  return narrowed ? undefined : fail(`admits anyone: Allow to Principal * ${without(statement, 'who asks')}`, path);
}

function disk(resource: Resource): Verdict {
  const policy = text(read(resource, 'network_access_policy')) ?? 'AllowAll';
  if (policy === 'DenyAll' || policy === 'AllowPrivate') {
    return pass(`cannot be exported over the internet (network_access_policy is ${policy})`, ['network_access_policy']);
  }
  return mustBe(resource, 'public_network_access_enabled', false, {
    right: 'cannot be exported over the internet',
    wrong: 'can be exported over the internet',
  });
}
