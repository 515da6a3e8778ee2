import { Construct, type ITerraformDependable, StorageObjectReplication } from '../cdktf';

export interface ObjectCopiesProps {
  /** Resource id of the account copied from. It keeps a change feed and versions. */
  readonly sourceId: string;
  /** Resource id of the account copied to, in the country and in the same tenant. It keeps versions. */
  readonly destinationId: string;
  /** Containers, of the same name in both accounts; 1 to 10. Nothing else can write to those of the destination. */
  readonly containers: readonly string[];
  /**
   * What must exist first: the containers.
   * @default - nothing
   */
  readonly after?: readonly ITerraformDependable[];
}

/** Copies every block blob of some containers to another account, those that are there already too. */
export class ObjectCopies extends Construct {
  constructor(scope: Construct, id: string, props: ObjectCopiesProps) {
    super(scope, id);
    new StorageObjectReplication(this, 'Resource', {
      sourceStorageAccountId: props.sourceId,
      destinationStorageAccountId: props.destinationId,
      rules: props.containers.map((container) => ({
        sourceContainerName: container,
        destinationContainerName: container,
        copyBlobsCreatedAfter: 'Everything',
      })),
      dependsOn: props.after && [...props.after],
    });
  }
}
