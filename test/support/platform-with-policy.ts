import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestPlatform, type TestPlatform } from './platform.ts';

/** A platform of another estate than the example's. @param policy the text of its `access.yaml` */
export async function startPlatformWith(policy: string): Promise<TestPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-access-policy-'));
  const config = join(folder, 'access.yaml');
  writeFileSync(config, policy);
  const platform = await startTestPlatform({ config });
  return {
    ...platform,
    stop: async () => {
      await platform.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
