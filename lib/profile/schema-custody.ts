/** Custody as a document writes it: exceptions to the country's level, and what phase two of Azure's keys takes. */
import { z } from 'zod';
import { awsCustody, azureCustody, HELD } from '../catalogue';

const date = z.string().regex(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date such as 2027-06-30');

const exception = z
  .strictObject({
    level: z
      .enum(HELD)
      .describe("Level instead of the country's; vendor only where a service takes no key of a customer."),
    reason: z.string().min(10).max(300).describe('Why the level of the country is not reached.'),
    owner: z.string().min(3).max(120).describe('Who answers for it: a person or an office.'),
    until: date.describe('Day it ends.'),
  })
  .describe("An exception to the country's custody. It shows in the plan as a residual risk.");

const exceptions = (purposes: object) =>
  z
    .partialRecord(z.enum(Object.keys(purposes) as [string, ...string[]]), exception)
    .optional()
    .describe("Purposes whose keys are held at a lower level than the country's, each with a reason. Default: none.");

export const awsExceptions = exceptions(awsCustody.purposes);
export const azureExceptions = exceptions(azureCustody.purposes);

const activation = z
  .strictObject({
    on: date.describe('Day it was activated.'),
    certificates: z.int().min(3).max(10).describe('Certificates that its security domain was wrapped with.'),
    quorum: z.int().min(2).max(10).describe('How many of their private keys open the security domain together.'),
    custody: z
      .string()
      .min(10)
      .max(300)
      .describe(
        'Who keeps the security domain and the private keys, and where in the country. No secret belongs here.',
      ),
  })
  .describe(
    'Phase two: how the Managed HSM was activated, offline. Default: not activated; roots with keys in it wait.',
  );

export const azureHsm = z
  .strictObject({
    administrators: z
      .array(
        z
          .string()
          .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a lower-case UUID')
          .describe('Entra object id of a person or a group.'),
      )
      .min(1)
      .max(10)
      .optional()
      .describe('First administrators of the Managed HSM, fixed for its life. Default: given at deployment.'),
    activated: activation.optional(),
  })
  .optional()
  .describe('The Managed HSM, where custody or the place asks for one. Default: made, and not activated yet.');

export const azureKeys = z
  .record(
    z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'a root and a purpose, such as data/data'),
    z
      .string()
      .max(200)
      .describe('Address of the key, without a version: https://<hsm>.managedhsm.azure.net/keys/<name>.'),
  )
  .optional()
  .describe(
    'With custody external: addresses of the keys brought into the Managed HSM, by root and purpose. Default: none yet; roots with such keys wait.',
  );
