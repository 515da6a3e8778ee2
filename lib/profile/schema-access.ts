/** Who may act, as the document names them. */
import { z } from 'zod';

/** ARN of who may take a role: one user or role, never a root, a session or everybody. */
const principals = z
  .array(
    z
      .string()
      .regex(
        /^arn:aws(?:-[a-z]+)*:iam::\d{12}:(?:role|user)\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
        'the ARN of one IAM role or user, such as arn:aws:iam::111122223333:role/operators',
      ),
  )
  .min(1)
  .max(20);

export const awsAccess = z
  .strictObject({
    breakGlass: principals
      .optional()
      .describe(
        'IAM users, each with an MFA device, who may take the break-glass role in an emergency. Default: nobody, and the role is not made.',
      ),
    operators: principals.optional().describe('Who may take the operator role. Default: nobody.'),
    auditors: principals.optional().describe('Who may take the auditor role. Default: nobody.'),
    pipeline: principals
      .optional()
      .describe(
        'Roles of the runner that may publish and deploy templates. Default: whoever IAM lets in the account itself.',
      ),
  })
  .describe('Who may take which role. Default: nobody has standing access.');

/** Object ids of Entra ID: groups for people, service principals for what deploys. */
const objects = z
  .array(
    z
      .string()
      .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'an object id: a lower-case UUID'),
  )
  .min(1)
  .max(20);

export const azureAccess = z
  .strictObject({
    breakGlass: objects
      .optional()
      .describe('Object ids of who may take the break-glass role in an emergency, for an hour. Default: nobody.'),
    operators: objects
      .optional()
      .describe('Object ids of groups that may take the operator role for a time. Default: nobody.'),
    auditors: objects
      .optional()
      .describe('Object ids of groups that may take the auditor role for a time. Default: nobody.'),
    pipeline: objects
      .optional()
      .describe(
        "Object ids of service principals that deploy beside the runner's own identity. Default: none; with bootstrap: existing, nobody.",
      ),
    runner: z
      .array(
        z.strictObject({
          issuer: z
            .string()
            .max(600)
            .regex(/^https:\/\/[a-z0-9.-]+(?:\/[\w.~/-]*)?$/, 'an https address without a query')
            .describe('Who issues the tokens, as their iss says it.'),
          subject: z
            .string()
            .max(600)
            .regex(/^[^\s*?]+$/, 'one subject to the letter, without wildcards')
            .describe('Whom they are about, as their sub says it.'),
        }),
      )
      .min(1)
      .max(20)
      .optional()
      .describe(
        "Tokens that are taken for the runner's identity. Default: none; a machine in the runner's network carries the identity.",
      ),
  })
  .describe('Who may take which role. Default: nobody has standing access.');
