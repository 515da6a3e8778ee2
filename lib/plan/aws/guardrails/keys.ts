/** Keys never leave their region, come from where custody says, and are not lost in haste. */
import type { CustodyLevel } from '../../../catalogue';
import { administrators, deployment, unless } from './roles';
import type { GuardrailContext, GuardrailStatement } from './types';

/** `kms:KeyOrigin` of the store that custody asks for; `cmk` leaves it to the template. */
const ORIGIN: Partial<Record<CustodyLevel, string>> = { 'hsm-cmk': 'AWS_CLOUDHSM', external: 'EXTERNAL_KEY_STORE' };

export function keyGuards(context: GuardrailContext): GuardrailStatement[] {
  const origin = ORIGIN[context.custody];
  const origins = [context.custody, ...(context.exceptions ?? [])].map((level) => ORIGIN[level] ?? 'AWS_KMS');
  return [
    {
      Sid: 'KeysStayInTheirRegion',
      Effect: 'Deny',
      Action: ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion'],
      Resource: '*',
    },
    {
      Sid: 'KeysAreOfOneRegion',
      Effect: 'Deny',
      Action: 'kms:CreateKey',
      Resource: '*',
      Condition: { Bool: { 'kms:MultiRegion': 'true' } },
    },
    ...(origin
      ? [
          {
            Sid: 'KeysComeFromTheCountrysStore',
            Effect: 'Deny' as const,
            Action: 'kms:CreateKey',
            Resource: '*',
            Condition: { StringNotEquals: { 'kms:KeyOrigin': [...new Set(origins)] } },
          },
        ]
      : []),
    {
      Sid: 'KeysAreNotDeletedInHaste',
      Effect: 'Deny',
      Action: 'kms:ScheduleKeyDeletion',
      Resource: '*',
      Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } },
    },
    {
      Sid: 'KeyPoliciesLockNobodyOut',
      Effect: 'Deny',
      Action: ['kms:CreateKey', 'kms:PutKeyPolicy'],
      Resource: '*',
      Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
    },
    {
      // Whoever puts a key's policy can let themselves use the key.
      Sid: 'KeyPoliciesAreDeployed',
      Effect: 'Deny',
      Action: 'kms:PutKeyPolicy',
      Resource: '*',
      Condition: unless(deployment(context)),
    },
    {
      Sid: 'KeysKeepTurningAndStoresStand',
      Effect: 'Deny',
      Action: [
        'ec2:DisableEbsEncryptionByDefault',
        'kms:DeleteCustomKeyStore',
        'kms:DisableKeyRotation',
        'kms:DisconnectCustomKeyStore',
      ],
      Resource: '*',
      Condition: unless(administrators(context)),
    },
    {
      Sid: 'VolumesAreEncrypted',
      Effect: 'Deny',
      Action: ['ec2:CreateVolume', 'ec2:RunInstances'],
      Resource: `arn:${context.partition}:ec2:*:*:volume/*`,
      Condition: { Bool: { 'ec2:Encrypted': 'false' } },
    },
  ];
}
