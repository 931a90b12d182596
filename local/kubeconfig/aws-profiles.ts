import { join, resolve } from 'node:path';
import type { AwsCredentials } from '../../shared/adapters/sts/presign-token.ts';
import { writePrivateFile } from './private-file.ts';

/** A person of the example estate, with AWS credentials of their own. */
export interface PersonaCredentials {
  /** Lower-case letters; it becomes part of file names. */
  readonly name: string;
  readonly credentials: AwsCredentials;
}

/** The file that the credential plugin reads a persona's credentials from; an absolute path. */
export function credentialsFile(dataDirectory: string, persona: string): string {
  return resolve(dataDirectory, 'aws', `${persona}.json`);
}

/**
 * Writes each persona's credentials: `<data>/aws/<persona>.json` for the credential plugin, and `<data>/aws/credentials`
 * and `<data>/aws/config` with a profile each, for the AWS CLI (AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE).
 */
export function writeAwsProfiles(
  dataDirectory: string,
  region: string,
  endpointUrl: string,
  personas: readonly PersonaCredentials[],
): void {
  for (const { name, credentials } of personas) {
    writePrivateFile(credentialsFile(dataDirectory, name), JSON.stringify(credentials));
  }
  const directory = join(dataDirectory, 'aws');
  writePrivateFile(
    join(directory, 'credentials'),
    personas.map((persona) => credentialsSection(persona, region)).join('\n'),
  );
  writePrivateFile(
    join(directory, 'config'),
    personas
      .map(({ name }) => section(`profile ${name}`, { region, output: 'json', endpoint_url: endpointUrl }))
      .join('\n'),
  );
}

function credentialsSection({ name, credentials }: PersonaCredentials, region: string): string {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return section(name, {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    ...(sessionToken === undefined ? {} : { aws_session_token: sessionToken }),
    // Also here, so that naming this file alone is enough.
    region,
  });
}

function section(title: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${value}\n`);
  return `[${title}]\n${lines.join('')}`;
}
