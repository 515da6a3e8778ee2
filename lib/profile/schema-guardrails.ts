/** What the document says of guardrails on Azure: where they hold, and where one does not for a while. */
import { z } from 'zod';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export const azureManagementGroup = z
  .string()
  .regex(
    /^[A-Za-z0-9_().-]{1,89}[A-Za-z0-9_()-]$|^[A-Za-z0-9_()-]$/,
    '1 to 90 letters, digits, . _ - ( ), not ending in a dot',
  )
  .describe(
    "Id of the management group that holds the country's subscriptions and no others; its guardrails are made there. Default: no guardrails are made.",
  );

export const azureExemptions = z
  .array(
    z.strictObject({
      policy: z
        .string()
        .regex(/^[a-z][a-z-]{1,40}$/, 'the word of a rule, such as storage-redundancy')
        .describe('Rule that does not hold there, by its word in the plan.'),
      scope: z
        .string()
        .regex(
          new RegExp(`^/subscriptions/${UUID}(?:/resourceGroups/[A-Za-z0-9_().-]{1,90})?$`),
          'the id of a subscription or a resource group: /subscriptions/<id>/resourceGroups/<name>',
        )
        .describe('Where: id of a subscription or of a resource group.'),
      reason: z.string().min(10).max(300).describe('Why the rule cannot hold there.'),
      owner: z.string().min(3).max(120).describe('Who answers for it: a person or an office.'),
      until: z
        .string()
        .regex(/^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date such as 2027-06-30')
        .describe('Last day of it.'),
    }),
  )
  .max(100)
  .describe(
    'Places where one rule of the guardrails does not hold for a while. Each shows in the plan. Default: none.',
  );
