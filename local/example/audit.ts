/** Where the sealed days of the audit trail are kept. */
export const auditBucket = 'k8s-access-local-audit';
