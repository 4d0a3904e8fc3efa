"""The API as its own document describes it: calls by operation, every answer held against what
the document promises. Only the subset of JSON Schema that the document uses is known here; a
keyword beyond it is an error, so nothing is promised that nobody checks."""
import collections
import json
import re
import urllib.parse

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
DAY = re.compile(r"\d{4}-\d\d-\d\d$")
KEYWORDS = {
    "$ref", "type", "enum", "oneOf", "properties", "required", "additionalProperties", "items",
    "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "default",
    "description",
}
TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "null": lambda v: v is None,
}
FORMATS = {"date-time": INSTANT, "date": DAY}
SECURITY_HEADERS = (
    "Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options",
    "X-Frame-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy", "Permissions-Policy",
)

Operation = collections.namedtuple("Operation", "id method path spec")


class Document:
    def __init__(self, text):
        self.json = json.loads(text)
        self.base = self.json["servers"][0]["url"]
        self.operations = {
            spec["operationId"]: Operation(spec["operationId"], method.upper(), path, spec)
            for path, methods in self.json["paths"].items() for method, spec in methods.items()
        }

    def resolve(self, thing):
        while "$ref" in thing:
            here = self.json
            for part in thing["$ref"].removeprefix("#/").split("/"):
                here = here[part]
            thing = here
        return thing

    def documented(self):
        """Every (operation, status) the document names."""
        return {(op.id, int(status)) for op in self.operations.values()
                for status in op.spec["responses"] if status != "default"}

    def response(self, operation, status):
        """What it says of an answer, also of one it only covers with "default"."""
        responses = self.operations[operation].spec["responses"]
        return self.resolve(responses.get(str(status)) or responses["default"])

    def body(self, operation):
        """The schema of what it takes; None if it takes none."""
        body = self.operations[operation].spec.get("requestBody")
        return body["content"].get("application/json", {}).get("schema") if body else None

    def parameters(self, operation, place):
        found = map(self.resolve, self.operations[operation].spec.get("parameters", []))
        return [parameter for parameter in found if parameter["in"] == place]

    # ---- values against schemas ----

    def faults(self, value, schema, where="answer"):
        """Every way in which a value is not what the schema says."""
        unknown = set(schema) - KEYWORDS
        if unknown:
            raise AssertionError(f"{where}: the checker does not know {sorted(unknown)}")
        schema = self.resolve(schema)
        if "oneOf" in schema:
            fits = sum(not list(self.faults(value, one, where)) for one in schema["oneOf"])
            if fits != 1:
                yield f"{where}: {value!r} fits {fits} of the choices"
            return
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(TYPES[name](value) for name in types):
            yield f"{where}: {value!r} is no {types}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {value!r} is none of {schema['enum']}"
        for check in (self.text_faults, self.number_faults, self.list_faults, self.object_faults):
            yield from check(value, schema, where)

    @staticmethod
    def text_faults(value, schema, where):
        if not isinstance(value, str):
            return
        if "format" in schema and not FORMATS[schema["format"]].match(value):
            yield f"{where}: {value!r} is no {schema['format']}"
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{where}: {len(value)} characters"

    @staticmethod
    def number_faults(value, schema, where):
        if not TYPES["number"](value):
            return
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{where}: {value} is out of range"

    def list_faults(self, value, schema, where):
        if not isinstance(value, list):
            return
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where}: {len(value)} items"
        for i, item in enumerate(value):
            yield from self.faults(item, schema["items"], f"{where}[{i}]")

    def object_faults(self, value, schema, where):
        if not isinstance(value, dict) or "properties" not in schema:
            return
        properties = schema["properties"]
        for name in schema.get("required", []):
            if name not in value:
                yield f"{where}: {name} is missing"
        for name, item in value.items():
            if name in properties:
                yield from self.faults(item, properties[name], f"{where}.{name}")
            elif schema["additionalProperties"] is False:
                yield f"{where}: {name} is not documented"


class Api:
    """Calls by operation id. Each answer is checked, and remembered as seen."""

    def __init__(self, server, document, test):
        self.server, self.document, self.test = server, document, test
        self.client = server.client()
        self.seen = set()

    def call(self, operation, token, status, /, body=None, headers=None, **values):
        """Its JSON, or None; fails unless the status and all of the answer are as documented."""
        return self.send(operation, token, status, body, headers, **values)[0]

    def send(self, operation, token, status, /, body=None, headers=None, **values):
        """The same, and the answer as it came. What the address has a place for goes into it, the
        rest behind it."""
        op = self.document.operations[operation]
        placed = {name for name in values if f"{{{name}}}" in op.path}
        query = {name.rstrip("_"): value for name, value in values.items() if name not in placed}
        path = op.path
        for name in placed:
            path = path.replace(f"{{{name}}}", str(values[name]))
        target = self.document.base + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        answer = self.client.request(op.method, target, body, headers, token)
        what = f"{op.method} {target} {body!r}: {answer.status} " \
               f"{answer.body[:500].decode(errors='replace')}"
        self.test.assertEqual(answer.status, status, what)
        self.check_headers(answer, what)
        found = self.check_body(op, answer, what)
        if status < 300 and isinstance(body, dict):
            faults = list(self.document.faults(body, self.document.body(operation), "body"))
            self.test.assertEqual(faults, [], f"taken, though not documented: {what}")
        self.seen.add((operation, status))
        return found, answer

    def check_headers(self, answer, what):
        for name in SECURITY_HEADERS:
            self.test.assertEqual(len(answer.all(name)), 1, f"{name}: {what}")
        self.test.assertEqual(answer.all("Cache-Control"), ["no-store"], what)
        self.test.assertIsNone(answer.header("Server"), what)

    def check_body(self, op, answer, what):
        said = self.document.response(op.id, answer.status)
        for name in said.get("headers", {}):
            self.test.assertIsNotNone(answer.header(name), f"{name}: {what}")
        if "content" not in said:
            self.test.assertEqual((answer.body, answer.header("Content-Type")), (b"", None), what)
            return None
        (kind, content), = said["content"].items()
        if kind == "*/*":  # a file, in its own type
            self.test.assertIn("attachment;", answer.header("Content-Disposition"), what)
            return answer.body
        self.test.assertEqual(answer.header("Content-Type"), kind, what)
        found = answer.json()
        self.test.assertEqual(list(self.document.faults(found, content["schema"])), [], what)
        if answer.status >= 400:
            self.check_problem(answer.status, found, what)
        return found

    def check_problem(self, status, problem, what):
        """RFC 9457, and a sentence that ends like one."""
        self.test.assertEqual(problem["status"], status, what)
        self.test.assertRegex(problem["type"], r"^/problems/[a-z][a-z-]*$", what)
        self.test.assertRegex(problem["detail"], r"^[A-Z0-9].*[.]$", what)
        for error in problem.get("errors", []):
            self.test.assertRegex(error["message"], r"^[A-Z0-9“].*[.]$", what)
