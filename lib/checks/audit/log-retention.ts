import type { Check } from '../model';
import { AWS } from './log-retention-aws';
import { AZURE } from './log-retention-azure';

const bucket = (properties: Record<string, unknown>) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: 'trail', ...properties },
});
const lock = (Days: number) => ({
  ObjectLockEnabled: true,
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days } } },
});
const expire = (ExpirationInDays: number) => ({
  LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays }] },
});
const trail = { Type: 'AWS::CloudTrail::Trail', Properties: { S3BucketName: 'trail' } };
const group = (properties: Record<string, unknown>) => ({
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: properties },
});

export const logRetention: Check = {
  id: 'audit/log-retention',
  invariant: 'audit',
  severity: 'high',
  proves: 'logs are kept at least as long as the country asks',
  remedy: 'keep them longer: raise the retention, the lock and the lifecycle to the days the document names',
  clauses: [
    'NIST SP 800-53r5 AU-11',
    'ISO/IEC 27001:2022 Annex A A.8.15',
    'CSA CCM v4.0 DSP-16',
    'EU AI Act Art 26(6)',
    'AWS Control Tower controls AWS-GR_AUDIT_BUCKET_RETENTION_POLICY',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples: [
    { cloud: 'aws', expect: 'pass', resources: group({ RetentionInDays: 3653 }) },
    { cloud: 'aws', expect: 'pass', resources: group({}) },
    { cloud: 'aws', expect: 'fail', resources: group({ RetentionInDays: 30 }) },
    { cloud: 'aws', expect: 'fail', resources: group({ RetentionInDays: '7' }) },
    { cloud: 'aws', expect: 'not-checked', resources: group({ RetentionInDays: { 'Fn::ImportValue': 'days' } }) },
    { cloud: 'aws', expect: 'pass', resources: { Archive: bucket(lock(3650)), Trail: trail } },
    { cloud: 'aws', expect: 'fail', resources: { Archive: bucket(lock(30)), Trail: trail } },
    { cloud: 'aws', expect: 'fail', resources: { Archive: bucket({ ...lock(3650), ...expire(90) }), Trail: trail } },
    { cloud: 'aws', expect: 'fail', resources: { Archive: bucket(expire(90)), Trail: trail } },
    { cloud: 'aws', expect: 'pass', resources: { Archive: bucket(expire(3650)), Trail: trail } },
    { cloud: 'aws', expect: 'not-checked', resources: { Trail: trail } },
    // A rule for a part of the bucket, where logs may or may not lie.
    {
      cloud: 'aws',
      expect: 'not-checked',
      resources: {
        Archive: bucket({
          LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Prefix: 'results/', ExpirationInDays: 7 }] },
        }),
        Trail: trail,
      },
    },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: { azurerm_log_analytics_workspace: { logs: { name: 'logs' } } },
    },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: { azurerm_log_analytics_workspace: { logs: { retention_in_days: 730 } } },
    },
    // What a workspace cannot keep so long, an archive can.
    {
      cloud: 'azure',
      expect: 'pass',
      resources: {
        azurerm_log_analytics_workspace: { logs: { retention_in_days: 90 } },
        azurerm_monitor_diagnostic_setting: {
          vault: {
            log_analytics_workspace_id: '${azurerm_log_analytics_workspace.logs.id}',
            storage_account_id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/archive',
          },
        },
      },
    },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: {
        azurerm_log_analytics_workspace: { logs: { retention_in_days: 90 } },
        azurerm_monitor_diagnostic_setting: {
          vault: { log_analytics_workspace_id: '${azurerm_log_analytics_workspace.logs.id}' },
        },
      },
    },
    // A table may keep less than its workspace.
    {
      cloud: 'azure',
      expect: 'fail',
      resources: { azurerm_log_analytics_workspace_table: { t: { name: 'AzureActivity', retention_in_days: 30 } } },
    },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: {
        azurerm_storage_management_policy: {
          p: {
            storage_account_id: '${azurerm_storage_account.a.id}',
            rule: {
              enabled: false,
              actions: { base_blob: { delete_after_days_since_modification_greater_than: 1 } },
            },
          },
        },
        azurerm_storage_account: { a: { name: 'a' } },
        azurerm_monitor_diagnostic_setting: { d: { storage_account_id: '${azurerm_storage_account.a.id}' } },
      },
    },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: { azurerm_storage_container_immutability_policy: { p: { immutability_period_in_days: 30 } } },
    },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: { azurerm_network_watcher_flow_log: { f: { retention_policy: [{ enabled: true, days: 0 }] } } },
    },
  ],
};
