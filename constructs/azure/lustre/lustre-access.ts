import { Construct, RoleAssignment } from '../cdktf';

export interface LustreAccessProps {
  /** Resource id of the account file systems import from. */
  readonly accountId: string;
  /** Object id, in the tenant, of the vendor's service that imports (HPC Cache Resource Provider). */
  readonly principalId: string;
}

/** Roles the service asks for on an account, to show its blobs in a file system; it takes no smaller ones. */
const ROLES = { manages: 'Storage Account Contributor', reads: 'Storage Blob Data Contributor' } as const;

/** Lets the service of managed Lustre import from an account and export to it. */
export class LustreAccess extends Construct {
  constructor(scope: Construct, id: string, props: LustreAccessProps) {
    super(scope, id);
    for (const [key, roleDefinitionName] of Object.entries(ROLES))
      new RoleAssignment(this, key, {
        scope: props.accountId,
        roleDefinitionName,
        principalId: props.principalId,
        principalType: 'ServicePrincipal',
      });
  }
}
