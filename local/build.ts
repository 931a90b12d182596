import { functionNames } from '../infra/names.ts';
import { type ControlPlane, synthesizeControlPlane } from '../infra/synthesize.ts';
import { bundleFunctions, type FunctionCode } from './lambda/bundle.ts';
import { bundlePage, type PageFiles } from './page/files.ts';

/** What a platform is made from: our sources, synthesized and bundled. */
export interface Build {
  /** @param configPath absolute */
  controlPlane(configPath: string): ControlPlane;
  /** @param directory where the code may be written to; absolute */
  functions(directory: string): Promise<FunctionCode>;
  page(): Promise<PageFiles>;
}

/** Makes it from the sources as they are now. Whoever starts many platforms may make it once for all of them. */
export const fromSources: Build = {
  controlPlane: (config) => synthesizeControlPlane({ config }),
  functions: (directory) => bundleFunctions([...functionNames, 'cluster-calls'], directory),
  page: bundlePage,
};
