export interface RegistryPlan {
  readonly name: string;
  readonly id: string;
  readonly identity: string;
  readonly zoneRedundant: boolean;
  /** Cache rule through which isolated nodes bootstrap; absent where the firewall lets them out. */
  readonly cacheRule?: string;
}
