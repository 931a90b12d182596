import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table: records of requests, their audit events and the leases. It outlives the stack. */
export class RecordsTable extends Table {
  constructor(scope: Construct, id: string, tableName: string, encryptionKey: IKey) {
    super(scope, id, {
      tableName,
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Only codes that link have one. Records, events and leases stay.
      timeToLiveAttribute: 'ttl',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addGlobalSecondaryIndex({
      indexName: 'byRequester',
      partitionKey: text('gsi1pk'),
      sortKey: text('gsi1sk'),
    });
    this.addGlobalSecondaryIndex({
      indexName: 'byStatus',
      partitionKey: text('gsi2pk'),
      sortKey: text('gsi2sk'),
    });
    this.addGlobalSecondaryIndex({
      indexName: 'byDay',
      partitionKey: text('gsi3pk'),
      sortKey: text('gsi3sk'),
    });
    this.addGlobalSecondaryIndex({
      indexName: 'byHolder',
      partitionKey: text('gsi4pk'),
      sortKey: text('gsi4sk'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
