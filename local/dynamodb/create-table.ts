import { CreateTableCommand, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { localDocumentClient } from './local-client.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const tableSchema = z.object({
  Type: z.enum(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']),
  Properties: z.object({
    AttributeDefinitions: z.array(
      z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']) }),
        }),
      )
      .default([]),
  }),
});

const templateSchema = z.object({ Resources: z.record(z.string(), z.unknown()) });

/** Creates the table of the synthesized template, unless it is there already. */
export async function createTable(template: unknown, name: string, url: string): Promise<void> {
  const { Resources } = templateSchema.parse(template);
  const table = Object.values(Resources)
    .map((resource) => tableSchema.safeParse(resource))
    .find((parsed) => parsed.success)?.data.Properties;
  if (table === undefined) throw new Error('unreachable: the control plane has a table');
  const client = localDocumentClient(url);
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        AttributeDefinitions: table.AttributeDefinitions,
        KeySchema: table.KeySchema,
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  } finally {
    client.destroy();
  }
}
