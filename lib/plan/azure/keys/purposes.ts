/**
 * What each key is for. One key, one purpose: a line here says why it is a key of its own and who uses it, a line of the
 * same name in the catalogue's `azure-custody.json` which levels its service reaches.
 */
interface Purpose {
  /** What its user does with it: services wrap keys of their own, the API server encrypts secrets. */
  readonly use: 'wrap' | 'encrypt';
  /** Length in bits, where its service takes no other. @default 4096 */
  readonly bits?: 2048;
  /** Who uses it. */
  readonly users: string;
  readonly reason: string;
}

export const PURPOSES = {
  state: { use: 'wrap', users: 'the state account', reason: "Terraform's state of every root" },
  archive: {
    use: 'wrap',
    users: 'the archive account',
    reason: 'audit logs as they are kept, under a key apart from that of the data they speak of',
  },
  logs: { use: 'wrap', users: 'the cluster of the workspace', reason: 'audit logs as they are read' },
  data: { use: 'wrap', users: 'the accounts of models and data', reason: 'models, datasets and checkpoints' },
  flows: { use: 'wrap', users: 'the accounts of flows', reason: 'flows of every network' },
  recovery: { use: 'wrap', users: 'the accounts of copies', reason: 'copies of models, datasets and checkpoints' },
  registry: { use: 'wrap', users: 'the registry', reason: 'container images' },
  etcd: { use: 'encrypt', users: 'the API server', reason: 'secrets of the cluster, before they reach etcd' },
  disks: { use: 'wrap', users: 'the disk encryption set', reason: 'system disks and volumes of the nodes' },
  lustre: { use: 'wrap', users: 'the file system', reason: 'files of the cell, and the copies of data among them' },
  backup: { use: 'wrap', users: 'the backup vault', reason: 'backups, under a key apart from that of what they hold' },
  models: { use: 'wrap', bits: 2048, users: 'the AI account', reason: 'files and tuned models of the AI account' },
} as const satisfies Readonly<Record<string, Purpose>>;

/** What a key protects. */
export type KeyPurpose = keyof typeof PURPOSES;
