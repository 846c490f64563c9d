export interface DiscoveredProfile {
  readonly profile: string;
  readonly origin: string;
  readonly region: string | null;
}
export async function discoverAwsProfiles(): Promise<readonly DiscoveredProfile[]> {
  return [];
}
