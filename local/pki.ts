import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface CertificateRequest {
  /** Kubernetes reads a client certificate's common name as the username. */
  readonly commonName: string;
  /** Kubernetes reads a client certificate's organizations as the groups. */
  readonly organizations?: readonly string[];
  /** DNS names and IPv4 addresses that a server certificate answers for. */
  readonly hosts?: readonly string[];
}

export interface KeyPair {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** The one certificate authority of the local platform; it signs serving and client certificates alike. */
export interface Pki {
  readonly caPem: string;
  /** A fresh key and a certificate for it, valid for ten years of the wall clock, for servers and clients alike. */
  issue(request: CertificateRequest): Promise<KeyPair>;
}

const curve = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

/** Opens the authority kept in `<directory>/ca.pem`, creating it on first use. */
export async function openPki(directory: string): Promise<Pki> {
  const authority = readAuthority(directory) ?? (await createAuthority(directory));
  return { caPem: authority.certificatePem, issue: (request) => issue(authority, request) };
}

function readAuthority(directory: string): KeyPair | undefined {
  const file = join(directory, 'ca.pem');
  if (!existsSync(file)) return undefined;
  const pem = readFileSync(file, 'utf8');
  const certificateAt = pem.indexOf('-----BEGIN CERTIFICATE-----');
  return { certificatePem: pem.slice(certificateAt), privateKeyPem: pem.slice(0, certificateAt) };
}

// Key and certificate go into one file, renamed into place, so that a crash never leaves one without the other.
async function createAuthority(directory: string): Promise<KeyPair> {
  const made = await generate([{ name: 'commonName', value: 'k8s-access local CA' }], {
    ...curve,
    ...validity(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'ca.pem');
  writeFileSync(`${file}.new`, `${made.private.trimEnd()}\n${made.cert}`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return { certificatePem: made.cert, privateKeyPem: made.private };
}

async function issue(authority: KeyPair, request: CertificateRequest): Promise<KeyPair> {
  const organizations = request.organizations ?? [];
  const made = await generate(
    [
      ...organizations.map((value) => ({ name: 'organizationName', value })),
      { name: 'commonName', value: request.commonName },
    ],
    {
      ...curve,
      ...validity(),
      ca: { cert: authority.certificatePem, key: authority.privateKeyPem },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        ...(request.hosts === undefined ? [] : [alternativeNames(request.hosts)]),
      ],
    },
  );
  return { certificatePem: made.cert, privateKeyPem: made.private };
}

function alternativeNames(hosts: readonly string[]) {
  const isAddress = /^\d+\.\d+\.\d+\.\d+$/;
  return {
    name: 'subjectAltName' as const,
    altNames: hosts.map((host) =>
      isAddress.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host },
    ),
  };
}

// Certificates live in wall time, because kubectl and the AWS CLI cannot be moved; they begin a day early for skewed clocks.
function validity() {
  const day = 24 * 60 * 60 * 1000;
  const today = Date.now();
  return { notBeforeDate: new Date(today - day), notAfterDate: new Date(today + 3650 * day) };
}
