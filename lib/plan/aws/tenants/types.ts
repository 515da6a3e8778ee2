/** What pods may reach of the country's buckets, by the namespace they run in. */
export interface WorkloadPlan {
  /** Name of the role that pods take through EKS Pod Identity. */
  readonly role: string;
  /** Service account that takes it in each tenant's namespace. */
  readonly serviceAccount: string;
  /** Namespaces of the tenants; pods of others share buckets, each below its own prefix. */
  readonly tenants: readonly string[];
  /** Account of the buckets and their keys; may be an expression. */
  readonly account: string;
  /** Buckets that namespaces without a tenant share, and the alias of their key. */
  readonly shared: { readonly buckets: readonly string[]; readonly alias: string };
  /** Bucket and alias of a tenant's own, with {@link NAMESPACE} where its name stands. */
  readonly own: { readonly bucket: string; readonly alias: string };
}
