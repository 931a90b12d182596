import * as z from 'zod';
import { type Fields, isFields, type StoredObject } from '../object.ts';
import type { Cause } from '../status.ts';
import { labelName, required, subdomainName } from './metadata.ts';
import type { Strategy } from './strategy.ts';

export const plainStrategy: Strategy = {
  nameRule: subdomainName,
  fields: undefined,
  createsOnUpdate: false,
  complete: (object) => object,
  validate: () => [],
};

export const namespaceStrategy: Strategy = {
  ...plainStrategy,
  nameRule: labelName,
  complete: (object) => ({ ...object, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }),
};

const podFields = z.looseObject({
  spec: z
    .looseObject({
      containers: z
        .array(z.looseObject({ name: z.string().exactOptional(), image: z.string().exactOptional() }))
        .exactOptional(),
    })
    .exactOptional(),
});

export const podStrategy: Strategy = {
  ...plainStrategy,
  fields: podFields,
  // No node runs it, so it stays pending, as it does in a real cluster without a scheduler.
  complete: (object) => ({
    ...object,
    status: object['status'] ?? { phase: 'Pending', qosClass: 'BestEffort' },
  }),
  validate: validatePod,
};

function validatePod(object: StoredObject): readonly Cause[] {
  const containers = podFields.parse(object).spec?.containers ?? [];
  if (containers.length === 0) return [required('spec.containers')];
  return containers.flatMap((container, index) => [
    ...((container.name ?? '') === '' ? [required(`spec.containers[${index}].name`)] : []),
    ...((container.image ?? '') === '' ? [required(`spec.containers[${index}].image`)] : []),
  ]);
}

export const secretStrategy: Strategy = {
  ...plainStrategy,
  fields: z.looseObject({
    data: z.record(z.string(), z.base64()).exactOptional(),
    stringData: z.record(z.string(), z.string()).exactOptional(),
    type: z.string().exactOptional(),
  }),
  complete: completeSecret,
};

function completeSecret(object: Fields): Fields {
  const { stringData, ...rest } = object;
  const type = rest['type'] ?? 'Opaque';
  if (!isFields(stringData)) return { ...rest, type };
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = isFields(rest['data']) ? rest['data'] : {};
  return { ...rest, type, data: { ...data, ...Object.fromEntries(encoded) } };
}
