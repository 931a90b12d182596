const stsNamespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** An XML element's content: text, or elements by name. */
export type XmlContent = string | number | { readonly [name: string]: XmlContent };

/** The answer to a Query protocol call, as STS writes it, and SNS under its own namespace. */
export function resultXml(
  action: string,
  result: XmlContent,
  requestId: string,
  namespace = stsNamespace,
): string {
  const content = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return element(`${action}Response`, content, ` xmlns="${namespace}"`);
}

/** The refusal of a Query protocol call. */
export function errorXml(code: string, message: string, requestId: string): string {
  const content = { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: requestId };
  return element('ErrorResponse', content, ` xmlns="${stsNamespace}"`);
}

/** The refusal of an S3 call. */
export function s3ErrorXml(code: string, message: string, requestId: string): string {
  return element('Error', { Code: code, Message: message, RequestId: requestId });
}

function element(name: string, content: XmlContent, attributes = ''): string {
  const inner =
    typeof content === 'object'
      ? Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join('')
      : escapeXml(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
