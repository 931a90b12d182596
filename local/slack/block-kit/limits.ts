/**
 * Slack's limits, in characters unless said otherwise.
 * Sources: docs.slack.dev/reference/block-kit (blocks, block-elements, composition-objects), docs.slack.dev/reference/views,
 * and the comments of `@slack/types`. The typings still say 75 for an option's value; the reference says 150.
 */
export const limits = {
  /** Blocks in a message. */
  messageBlocks: 50,
  /** Blocks in a modal or on the Home tab. */
  viewBlocks: 100,
  blockId: 255,
  actionId: 255,
  text: 3000,
  /** Fields in a section. */
  fields: 10,
  fieldText: 2000,
  headerText: 150,
  /** Elements in a context block. */
  contextElements: 10,
  /** Elements in an actions block. */
  actionsElements: 25,
  label: 2000,
  imageUrl: 3000,
  altText: 2000,
  imageTitle: 2000,
  url: 3000,
  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  placeholder: 150,
  /** Options in a select, and option groups in a select. */
  options: 100,
  /** Options in radio buttons and in checkboxes. */
  choiceOptions: 10,
  /** Options in an overflow menu. */
  overflowOptions: 5,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  optionGroupLabel: 75,
  inputLength: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** Title, submit and close of a modal. */
  modalText: 24,
  privateMetadata: 3000,
  callbackId: 255,
  externalId: 255,
  /** Bytes of a whole view. */
  viewBytes: 250_000,
  /** Modals on top of each other. */
  modalStack: 3,
  /** chat.postMessage cuts longer text; chat.postEphemeral refuses it. */
  messageText: 40_000,
  /** chat.update refuses longer text. */
  updateText: 4000,
} as const;
