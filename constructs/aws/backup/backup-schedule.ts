import { CfnBackupPlan, CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { Construct } from 'constructs';
import { BACKUP_TAG, type BackupClass } from '../../../lib/plan/aws';
import { pascal, sub } from '../text';

export interface BackupScheduleProps {
  readonly name: string;
  /** Name of the vault. */
  readonly vault: string;
  /** Classes, each selected by the tag `sovereign:backup` on its buckets. */
  readonly classes: readonly BackupClass[];
  /** ARN of the role that AWS Backup reads as. */
  readonly roleArn: string;
  /** ARNs of vaults, in the country, that each backup is copied to. */
  readonly copiesTo: readonly string[];
}

/** Backs up buckets on a schedule, a plan for each class, and copies each backup to the vaults named. */
export class BackupSchedule extends Construct {
  constructor(scope: Construct, id: string, props: BackupScheduleProps) {
    super(scope, id);
    for (const { name, schedule, days } of props.classes) {
      const plan = new CfnBackupPlan(this, pascal(name), {
        backupPlan: {
          backupPlanName: `${props.name}-${name}`,
          backupPlanRule: [
            {
              ruleName: name,
              targetBackupVault: props.vault,
              scheduleExpression: schedule,
              scheduleExpressionTimezone: 'Etc/UTC',
              startWindowMinutes: 60,
              lifecycle: { deleteAfterDays: days },
              copyActions: props.copiesTo.map((vault) => ({
                destinationBackupVaultArn: sub(vault),
                lifecycle: { deleteAfterDays: days },
              })),
              recoveryPointTags: { [BACKUP_TAG]: name },
            },
          ],
        },
        backupPlanTags: { Name: `${props.name}-${name}` },
      });
      new CfnBackupSelection(this, `${pascal(name)}Selection`, {
        backupPlanId: plan.ref,
        backupSelection: {
          selectionName: name,
          iamRoleArn: props.roleArn,
          // Buckets, and of those only the ones that carry the tag.
          resources: [sub('arn:${AWS::Partition}:s3:::*')],
          conditions: {
            StringEquals: [{ ConditionKey: `aws:ResourceTag/${BACKUP_TAG}`, ConditionValue: name }],
          },
        },
      });
    }
  }
}
