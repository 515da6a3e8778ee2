/** Tenants as IAM keeps them apart: the role of a pod, the policy of the bucket and the policy of the key together. */
import type { Template } from 'aws-cdk-lib/assertions';
import type { Statement } from '../../../constructs/aws';
import { allowed, deployed } from '../../support/iam';
import { awsOnly, awsTemplates, planOf } from '../../support/plans';

const DATA = '222222222222';
const REGION = 'ap-south-1';
const NAMESPACE = 'aws:PrincipalTag/kubernetes-namespace';
const NETWORK = '  network: 10.64.0.0/12';

function world(cell: string) {
  const separate = cell !== DATA;
  const changes: [string, string][] = [
    [
      NETWORK,
      `  tenants: [health, tax]\n${separate ? `  accounts: { logArchive: "111111111111", data: "${DATA}" }\n` : ''}${NETWORK}`,
    ],
    ...(separate ? ([['zone: aps1-az1', `zone: aps1-az1\n      account: "${cell}"`]] as [string, string][]) : []),
  ];
  const templates = awsTemplates(planOf(awsOnly('in', ...changes)));
  const data = templates['data'] as Template;
  const inData = <T>(value: T): T => deployed(data, DATA, REGION, value);
  const resources = data.toJSON().Resources;
  const [role] = Object.values(
    (templates['mumbai-a'] as Template).findResources('AWS::IAM::Role', {
      Properties: { RoleName: 'sovereign-in-mumbai-a-workload' },
    }),
  );
  const identity = deployed(
    templates['mumbai-a'] as Template,
    cell,
    REGION,
    role?.['Properties'].Policies[0].PolicyDocument.Statement as Statement[],
  );
  const bucketOf = (name: string) => {
    const [id] = Object.entries<{ Type: string; Properties: { BucketName: unknown } }>(resources).find(
      ([, { Type, Properties }]) => Type === 'AWS::S3::Bucket' && inData(Properties.BucketName) === name,
    ) as [string, object];
    const [policy] = Object.values(
      data.findResources('AWS::S3::BucketPolicy', { Properties: { Bucket: { Ref: id } } }),
    );
    return inData(policy?.['Properties'].PolicyDocument.Statement as Statement[]);
  };
  const keyOf = (alias: string) => {
    const [found] = Object.values(data.findResources('AWS::KMS::Alias', { Properties: { AliasName: alias } }));
    const id: string = found?.['Properties'].TargetKeyId['Fn::GetAtt'][0];
    return { id, policy: inData(resources[id].Properties.KeyPolicy.Statement as Statement[]) };
  };
  return { identity, bucketOf, keyOf, cell };
}

const pod = (account: string): string => `arn:aws:iam::${account}:role/sovereign-in-mumbai-a-workload`;

describe.each([
  ['one account', world(DATA)],
  ['cells and data in accounts of their own', world('333333333333')],
])('%s', (_, { identity, bucketOf, keyOf, cell }) => {
  /** Whether a pod of a namespace, or a session without one, may do something with an object. */
  const object = (
    namespace: string | undefined,
    action: string,
    bucket: string,
    key: string,
    as = pod(cell),
    own = identity,
  ) =>
    allowed({
      as,
      action,
      resource: action === 's3:ListBucket' ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`,
      owner: DATA,
      identity: own,
      policy: bucketOf(bucket),
      context: {
        'aws:RequestedRegion': REGION,
        'aws:VpceAccount': cell,
        ...(namespace ? { [NAMESPACE]: namespace } : {}),
        ...(action === 's3:ListBucket' ? { 's3:prefix': key } : {}),
      },
    });
  /** Whether S3 may use a key for a pod of a namespace. */
  const key = (namespace: string | undefined, alias: string, bucket: string, own = identity) => {
    const { id, policy } = keyOf(alias);
    return allowed({
      as: pod(cell),
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:${REGION}:${DATA}:key/${id.toLowerCase()}`,
      owner: DATA,
      identity: own,
      policy,
      context: {
        'kms:ViaService': `s3.${REGION}.amazonaws.com`,
        'kms:CallerAccount': cell,
        'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucket}`,
        'kms:ResourceAliases': [alias],
        ...(namespace ? { [NAMESPACE]: namespace } : {}),
      },
    });
  };
  const HEALTH = `sovereign-in-tenant-health-${DATA}`;
  const MODELS = `sovereign-in-models-${DATA}`;
  const EVERYTHING: Statement[] = [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }];

  test('a tenant reads and writes its own bucket, with its own key', async () => {
    expect(await object('health', 's3:GetObject', HEALTH, 'weights')).toBe(true);
    expect(await object('health', 's3:PutObject', HEALTH, 'weights')).toBe(true);
    expect(await object('health', 's3:ListBucket', HEALTH, '')).toBe(true);
    expect(await key('health', 'alias/sovereign-in-tenant-health', HEALTH)).toBe(true);
  });

  test("no tenant reaches another's bucket or key, and none the shared ones", async () => {
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:ListBucket'])
      expect(await object('tax', action, HEALTH, 'weights')).toBe(false);
    expect(await key('tax', 'alias/sovereign-in-tenant-health', HEALTH)).toBe(false);
    expect(await key('health', 'alias/sovereign-in-tenant-health', MODELS)).toBe(false);
    expect(await object('health', 's3:PutObject', MODELS, 'health/weights')).toBe(false);
    expect(await object('health', 's3:ListBucket', MODELS, 'health/')).toBe(false);
    expect(await key('health', 'alias/sovereign-in-data', MODELS)).toBe(false);
  });

  test('nor where its own role would let it: bucket and key refuse by themselves', async () => {
    expect(await object('tax', 's3:GetObject', HEALTH, 'weights', pod(cell), EVERYTHING)).toBe(false);
    expect(await object(undefined, 's3:GetObject', HEALTH, 'weights', pod(cell), EVERYTHING)).toBe(false);
    expect(
      await object('health', 's3:GetObject', HEALTH, 'weights', `arn:aws:iam::${DATA}:role/Tagged`, EVERYTHING),
    ).toBe(false);
    expect(await key('tax', 'alias/sovereign-in-tenant-health', HEALTH, EVERYTHING)).toBe(false);
    expect(await key(undefined, 'alias/sovereign-in-tenant-health', HEALTH, EVERYTHING)).toBe(false);
  });

  test('a namespace without a tenant has its prefix of the shared buckets, and nothing else', async () => {
    expect(await object('lab', 's3:GetObject', MODELS, 'lab/weights')).toBe(true);
    expect(await object('lab', 's3:ListBucket', MODELS, 'lab/')).toBe(true);
    expect(await key('lab', 'alias/sovereign-in-data', MODELS)).toBe(true);
    expect(await object('lab', 's3:GetObject', MODELS, 'other/weights')).toBe(false);
    expect(await object('lab', 's3:ListBucket', MODELS, 'other/')).toBe(false);
    expect(await object('lab', 's3:ListBucket', MODELS, '')).toBe(false);
    expect(await object('lab', 's3:GetObject', HEALTH, 'weights')).toBe(false);
    expect(await key('lab', 'alias/sovereign-in-tenant-health', HEALTH)).toBe(false);
  });

  test('a session without tags reaches nothing', async () => {
    for (const [bucket, path] of [
      [MODELS, 'lab/weights'],
      [MODELS, '/weights'],
      [HEALTH, 'weights'],
    ] as const)
      expect(await object(undefined, 's3:GetObject', bucket, path)).toBe(false);
    expect(await object(undefined, 's3:ListBucket', MODELS, '/')).toBe(false);
    expect(await key(undefined, 'alias/sovereign-in-data', MODELS)).toBe(false);
    expect(await key(undefined, 'alias/sovereign-in-tenant-health', HEALTH)).toBe(false);
  });

  test('the role that copies reads for the copy, with the key of each tenant', async () => {
    const copying = `arn:aws:iam::${DATA}:role/sovereign-in-replication`;
    expect(await object(undefined, 's3:GetObjectVersionForReplication', HEALTH, 'weights', copying, EVERYTHING)).toBe(
      true,
    );
  });
});

test('the network of a cell lets its pods through to the buckets of tenants', () => {
  const cell = awsTemplates(planOf(awsOnly('in', [NETWORK, `  tenants: [health]\n${NETWORK}`])))[
    'mumbai-a'
  ] as Template;
  const [endpoint] = Object.values(
    cell.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } }),
  );
  const text = JSON.stringify(endpoint?.['Properties'].PolicyDocument);
  for (const path of ['', '/*']) expect(text).toContain(`sovereign-in-tenant-health-\${AWS::AccountId}${path}"`);
});

describe('the data stack', () => {
  const template = awsTemplates(planOf(awsOnly('in', [NETWORK, `  tenants: [health]\n${NETWORK}`])))[
    'data'
  ] as Template;

  test("a tenant's key and bucket carry its name as a tag, and the role that copies may use its key", () => {
    const tag = { Key: 'sovereign:tenant', Value: 'health' };
    for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key']) {
      const tagged = Object.values(template.findResources(type)).filter(({ Properties }) =>
        JSON.stringify(Properties.Tags).includes(JSON.stringify(tag)),
      );
      expect({ type, count: tagged.length }).toEqual({ type, count: 1 });
    }
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).toContain(
      '"kms:ResourceAliases":["alias/sovereign-in-data","alias/sovereign-in-tenant-health"]',
    );
  });

  test('without tenants nothing of theirs is made', () => {
    const none = awsTemplates(planOf(awsOnly('in')))['data'] as Template;
    expect(JSON.stringify(none.toJSON())).not.toContain('tenant');
  });
});
