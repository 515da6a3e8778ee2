/** What is recorded stays in the country, and is recorded. */
import { all, any, is, isMissing, isNot, isThere, notAmong, outside, type, types } from './conditions';
import { inSubscriptions } from './exposure';
import type { GuardrailContext, Rule } from './types';

const LOGGING = 'ISO/IEC 27001:2022 Annex A A.8.15';
const SETTINGS = 'Microsoft.Insights/diagnosticSettings';
const FLOW_LOGS = 'Microsoft.Network/networkWatchers/flowLogs';

/** Types that must send their logs: what the region is made of. */
const LOGGED = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.ContainerService/managedClusters',
  'Microsoft.KeyVault/managedHSMs',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Storage/storageAccounts/blobServices',
];

export const auditGuards = (context: GuardrailContext): Rule[] => {
  const { workspaceId, archiveIds } = context;
  return [
    {
      id: 'log-destination',
      reason: "logs go to the country's workspace and archive, and to no other place",
      clause: 'CSA CCM v4.0 DSP-19',
      when: all(
        type(SETTINGS),
        any(
          all(isMissing(`${SETTINGS}/workspaceId`), isMissing(`${SETTINGS}/storageAccountId`)),
          all(isThere(`${SETTINGS}/workspaceId`), isNot(`${SETTINGS}/workspaceId`, workspaceId)),
          all(isThere(`${SETTINGS}/storageAccountId`), notAmong(`${SETTINGS}/storageAccountId`, archiveIds)),
          isThere(`${SETTINGS}/eventHubAuthorizationRuleId`),
          isThere(`${SETTINGS}/serviceBusRuleId`),
          isThere(`${SETTINGS}/marketplacePartnerId`),
        ),
      ),
    },
    {
      id: 'logs-sent',
      // A resource is made before its setting: this can be seen, not refused.
      effect: 'AuditIfNotExists',
      reason: "everything that logs sends its logs to the country's workspace",
      clause: LOGGING,
      when: types(LOGGED),
      beside: { type: SETTINGS, existenceCondition: is(`${SETTINGS}/workspaceId`, workspaceId) },
    },
    {
      id: 'log-profiles',
      reason: "the activity log goes to the country's archive only, by settings and not by a profile of the old kind",
      clause: LOGGING,
      when: type('Microsoft.Insights/logProfiles'),
    },
    {
      id: 'flow-logs',
      reason: 'flow logs stay on, and in the country',
      clause: LOGGING,
      when: all(
        type(FLOW_LOGS),
        any(isNot(`${FLOW_LOGS}/enabled`, true), outside(`${FLOW_LOGS}/storageId`, inSubscriptions(context))),
      ),
    },
    {
      id: 'log-accounts',
      reason: 'logs are written and read with Entra ID, not with a shared key',
      clause: 'NIST SP 800-53r5 AC-6',
      when: all(
        type('Microsoft.OperationalInsights/workspaces'),
        isNot('Microsoft.OperationalInsights/workspaces/features.disableLocalAuth', true),
      ),
    },
  ];
};
