/** Phase one of custody: how the keys that no template can make are made, and what phase two takes of them. */
import { awsCustody } from '../catalogue';
import type { CountryPlan } from '../plan';
import { ASK, importedKeys, keyId, keyParameter, keyStatements, OWN_ACCOUNT, originOf, urlSuffix } from '../plan/aws';
import { azureKeyFiles, azureRunbook } from './keys-text-azure';
import { type Medium, markdown } from './medium';
import { shell } from './shell';

type Aws = NonNullable<CountryPlan['aws']>;
type Imported = ReturnType<typeof importedKeys>[number];

/** Stands for the account that deploys, where nobody named it. */
const ACCOUNT = '<account>';
/** Stands for the accounts of the cells, where nobody named them. */
const CELL_ACCOUNT = '<cell-account>';

const FILL: Record<string, string> = {
  [ACCOUNT]:
    '`<account>`, the account that deploys: `sed -i "s/<account>/$(aws sts get-caller-identity --query Account --output text)/g" aws/keys/*.policy.json`',
  [CELL_ACCOUNT]: '`<cell-account>`, one line for each account of a cell',
};

/** Runbook, policies and parameters, by their path in the country's folder. Nothing where CloudFormation makes every key. */
export function keyFiles(
  plan: CountryPlan,
  medium: Medium = markdown,
): { readonly path: string; readonly text: string }[] {
  const { intent, aws, azure } = plan;
  const imported = aws ? importedKeys(aws) : [];
  const parts = [
    ...(aws && imported.length > 0 ? awsRunbook(intent.country, aws, imported, medium) : []),
    ...(azure?.hsm ? azureRunbook(azure, medium) : []),
  ];
  if (parts.length === 0) return [];
  const title = medium.heading(1, `Keys of ${intent.name} (${intent.country}), custody ${intent.custody.level}`);
  return [
    { path: 'keys.md', text: `${[title, ...parts].join('\n\n')}\n` },
    ...(aws && imported.length > 0 ? awsKeyFiles(aws, imported) : []),
    ...(azure ? azureKeyFiles(azure) : []),
  ];
}

const awsKeyFiles = (aws: Aws, imported: readonly Imported[]): { readonly path: string; readonly text: string }[] => [
  { path: 'aws/keys/parameters.yaml', text: parameters(aws, imported) },
  ...imported.map((entry) => ({ path: policyPath(entry), text: policyText(entry, aws) })),
];

const policyPath = ({ key, owner }: Imported): string => `aws/keys/${owner.stack}-${key.purpose}.policy.json`;
/** A stack that each of several accounts makes takes its key as a parameter there. */
const nameable = ({ owner }: Imported): boolean => !owner.everyAccount;
const accountOf = ({ owner }: Imported): string => owner.account ?? ACCOUNT;

/** The policy the construct would write, with what the plan knows put in its place. */
function policyText(entry: Imported, { partition }: Aws): string {
  const known: Record<string, string> = {
    '${AWS::Partition}': partition,
    '${AWS::Region}': entry.owner.region,
    '${AWS::URLSuffix}': urlSuffix(partition),
    [OWN_ACCOUNT]: accountOf(entry),
  };
  const settle = (_: string, value: unknown): unknown =>
    typeof value !== 'string'
      ? value
      : value === ASK
        ? CELL_ACCOUNT
        : value.replace(/\$\{AWS::\w+\}/g, (name) => known[name] ?? name);
  const policy = { Version: '2012-10-17', Statement: keyStatements(entry.key.use) };
  return `${JSON.stringify(policy, settle, 2)}\n`;
}

function parameters(aws: Aws, imported: readonly Imported[]): string {
  const lines = imported.filter(nameable).map((entry) => {
    const arn = entry.arn ?? `arn:${aws.partition}:kms:${entry.owner.region}:${accountOf(entry)}:key/<id>`;
    return `    ${keyId(entry.owner.stack, entry.key)}: ${arn}`;
  });
  return `# Phase two: put the ARN of each key here, and this under aws in the country's document. Partition, region, account
# and kind of each ARN are checked, and every consumer is wired to it.
aws:
  keys:
${lines.join('\n')}
`;
}

function awsRunbook(country: string, aws: Aws, imported: readonly Imported[], medium: Medium): string[] {
  const missing = imported.filter((entry) => nameable(entry) && entry.arn === undefined);
  const store = `sovereign-${country.toLowerCase()}`;
  const places = [...new Map(imported.map((entry) => [placeOf(entry), entry])).values()];
  const levels = [...new Set(imported.map(({ key }) => key.custody))];
  const files = imported.map((entry) => policyText(entry, aws));
  const blanks = [ACCOUNT, CELL_ACCOUNT].filter((blank) => files.some((text) => text.includes(blank)));
  return [
    missing.length > 0
      ? `Phase one of two: ${missing.length} of ${imported.length} keys are still to be made. CloudFormation cannot make a key in a key store of the country; this is how a person does. Phase two takes their ARNs.`
      : `Phase two: the document names all ${imported.filter(nameable).length} keys. This is how they were made, and what they are held to.`,
    medium.table(
      ['key', 'account', 'region', 'origin', 'for', 'ARN'],
      imported.map(({ key, owner, arn }) => [
        key.alias,
        owner.everyAccount ? 'each' : (owner.account ?? 'the one that deploys'),
        owner.region,
        originOf(key.custody),
        key.reason,
        arn ?? (owner.everyAccount ? 'given in each account' : 'not named yet'),
      ]),
    ),
    medium.heading(2, '1. Before the first key'),
    medium.list([
      `A key store in each account and region of the table: ${places.map((entry) => `${entry.owner.region} in ${entry.owner.account ?? 'the account that deploys'}`).join('; ')}. A key, its store and its stack share account and region.`,
      ...levels.map((level) => NEEDS[level] ?? level),
      'Auto Scaling has its role in the account of every cell; KMS refuses a policy that names a role it does not know: `aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com` (an error says that it is there).',
      ...(blanks.length > 0
        ? [
            `Run the commands in a copy of this folder, and first put what the document leaves open into the policies: ${blanks.map((blank) => FILL[blank]).join('; ')}.`,
          ]
        : ['Run the commands in this folder; each policy is ready as it stands.']),
    ]),
    ...places.map((entry) => shell(storeCommands(entry, store))),
    medium.heading(2, '2. Each key'),
    'The last command of each must answer with the origin above, `false` (not multi-Region) and `Enabled`. A key in a key store does not rotate by itself.',
    ...imported.flatMap((entry) => [
      medium.heading(3, `${keyId(entry.owner.stack, entry.key)}: ${entry.key.reason}`),
      `Its policy lets through: ${keyStatements(entry.key.use)
        .map(({ Sid }) => Sid)
        .join(', ')}.`,
      shell(keyCommands(entry, store, country)),
    ]),
    medium.heading(2, '3. Phase two'),
    'Put the ARNs into `aws/keys/parameters.yaml`, and that under `aws` in the country’s document; then synthesize again. An ARN of another partition, region or account, a multi-Region key, an alias, or one key for two purposes is refused. Or leave the document as it is, and give the ARNs at each deployment:',
    shell([
      [
        'npx cdk deploy --app aws --all',
        ...imported.map(({ key, owner }) => `--parameters ${owner.stack}:${keyParameter(key.purpose)}=<arn>`),
      ].join(' \\\n  '),
    ]),
    medium.heading(2, '4. From then on'),
    medium.list([
      'Compare each policy with its file after every change, and on a fixed day of the month: `aws kms get-key-policy --key-id <alias> --policy-name default --query Policy --output text`.',
      `Rotation: ${levels.map((level) => `${level}: ${awsCustody.levels[level].rotation}`).join('; ')}.`,
      'To stop all use at once, disconnect the key store: `aws kms disconnect-custom-key-store`. What is running keeps its data keys for a while; nothing new starts.',
      'A key is deleted after 30 days at the least, and never while anything is encrypted under it.',
    ]),
  ];
}

/** What a store of each level stands on. Source: AWS KMS Developer Guide, prerequisites of each kind of key store. */
const NEEDS: Record<string, string> = {
  'hsm-cmk':
    'hsm-cmk: an active CloudHSM cluster of the country in that region, with HSMs in two zones or more, its trust anchor certificate, and a crypto user `kmsuser` that no person uses. A cluster serves one key store.',
  external:
    'external: an external key manager in the country, behind a key store proxy that KMS reaches through a VPC endpoint service (never a public endpoint), and in it one AES-256 key for each row above: no two keys of a store may share one.',
};

const placeOf = ({ key, owner }: Imported): string => `${owner.account}/${owner.region}/${key.custody}`;

const CREATE_STORE: Record<string, readonly string[]> = {
  'hsm-cmk': [
    '--cloud-hsm-cluster-id <cluster>',
    '--trust-anchor-certificate file://customerCA.crt',
    '--key-store-password <password of kmsuser>',
  ],
  external: [
    '--custom-key-store-type EXTERNAL_KEY_STORE',
    '--xks-proxy-connectivity VPC_ENDPOINT_SERVICE',
    '--xks-proxy-vpc-endpoint-service-name <com.amazonaws.vpce.…>',
    '--xks-proxy-uri-endpoint <https://…>',
    '--xks-proxy-uri-path </kms/xks/v1>',
    '--xks-proxy-authentication-credential AccessKeyId=<id>,RawSecretAccessKey=<secret>',
  ],
};

function storeCommands({ key, owner }: Imported, store: string): string[] {
  const region = `--region ${owner.region}`;
  return [
    `# ${owner.region}, ${owner.account ?? 'the account that deploys'}`,
    [
      `aws kms create-custom-key-store ${region} --custom-key-store-name ${store}`,
      ...(CREATE_STORE[key.custody] ?? []),
    ].join(' \\\n  '),
    `STORE=$(aws kms describe-custom-key-stores ${region} --custom-key-store-name ${store} --query 'CustomKeyStores[0].CustomKeyStoreId' --output text)`,
    `aws kms connect-custom-key-store ${region} --custom-key-store-id "$STORE"`,
    `aws kms describe-custom-key-stores ${region} --custom-key-store-id "$STORE" --query 'CustomKeyStores[0].ConnectionState'   # until CONNECTED`,
  ];
}

function keyCommands(entry: Imported, store: string, country: string): string[] {
  const { key, owner } = entry;
  const region = `--region ${owner.region}`;
  const tags = {
    Name: key.alias.slice('alias/'.length),
    'sovereign:country': country,
    ...(key.use.tenant ? { 'sovereign:tenant': key.use.tenant } : {}),
  };
  return [
    `STORE=$(aws kms describe-custom-key-stores ${region} --custom-key-store-name ${store} --query 'CustomKeyStores[0].CustomKeyStoreId' --output text)`,
    [
      `KEY=$(aws kms create-key ${region} --origin ${originOf(key.custody)} --custom-key-store-id "$STORE"${key.custody === 'external' ? ' --xks-key-id <key>' : ''}`,
      `--description ${quoted(key.reason)} --policy file://${policyPath(entry)}`,
      `--tags ${Object.entries(tags)
        .map(([name, value]) => `TagKey=${name},TagValue=${value}`)
        .join(' ')} --query KeyMetadata.Arn --output text)`,
    ].join(' \\\n  '),
    `aws kms create-alias ${region} --alias-name ${key.alias} --target-key-id "$KEY"`,
    `aws kms describe-key ${region} --key-id "$KEY" --query 'KeyMetadata.[Arn,Origin,MultiRegion,KeyState]' --output text`,
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
