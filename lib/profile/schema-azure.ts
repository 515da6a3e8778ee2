/** What a document says of Azure pools and clusters alone. */
import { z } from 'zod';

const GROUP =
  /^\/subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.Compute\/capacityReservationGroups\/[\w.-]{1,80}$/;

export const azureCapacity = z
  .union([
    z.literal('on-demand'),
    z
      .strictObject({
        reservation: z
          .string()
          .regex(
            GROUP,
            'the id of a capacity reservation group: /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/capacityReservationGroups/…',
          )
          .describe('Resource id of the capacity reservation group.'),
      })
      .describe('Capacity reserved beforehand, in the subscription of the cell.'),
  ])
  .default('on-demand')
  .describe('How the capacity is bought. Default: on-demand, and the plan asks for the quota.');

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const azureMaintenance = z
  .strictObject({
    day: z.enum(WEEKDAYS).default('Saturday').describe('Day of the week. Default: Saturday.'),
    start: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):00$/, 'a full hour such as 22:00')
      .default('00:00')
      .describe('Hour it starts, in quotes. Default: 00:00.'),
    utcOffset: z
      .string()
      .regex(/^[+-](?:0\d|1[0-4]):(?:00|30|45)$/, 'hours and minutes such as +05:30')
      .default('+00:00')
      .describe('Difference of that hour from UTC, in quotes. Default: +00:00.'),
  })
  .default({ day: 'Saturday', start: '00:00', utcOffset: '+00:00' })
  .describe('Weekly window of eight hours in which AKS patches clusters and nodes. Default: Saturday, 00:00 UTC.');

/** The kinds of deployment that process in the region of the account, and no other: what is not here cannot be asked for. */
export const MODEL_KINDS = ['Standard', 'ProvisionedManaged'] as const;

export const azureModel = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9]|[.-](?=[a-z0-9])){1,63}$/,
      '2 to 64 of a-z, 0-9 and single dots and hyphens, neither first nor last',
    )
    .describe('Name of the deployment, which callers ask for: 2 to 64 of a-z, 0-9, dots and hyphens.'),
  model: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'the name of a model such as gpt-4o')
    .describe('Model, as the vendor names it, such as gpt-4o.'),
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'a version such as "2024-11-20", in quotes')
    .describe('Version of the model, in quotes; it changes when the document does, never by itself.'),
  kind: z
    .enum(MODEL_KINDS)
    .default('Standard')
    .describe('How it is paid for; both process in the region alone. Default: Standard.'),
  capacity: z
    .int()
    .min(1)
    .max(100000)
    .describe('Standard: thousands of tokens a minute. ProvisionedManaged: provisioned throughput units.'),
});

export const azureModels = z
  .array(azureModel)
  .min(1)
  .max(32)
  .optional()
  .describe('Deployments of models the vendor runs in the region (Azure OpenAI). Default: none, and no account.');

export const azureAlerts = z
  .strictObject({
    emails: z
      .array(z.email('an address such as duty@example.org').max(254))
      .min(1)
      .max(10)
      .describe('Addresses of those on duty.'),
  })
  .optional()
  .describe(
    'Whom alerts are mailed to, in regions that send them on by themselves. Default: nobody; they are listed in each subscription.',
  );

export const azureSensor = z
  .enum(['none', 'defender'])
  .default('none')
  .describe(
    'Threat sensor of the clusters. defender sends security events to Microsoft Defender for Cloud, which keeps them outside the region: it needs egress: firewall. Default: none.',
  );
