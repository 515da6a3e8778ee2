/** What a key protects. One key, one purpose. */
export type KeyPurpose = 'logs' | 'data' | 'registry' | 'etcd' | 'disks' | 'models' | 'backup' | 'lustre' | 'recovery';

export interface KeyPlan {
  readonly purpose: KeyPurpose;
  readonly name: string;
  /** What its user does with it: services wrap keys of their own, the API server encrypts secrets. */
  readonly use: 'wrap' | 'encrypt';
  /** Length in bits, where its service takes no other. @default 4096 */
  readonly bits?: 2048;
  readonly reason: string;
}

/** A root's own vault: keys live beside what they protect, so that a root can be destroyed with its keys. */
export interface VaultPlan {
  /** Globally unique, 3 to 24 characters. */
  readonly name: string;
  readonly keys: readonly KeyPlan[];
}
