import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { AccessConfig } from '../shared/config/access-config.ts';
import { bundleFunction, type DeployedFunction, folderOf, preparedFile } from './bundle-function.ts';

/** Where a function's code comes from. */
export type CodeSource = (name: DeployedFunction) => NodejsFunctionProps;

/** Where the policy lies beside the bundle: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export const deployedConfigPath = `/var/task/${preparedFile}`;

const handler = 'index.handler';

/** One bundle for each function, with what `access.yaml` says beside it. */
export function bundledWith(config: AccessConfig): CodeSource {
  return (name) => ({
    handler,
    code: Code.fromAsset(folderOf(name), {
      // Of the bundle, because much of it comes from elsewhere.
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        // Never started: CDK asks for it, and esbuild runs here.
        image: DockerImage.fromRegistry('none'),
        local: {
          tryBundle: (directory) => {
            bundleFunction(name, config, directory);
            return true;
          },
        },
      },
    }),
  });
}

/** No code at all, for who wants the template and not the functions. */
export const withoutCode: CodeSource = () => ({ code: Code.fromInline('//'), handler });
