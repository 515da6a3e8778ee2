/**
 * The country document: what a country decided, and nothing it need not decide.
 * One schema; the types, the JSON Schema an editor uses and the parser's first pass all come from here.
 */
import { z } from 'zod';
import { countryCodes, custodyLevel } from '../catalogue';
import { awsAccess, azureAccess } from './schema-access';
import {
  azureAlerts,
  azureCapacity,
  azureMaintenance,
  type azureModel,
  azureModels,
  azureSensor,
} from './schema-azure';
import { awsBaseline, azureBaseline, azureBootstrap } from './schema-baseline';
import { awsExceptions, azureExceptions, azureHsm, azureKeys } from './schema-custody';
import { azureExemptions, azureManagementGroup } from './schema-guardrails';
import { awsLustre, azureLustre } from './schema-lustre';
import { azureFirewall, cidr, domain } from './schema-network';
import { awsPath, azurePath } from './schema-path';

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** AWS account id. Quote it in YAML, or leading zeros are lost. */
const account = z
  .string()
  .regex(/^\d{12}$/, 'twelve digits, in quotes')
  .describe('AWS account id, in quotes.');
const subscription = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a lower-case UUID')
  .describe('Azure subscription id.');
const cellName = z
  .string()
  .regex(/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,19}$/, '2 to 20 of a-z, 0-9 and single hyphens, beginning with a letter')
  .describe('Cell name: 2 to 20 of a-z, 0-9 and single hyphens. It becomes part of resource names.');
const nodes = z
  .strictObject({
    min: z.int().min(0).max(5000).describe('Fewest nodes kept running.'),
    max: z.int().min(1).max(5000).describe('Most nodes; addresses and quotas are sized for it.'),
  })
  .refine(({ min, max }) => min <= max, {
    message: 'min at most max',
    // Also where another key of the map is wrong.
    when: ({ value }) => isMap(value) && typeof value['min'] === 'number' && typeof value['max'] === 'number',
  });
const offering = z
  .string()
  .min(8)
  .max(200)
  .optional()
  .describe('Source that says the vendor offers this size here, where the catalogue does not know it yet.');
const reservation = z
  .string()
  .regex(/^cr-[0-9a-f]{8,17}$/, 'a capacity reservation id such as cr-0a1b2c3d4e5f67890')
  .describe('Id of the capacity reservation: cr- and hexadecimal digits.');

export const awsPool = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}$/, '1 to 20 of a-z, 0-9 and single hyphens, beginning with a letter')
    .describe('Pool name, unique in its cell.'),
  instance: z.string().min(1).describe('EC2 instance type, such as p5en.48xlarge; must be offered in the zone.'),
  nodes: nodes.describe('Fewest and most nodes of the pool.'),
  zone: z.string().min(1).optional().describe("Zone id of this pool. Default: the cell's zone."),
  capacity: z
    .union([
      z.literal('on-demand'),
      z.strictObject({ block: reservation }).describe('A Capacity Block, by its reservation.'),
      z.strictObject({ reservation }).describe('A targeted On-Demand Capacity Reservation.'),
    ])
    .default('on-demand')
    .describe('How the capacity is bought. Default: on-demand.'),
  offering,
});

export const awsCell = z.strictObject({
  name: cellName,
  zone: z.string().min(1).describe('Zone id (aps1-az1), not a zone name: names differ from account to account.'),
  network: cidr.optional().describe("The cell's own block. Default: the next block of the cloud's network."),
  account: account.optional(),
  lustre: awsLustre.optional(),
  pools: z.array(awsPool).min(1).max(30).describe('GPU pools, each in one zone. Append new ones.'),
});

export const azurePool = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, '1 to 12 of a-z and 0-9, beginning with a letter (AKS node pool rule)')
    .describe('Pool name, unique in its cell: 1 to 12 of a-z and 0-9.'),
  size: z.string().min(1).describe('VM size, such as Standard_NC40ads_H100_v5; must be offered in the region.'),
  nodes: nodes.describe('Fewest and most nodes of the pool.'),
  zone: z
    .enum(['1', '2', '3'])
    .optional()
    .describe('Availability zone, in quotes. Default: the one Azure places the pool in.'),
  capacity: azureCapacity,
  offering,
});

export const azureCell = z.strictObject({
  name: cellName,
  network: cidr.optional().describe("The cell's own block. Default: the next block of the cloud's network."),
  subscription: subscription.optional(),
  lustre: azureLustre.optional(),
  pools: z.array(azurePool).min(1).max(30).describe('GPU pools, each in one zone. Append new ones.'),
});

const regions = z.strictObject({
  primary: z.string().min(1).describe('Region where the cells run.'),
  recovery: z.string().min(1).optional().describe('Second region in the country for copies of data.'),
});

export const awsOrganization = z
  .strictObject({
    id: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, 'an organisation id such as o-a1b2c3d4e5')
      .describe('Id of the organisation: o- and 10 to 32 of a-z and 0-9.'),
    targets: z
      .array(
        z
          .string()
          .regex(
            /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/,
            'an organisational unit (ou-ab12-cd34ef56), an account (twelve digits, in quotes) or the root (r-ab12)',
          ),
      )
      .min(1)
      .max(100)
      .describe('What the guardrails are attached to: organisational units, accounts, or the root.'),
    administrators: z
      .array(z.string().regex(/^[\w+=,.@-]{1,64}$/, 'the name of a role, without its path'))
      .min(1)
      .max(5)
      .default(['OrganizationAccountAccessRole'])
      .describe(
        'Names of the roles by which the management account enters an account; guarded settings are theirs to change. Default: OrganizationAccountAccessRole.',
      ),
    modelInference: z
      .enum(['region', 'country', 'abroad'])
      .default('region')
      .describe(
        "Where Bedrock may answer: region (no inference profiles), country (profiles that reach the country's regions only) or abroad (any profile). Default: region.",
      ),
  })
  .describe('The organisation that the guardrails are for. Default: no guardrails are made.');

/** A Kubernetes namespace, and none that Kubernetes or the vendor keeps for itself. */
const tenant = z
  .string()
  .regex(
    /^(?!default$|kube-|amazon-|aws-)[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,19}$/,
    '2 to 20 of a-z, 0-9 and single hyphens, beginning with a letter; not default, kube-…, amazon-… or aws-…',
  )
  .describe('Name of a tenant: it becomes a namespace, and part of resource names.');

export const awsTarget = z.strictObject({
  regions: regions.describe('Regions of the country.'),
  network: cidr.describe('Block the plan divides among cells.'),
  accounts: z
    .strictObject({
      management: account.optional(),
      logArchive: account.optional(),
      network: account.optional(),
      data: account.optional(),
    })
    .optional()
    .describe('Accounts, where decided. Default: the account that deploys.'),
  organization: awsOrganization.optional(),
  baseline: awsBaseline.optional(),
  access: awsAccess.optional(),
  firewall: z
    .strictObject({
      transitGateway: z
        .string()
        .regex(/^tgw-[0-9a-f]{8,17}$/, 'a transit gateway id such as tgw-0a1b2c3d4e5f67890')
        .optional()
        .describe("Id of the operator's transit gateway, shared with the account of every cell. Else name network."),
      network: cidr
        .optional()
        .describe('Block of the inspection network that the plan makes: /16 to /24, apart from the network of cells.'),
      allow: z
        .array(domain)
        .min(1)
        .max(500)
        .optional()
        .describe('With network: the names that cells may reach over TLS, and nothing else.'),
    })
    .optional()
    .describe(
      "With egress: firewall, what inspects: the operator's transitGateway, or a network of its own and the names it may allow.",
    ),
  custody: awsExceptions,
  keys: z
    .record(
      z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a stack and a purpose, such as sovereign-in-data/data'),
      z
        .string()
        .max(200)
        .describe('ARN of the key: arn:aws:kms:<region>:<account>:key/<id>. No alias, no multi-Region key.'),
    )
    .optional()
    .describe(
      'With custody hsm-cmk or external: ARNs of the keys made out of band, by stack and purpose. Default: asked for at deployment.',
    ),
  tenants: z
    .array(tenant)
    .max(50)
    .default([])
    .describe(
      'Tenants that share the cells: a Kubernetes namespace of this name in each, a key, and a bucket. Append new ones. Default: none.',
    ),
  repositories: z
    .array(
      z
        .string()
        .regex(/^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/, 'a-z and 0-9, with single . _ - or / between')
        .max(100),
    )
    .max(100)
    .default(['workloads'])
    .describe(
      "Repositories of the country's registry for images of its own, beside the mirrored ones. Default: workloads.",
    ),
  path: awsPath.optional(),
  encryptionInTransit: z
    .enum(['monitor', 'enforce'])
    .default('monitor')
    .describe(
      'Encryption between instances: monitor shows what is not encrypted, enforce refuses it, once nothing is shown. Default: monitor.',
    ),
  cells: z.array(awsCell).min(1).max(50).describe('Clusters, each in a network of its own. Append new ones.'),
});

export const azureTarget = z.strictObject({
  regions: regions.describe('Regions of the country.'),
  network: cidr.describe('Block the plan divides among cells.'),
  subscriptions: z
    .strictObject({
      platform: subscription.optional(),
      logArchive: subscription
        .optional()
        .describe('Azure subscription id of the logs and their archive. Default: platform.'),
      data: subscription.optional(),
    })
    .optional()
    .describe('Subscriptions, where decided. Default: one, given at deployment.'),
  state: z
    .strictObject({
      resourceGroup: z
        .string()
        .regex(/^[A-Za-z0-9_.()-]{0,89}[A-Za-z0-9_()-]$/, '1 to 90 letters, digits, . _ - ( ), not ending in a dot')
        .describe('Resource group of the storage account.'),
      storageAccount: z
        .string()
        .regex(/^[a-z0-9]{3,24}$/, '3 to 24 of a-z and 0-9')
        .describe('Name of the storage account.'),
      container: z
        .string()
        .regex(/^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,62}$/, '3 to 63 of a-z, 0-9 and single hyphens')
        .default('tfstate')
        .describe('Blob container of the state. Default: tfstate.'),
    })
    .optional()
    .describe('In-country storage account that keeps the Terraform state. Default: a derived name, shown in the plan.'),
  copies: z
    .enum(['pair', 'account'])
    .optional()
    .describe(
      "How data reaches the recovery region: pair (geo-redundant accounts, where it is the primary's pair) or account (object by object, to accounts of its own). Default: pair where it is the pair.",
    ),
  managementGroup: azureManagementGroup.optional(),
  exemptions: azureExemptions.optional(),
  bootstrap: azureBootstrap,
  access: azureAccess.optional(),
  baseline: azureBaseline.optional(),
  dialect: z.enum(['v4', 'v5']).default('v4').describe('Major version of the azurerm provider. Default: v4.'),
  firewall: azureFirewall.optional(),
  maintenance: azureMaintenance,
  sensor: azureSensor,
  models: azureModels,
  alerts: azureAlerts,
  path: azurePath.optional(),
  custody: azureExceptions,
  hsm: azureHsm,
  keys: azureKeys,
  cells: z.array(azureCell).min(1).max(50).describe('Clusters, each in a network of its own. Append new ones.'),
});

export const countryDocument = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of this format.'),
    country: z.enum(countryCodes as [string, ...string[]]).describe('ISO 3166-1 alpha-2 code, upper case.'),
    programme: z.string().min(1).max(80).optional().describe('Name of the national programme, for people.'),
    classification: z
      .enum(['official', 'restricted', 'secret'])
      .default('restricted')
      .describe('Highest class of data. Decides which legal floors bind. Default: restricted.'),
    custody: custodyLevel
      .optional()
      .describe('Who holds key material. Default: cmk, or the level a verified law or scheme demands.'),
    egress: z
      .enum(['isolated', 'firewall'])
      .default('isolated')
      .describe('isolated: no path out. firewall: one path, through an inspecting firewall. Default: isolated.'),
    logRetentionDays: z
      .int()
      .min(1)
      .max(36500)
      .optional()
      .describe('Days audit logs are kept. Default: what the catalogue says for the country.'),
    aws: awsTarget.optional().describe('What the country runs on AWS.'),
    azure: azureTarget.optional().describe('What the country runs on Azure.'),
  })
  .refine((value) => 'aws' in value || 'azure' in value, {
    message: 'an aws section, an azure section, or both',
    // Also where something else is wrong.
    when: ({ value }) => isMap(value),
  });

/** A parsed country document, defaults filled. */
export type CountryProfile = z.output<typeof countryDocument>;
export type AwsTarget = z.output<typeof awsTarget>;
export type AwsPath = z.output<typeof awsPath>;
export type AzurePath = z.output<typeof azurePath>;
export type AwsCell = z.output<typeof awsCell>;
export type AwsPool = z.output<typeof awsPool>;
export type AzureTarget = z.output<typeof azureTarget>;
export type AzureCell = z.output<typeof azureCell>;
export type AzurePool = z.output<typeof azurePool>;
export type AzureModel = z.output<typeof azureModel>;

/** JSON Schema (draft 2020-12) of the country document, as text, for editors. */
export function countryJsonSchema(): string {
  const schema = z.toJSONSchema(countryDocument, { io: 'input' });
  const title = 'Country document of a sovereign AI region';
  const anyOf = [{ required: ['aws'] }, { required: ['azure'] }];
  return `${JSON.stringify({ title, ...schema, anyOf }, null, 2)}\n`;
}
