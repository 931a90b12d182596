import type { ClusterFiles } from './files.ts';
import { frontProxyName } from './front-proxy.ts';

export function etcdFlags(files: ClusterFiles, clientPort: number, peerPort: number): readonly string[] {
  const client = `http://127.0.0.1:${clientPort}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    `--data-dir=${files.etcdData}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--logger=zap',
    '--log-level=warn',
  ];
}

export function apiServerFlags(files: ClusterFiles, port: number, etcdPort: number): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${files.servingCertificate}`,
    `--tls-private-key-file=${files.servingKey}`,
    `--client-ca-file=${files.ca}`,
    `--requestheader-client-ca-file=${files.ca}`,
    `--requestheader-allowed-names=${frontProxyName}`,
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--authorization-mode=RBAC',
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.0.0.0/24',
    // Without the controller that makes token secrets, this plugin would refuse every pod.
    '--disable-admission-plugins=ServiceAccount',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    `--authentication-token-webhook-config-file=${files.tokenWebhook}`,
    '--authentication-token-webhook-version=v1',
    // The platform clock moves, and a token that has aged must be refused at once.
    '--authentication-token-webhook-cache-ttl=0s',
    `--audit-policy-file=${files.auditPolicy}`,
    `--audit-log-path=${files.auditLog}`,
    // Megabytes, and files beside the one that is written.
    '--audit-log-maxsize=20',
    '--audit-log-maxbackup=1',
    '--profiling=false',
    '--v=0',
  ];
}

export function controllerManagerFlags(files: ClusterFiles): readonly string[] {
  return [
    `--kubeconfig=${files.controllerManager}`,
    '--controllers=clusterrole-aggregation,namespace,serviceaccount',
    '--leader-elect=false',
    '--port=0',
    '--secure-port=0',
    '--v=0',
  ];
}
