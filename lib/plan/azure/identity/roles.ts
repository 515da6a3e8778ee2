/** Roles by their ids: the vendor's, and those of the country. */
import { digest } from '../../names';

/**
 * The vendor's roles that roots give, by name. The pipeline may give these and no others. Source: Azure built-in roles.
 */
export const BUILT_IN = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'Cognitive Services OpenAI User': '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd',
  'Key Vault Crypto Service Encryption User': 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
  'Key Vault Crypto User': '12338af0-0e69-4776-bea7-57ae8d297424',
  'Log Analytics Reader': '73c42c96-874c-492b-b04d-ab87d138a893',
  'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Storage Account Backup Contributor': 'e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1',
  'Storage Account Contributor': '17d1049b-9a84-46fb-8f53-869881c3d3ab',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Blob Data Reader': '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
} as const;

/** What of the roots decides which roles they give. */
export interface Giving {
  /** Terraform types. */
  readonly types: readonly string[];
  /** Whether a file system loads from an account. */
  readonly imports: boolean;
}

/** Roles only some roots give: the vendor's role, and what asks for it. */
const ONLY_WITH: Readonly<Record<string, (giving: Giving) => boolean>> = {
  'Cognitive Services OpenAI User': ({ types }) => types.includes('azurerm_cognitive_account'),
  // It reads keys of an account, which open nothing; the service of managed Lustre takes no smaller one.
  'Storage Account Contributor': ({ imports }) => imports,
  'Storage Account Backup Contributor': ({ types }) => types.includes('azurerm_data_protection_backup_vault'),
};

/** Ids of the vendor's roles that such roots give. */
export const grantable = (giving: Giving): string[] =>
  Object.entries(BUILT_IN).flatMap(([role, guid]) => (ONLY_WITH[role]?.(giving) === false ? [] : [guid]));

/** Administrator of every cluster's API, whom only break-glass becomes. */
export const CLUSTER_ADMINISTRATOR = 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b';

/** Id of a role in a subscription: an assignment names its role in its own subscription. */
export const roleId = (subscription: string, guid: string): string =>
  `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;

/** A UUID computed from its parts: the shape of version 8, which leaves the bits to whoever makes it. */
export function uuidOf(parts: readonly string[]): string {
  const hex = digest(parts, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
