import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnBackupVault } from 'aws-cdk-lib/aws-backup';
import { Construct } from 'constructs';
import type { VaultPlan } from '../../../lib/plan/aws';
import { policy, type Statement, sub } from '../text';

export interface SovereignVaultProps extends VaultPlan {
  /** ARN of the customer-managed key. */
  readonly keyArn: string;
}

/**
 * A vault whose recovery points nobody deletes early: a lock in compliance mode, a policy that refuses deletion even
 * before the lock has set, and copies to the vaults named only. Kept when its stack goes.
 */
export class SovereignVault extends Construct {
  readonly vault: CfnBackupVault;

  constructor(scope: Construct, id: string, props: SovereignVaultProps) {
    super(scope, id);
    this.vault = new CfnBackupVault(this, 'Vault', {
      backupVaultName: props.name,
      encryptionKeyArn: props.keyArn,
      lockConfiguration: {
        minRetentionDays: props.lock.minDays,
        maxRetentionDays: props.lock.maxDays,
        changeableForDays: props.lock.setsAfterDays,
      },
      accessPolicy: policy(statements(props)),
      backupVaultTags: { Name: props.name },
    });
    this.vault.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}

function statements({ copiesTo }: SovereignVaultProps): Statement[] {
  const deny = (Sid: string, Action: Statement['Action'], Condition?: Statement['Condition']): Statement => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource: '*',
    ...(Condition ? { Condition } : {}),
  });
  return [
    // A recovery point goes when its days are over; AWS Backup sees to that, and this stops nobody but people.
    deny('NothingIsDeletedEarly', ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle']),
    deny(
      'CopiesGoToTheCountrysVaultsOnly',
      'backup:CopyFromBackupVault',
      copiesTo.length > 0 ? { 'ForAnyValue:ArnNotEquals': { 'backup:CopyTargets': copiesTo.map(sub) } } : undefined,
    ),
    deny('OnlyTheAccountCopiesIn', 'backup:CopyIntoBackupVault', {
      StringNotEquals: { 'aws:PrincipalAccount': sub('${AWS::AccountId}') },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    }),
  ];
}
