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
