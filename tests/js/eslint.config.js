// How the scripts of the map and their tests are linted; run from the root of the checkout.

import js from "@eslint/js";

// All that the map uses of the browser; add what it comes to use, but nothing that reaches a network or a disk.
const BROWSER = [
  ...["Blob", "clearTimeout", "CSS", "DecompressionStream", "document", "DOMMatrix", "Event", "getComputedStyle", "ImageData", "matchMedia"],
  ...["navigator", "Node", "Path2D", "requestAnimationFrame", "Response", "setTimeout", "TextDecoder", "URL", "URLSearchParams", "window"],
];

const NO_MARKUP = "Make elements with element() of dom.js: text must never become markup.";
const NO_STYLE = "The page's policy allows no style of an element: use a class, or node.style.x.";
const NO_HANDLER = "The page's policy allows no handlers in attributes: use addEventListener.";
const NO_NETWORK = "The map works without a network, and tells nobody that it is looked at.";

const FORBIDDEN_PROPERTIES = [
  ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "parseHTMLUnsafe", "srcdoc"]
    .map((property) => ({ property, message: NO_MARKUP })),
  ...["createContextualFragment", "parseFromString"].map((property) => ({ property, message: NO_MARKUP })),
  ...["fetch", "sendBeacon", "EventSource", "WebSocket", "XMLHttpRequest"]
    .map((property) => ({ property, message: NO_NETWORK })),
  ...["write", "writeln"].map((property) => ({ object: "document", property, message: NO_MARKUP })),
];

const SETTER = "CallExpression[callee.property.name=setAttribute] > Literal.arguments:first-child";
const given = (maker, name) =>
  `CallExpression[callee.name=${maker}] > ObjectExpression > Property:matches([key.name=${name}], [key.value=${name}])`;
const FORBIDDEN_SYNTAX = [
  { selector: `${SETTER}[value=/^style$/i]`, message: NO_STYLE },
  { selector: `${SETTER}[value=/^on/i]`, message: NO_HANDLER },
  { selector: given("/^(element|drawing)$/", "/^style$/i"), message: NO_STYLE },
  // element() makes a listener of "onclick", and of nothing else.
  { selector: given("element", "/^on(?!click$)/i"), message: NO_HANDLER },
  { selector: given("drawing", "/^on/i"), message: NO_HANDLER },
  { selector: "ImportExpression", message: "A page opened from a file cannot load modules." },
];

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    rules: {
      "array-callback-return": "error",
      "consistent-return": "error",
      curly: ["error", "multi-line"],
      "dot-notation": "error",
      eqeqeq: "error",
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-extend-native": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-new-wrappers": "error",
      "no-param-reassign": "error",
      "no-return-assign": "error",
      "no-self-compare": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-useless-computed-key": "error",
      "no-useless-concat": "error",
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      radix: "error",
    },
  },
  {
    files: ["geo/_maps/static/*.js"],
    languageOptions: { globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])) },
    rules: {
      "no-script-url": "error",
      "no-restricted-properties": ["error", ...FORBIDDEN_PROPERTIES],
      "no-restricted-syntax": ["error", ...FORBIDDEN_SYNTAX],
    },
  },
  {
    files: ["tests/js/*.js"],
    languageOptions: { globals: { process: "readonly", URL: "readonly" } },
  },
];
