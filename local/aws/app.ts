import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type EksDependencies, eksRoutes } from './eks/routes.ts';
import type { AwsEnv } from './http-env.ts';
import { signedRequest } from './incoming.ts';
import { kmsRoute } from './kms/route.ts';
import type { SigningKey } from './kms/signing-key.ts';
import { errorResponse, type ServiceName, serviceOf, signatureError } from './protocol.ts';
import { type LocalBucket, s3Route } from './s3/route.ts';
import { type SecretDefinition, secretsManagerRoute } from './secrets-manager/route.ts';
import { ServiceError } from './service-error.ts';
import { verifyRequest } from './signature/verify.ts';
import { snsRoute } from './sns/route.ts';
import type { Topic } from './sns/topic.ts';
import type { StsDependencies } from './sts/assume-role.ts';
import { stsRoute } from './sts/route.ts';

export interface AwsAppDependencies extends EksDependencies, StsDependencies {
  readonly secrets: readonly SecretDefinition[];
  readonly topic: Topic;
  readonly bucket: LocalBucket;
  readonly signingKey: SigningKey;
}

/** The services behind one address; nothing is answered before its signature is verified. */
export function awsApp(dependencies: AwsAppDependencies): Hono<AwsEnv> {
  const sts = stsRoute(dependencies);
  const secretsManager = secretsManagerRoute(dependencies.secrets);
  const app = new Hono<AwsEnv>();
  app.use(verified(dependencies));
  const sns = snsRoute(dependencies.topic);
  const kms = kmsRoute(dependencies.signingKey);
  const s3 = s3Route(dependencies.bucket);
  app.use((context, next) => (serviceCalled(context) === 's3' ? Promise.resolve(s3(context)) : next()));
  app.on(['GET', 'POST'], '/', (context) => {
    switch (serviceCalled(context)) {
      case 'sns':
        return sns(context);
      case 'kms':
        return kms(context);
      case 'secretsmanager':
        return secretsManager(context);
      default:
        return sts(context);
    }
  });
  app.route('/', eksRoutes(dependencies));
  app.onError((error, context) => {
    if (error instanceof ServiceError) return errorResponse(serviceCalled(context), error);
    const failure = new ServiceError(
      'InternalFailure',
      500,
      'The local AWS endpoint failed; see its output.',
    );
    process.stderr.write(`${error.stack ?? error.message}\n`);
    return errorResponse(serviceCalled(context), failure);
  });
  return app;
}

function serviceCalled(context: Context<AwsEnv>): ServiceName {
  return serviceOf(context.req.path, {
    target: context.req.header('x-amz-target'),
    authorization: context.req.header('authorization'),
  });
}

function verified({ credentials, wallNow }: AwsAppDependencies): MiddlewareHandler<AwsEnv> {
  return async (context, next) => {
    const service = serviceCalled(context);
    const body = new Uint8Array(await context.req.arrayBuffer());
    const request = signedRequest(context.env.incoming, body);
    if (request === undefined) throw signatureError(service, 'malformed');
    const verification = await verifyRequest(request, service, credentials, wallNow());
    if (!verification.verified) throw signatureError(service, verification.problem);
    context.set('caller', verification.caller);
    context.set('query', request.query);
    context.set('body', body);
    return next();
  };
}
