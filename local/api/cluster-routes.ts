import { Hono } from 'hono';
import * as z from 'zod';
import type { ClusterCondition } from '../aws/eks/clusters.ts';
import { ServiceError } from '../aws/service-error.ts';
import { BadBody, bodyOf } from './json-body.ts';

export interface ClusterControls {
  /** @throws ServiceError when there is no such cluster */
  alter(name: string, condition: ClusterCondition): void;
  /** The certificate, PEM, of an authority that signed nothing here. */
  otherAuthority(): Promise<string>;
}

const condition = z.strictObject({
  authenticationMode: z.enum(['API', 'API_AND_CONFIG_MAP', 'CONFIG_MAP']).default('API'),
  status: z.enum(['ACTIVE', 'UPDATING']).default('ACTIVE'),
  authority: z.literal('other').optional(),
});

/** How EKS says that clusters are: what a fault cannot show, because people's own tools see it too. */
export function clusterRoutes({ alter, otherAuthority }: ClusterControls): Hono {
  const app = new Hono();
  app.post('/local/clusters/:name', async (context) => {
    const { authority, ...stated } = await bodyOf(context, condition);
    const certificate = authority === undefined ? {} : { certificateAuthority: await otherAuthority() };
    alter(context.req.param('name'), { ...stated, ...certificate });
    return context.json({ name: context.req.param('name'), ...stated });
  });
  app.onError((error, context) => {
    if (error instanceof ServiceError) return context.json({ error: error.message }, 404);
    if (error instanceof BadBody) return context.json({ error: error.message }, 400);
    throw error;
  });
  return app;
}
