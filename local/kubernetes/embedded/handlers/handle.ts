import type { Call, Reply } from '../call.ts';
import { qualifiedName } from '../resources.ts';
import { methodNotAllowed } from '../status.ts';
import { create } from './create.ts';
import { remove, removeCollection } from './delete.ts';
import { get, list } from './read.ts';
import { reviewIdentity, reviewLocalSubject, reviewRules, reviewSelf, reviewSubject } from './reviews.ts';
import { handleSubresource } from './subresources.ts';
import { patch, update } from './update.ts';
import { watch } from './watch.ts';

type Handler = (call: Call) => Reply;

/** Resources that are questions: what is posted is answered and not kept. */
const questions: Readonly<Record<string, Handler>> = {
  'selfsubjectreviews.authentication.k8s.io': reviewIdentity,
  'selfsubjectaccessreviews.authorization.k8s.io': reviewSelf,
  'selfsubjectrulesreviews.authorization.k8s.io': reviewRules,
  'subjectaccessreviews.authorization.k8s.io': reviewSubject,
  'localsubjectaccessreviews.authorization.k8s.io': reviewLocalSubject,
};

const onCollection: Readonly<Record<string, Handler>> = {
  create,
  list,
  watch,
  deletecollection: removeCollection,
};
const onObject: Readonly<Record<string, Handler>> = { get, update, patch, delete: remove };
const onSelectedName: Readonly<Record<string, Handler>> = { list, watch };

/** Handles an authorized request for a resource; throws ApiError for whatever does not end in an answer. */
export function handle(call: Call): Reply {
  const { info, resource } = call;
  if (info.subresource !== '') return handleSubresource(call);
  if (!resource.verbs.includes(info.verb)) throw methodNotAllowed();
  const handler = questions[qualifiedName(resource)] ?? handlersFor(call)[info.verb];
  if (handler === undefined) throw methodNotAllowed();
  return handler(call);
}

// A list by the field selector metadata.name carries a name too, though its path names a collection.
function handlersFor({ info, resource }: Call): Readonly<Record<string, Handler>> {
  if (info.name === '' && resource.namespaced && info.namespace === '') return { list, watch };
  return info.name === '' ? onCollection : { ...onObject, ...onSelectedName };
}
