import { type Context, Hono } from 'hono';
import type { AwsEnv } from '../http-env.ts';
import { ServiceError } from '../service-error.ts';
import type { AccessEntries } from './access-entries.ts';
import { describeAssociation, describeEntry } from './access-entry.ts';
import { ACCESS_POLICIES, associatePolicy, disassociatePolicy } from './access-policies.ts';
import type { Clusters } from './clusters.ts';
import { type Page, pageOf } from './paging.ts';
import {
  associateAccessPolicy,
  createAccessEntry,
  parseBody,
  tagResource,
  updateAccessEntry,
} from './requests.ts';
import { addTags, findTagged, removeTags } from './tags.ts';

export interface EksDependencies {
  readonly clusters: Clusters;
  readonly entries: AccessEntries;
  /** Platform time: milliseconds since the epoch. */
  readonly now: () => number;
}

/** The EKS API (REST-JSON, model 2017-11-01) as far as it is about clusters and access entries. */
export function eksRoutes(dependencies: EksDependencies): Hono<AwsEnv> {
  const routes = new Hono<AwsEnv>();
  clusterRoutes(routes, dependencies);
  entryRoutes(routes, dependencies);
  policyRoutes(routes, dependencies);
  tagRoutes(routes, dependencies);
  routes.all('*', () => {
    throw new ServiceError('UnknownOperationException', 404, 'The local EKS endpoint has no such operation.');
  });
  return routes;
}

function clusterRoutes(routes: Hono<AwsEnv>, { clusters }: EksDependencies): void {
  routes.get('/clusters', (context) => {
    const { items, nextToken } = page(context, clusters.names(), (name) => name);
    return context.json({ clusters: items, nextToken });
  });
  routes.get('/clusters/:name', (context) =>
    context.json({ cluster: clusters.describe(context.req.param('name')) }),
  );
}

function entryRoutes(routes: Hono<AwsEnv>, { clusters, entries }: EksDependencies): void {
  const path = '/clusters/:name/access-entries';
  routes.use(`${path}/*`, async (context, next) => {
    clusters.mustTakeEntries(context.req.param('name'));
    await next();
  });
  routes.get(path, (context) => {
    const policyArn = queryValue(context, 'associatedPolicyArn');
    const arns = entries
      .list(context.req.param('name'))
      .filter(
        ({ policies }) =>
          policyArn === undefined || policies.some((policy) => policy.policyArn === policyArn),
      )
      .map(({ principalArn }) => principalArn);
    const { items, nextToken } = page(context, arns, (arn) => arn);
    return context.json({ accessEntries: items, nextToken });
  });
  routes.post(path, (context) => {
    const wanted = parseBody(createAccessEntry, context.var.body);
    return context.json({ accessEntry: describeEntry(entries.create(context.req.param('name'), wanted)) });
  });
  routes.get(`${path}/:arn`, (context) => {
    const { name, arn } = context.req.param();
    return context.json({ accessEntry: describeEntry(entries.get(name, arn)) });
  });
  routes.post(`${path}/:arn`, (context) => {
    const { name, arn } = context.req.param();
    const change = parseBody(updateAccessEntry, context.var.body);
    return context.json({ accessEntry: describeEntry(entries.update(name, arn, change)) });
  });
  routes.delete(`${path}/:arn`, (context) => {
    const { name, arn } = context.req.param();
    entries.delete(name, arn);
    return context.json({});
  });
}

function policyRoutes(routes: Hono<AwsEnv>, { entries, now }: EksDependencies): void {
  const path = '/clusters/:name/access-entries/:arn/access-policies';
  routes.get('/access-policies', (context) => {
    const { items, nextToken } = page(context, ACCESS_POLICIES, ({ arn }) => arn);
    return context.json({ accessPolicies: items, nextToken });
  });
  routes.get(path, (context) => {
    const { name, arn } = context.req.param();
    const { items, nextToken } = page(context, entries.get(name, arn).policies, ({ policyArn }) => policyArn);
    return context.json({
      clusterName: name,
      principalArn: arn,
      associatedAccessPolicies: items.map(describeAssociation),
      nextToken,
    });
  });
  routes.post(path, (context) => {
    const { name, arn } = context.req.param();
    const wanted = parseBody(associateAccessPolicy, context.var.body);
    const association = associatePolicy(entries, entries.get(name, arn), wanted, now());
    return context.json({
      clusterName: name,
      principalArn: arn,
      associatedAccessPolicy: describeAssociation(association),
    });
  });
  routes.delete(`${path}/:policy`, (context) => {
    const { name, arn, policy } = context.req.param();
    disassociatePolicy(entries, entries.get(name, arn), policy);
    return context.json({});
  });
}

function tagRoutes(routes: Hono<AwsEnv>, { clusters, entries }: EksDependencies): void {
  routes.get('/tags/:arn', (context) =>
    context.json({ tags: findTagged(clusters, entries, context.req.param('arn')).tags }),
  );
  routes.post('/tags/:arn', (context) => {
    const entry = findTagged(clusters, entries, context.req.param('arn'));
    addTags(entries, entry, parseBody(tagResource, context.var.body).tags);
    return context.json({});
  });
  routes.delete('/tags/:arn', (context) => {
    const entry = findTagged(clusters, entries, context.req.param('arn'));
    removeTags(entries, entry, context.var.query.get('tagKeys') ?? []);
    return context.json({});
  });
}

function queryValue(context: Context<AwsEnv>, name: string): string | undefined {
  return context.var.query.get(name)?.[0];
}

function page<Item>(
  context: Context<AwsEnv>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const maxResults = queryValue(context, 'maxResults');
  return pageOf(items, keyOf, { maxResults, nextToken: queryValue(context, 'nextToken') });
}
