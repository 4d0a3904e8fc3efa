"""A browser without script: pages, links, forms and cookies of one person at a Server."""
import html.parser
import re
import urllib.parse

from sparkd_server import Answer


class Reader(html.parser.HTMLParser):
    """Forms, links and the words of a page."""

    def __init__(self):
        super().__init__()
        self.forms, self.links, self.words = [], [], []
        self.form = self.select = self.area = None
        self.link = self.button = None
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("script", "style", "head"):
            self.hidden += 1
        elif tag == "form":
            self.form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self.form)
        elif tag == "a":
            self.link = [given.get("href", ""), ""]
            self.links.append(self.link)
        elif self.form is not None:
            self.control(tag, given)

    def control(self, tag, given):
        name, value, form = given.get("name"), given.get("value") or "", self.form
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("radio", "checkbox"):
                form.choices.setdefault(name, []).append(value)
            if kind not in ("radio", "checkbox") or "checked" in given:
                form.fields[name] = value
        elif tag == "textarea":
            self.area = name
            form.fields[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            form.choices.setdefault(self.select, []).append(value)
            if "selected" in given or self.select not in form.fields:
                form.fields[self.select] = value
        elif tag == "button":
            self.button = [name, value, ""]
            form.buttons.append(self.button)

    def handle_endtag(self, tag):
        if tag in ("script", "style", "head"):
            self.hidden -= 1
        elif tag == "form":
            self.form = None
        elif tag == "a":
            self.link = None
        elif tag == "button":
            self.button = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.form.fields[self.area] += data
        if self.link:
            self.link[1] += data
        if self.button:
            self.button[2] += data
        if not self.hidden:
            self.words.append(data)


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method.lower()
        self.fields, self.choices, self.buttons = {}, {}, []


class Page:
    def __init__(self, url, answer: Answer):
        self.url, self.answer, self.status = url, answer, answer.status
        reader = Reader()
        if (answer.header("Content-Type") or "").startswith("text/html"):
            reader.feed(answer.text)
        self.forms = reader.forms
        self.links = [(href, " ".join(words.split())) for href, words in reader.links]
        self.words = " ".join(" ".join(reader.words).split())

    def form(self, action=None, button=None):
        """The one form with that action (or one of that pattern) and a button of those words."""
        for form in self.forms:
            if action is not None and not re.fullmatch(action, form.action):
                continue
            if button is None or any(button in " ".join(b[2].split()) for b in form.buttons):
                return form
        raise AssertionError(f"{self.url}: no form {action} {button} in: {self.words}")

    def link(self, words):
        for href, text in self.links:
            if words in text:
                return href
        raise AssertionError(f"{self.url}: no link {words!r} in: {self.links}")


class Browser:
    """Keeps cookies, follows redirects, sends what Chromium sends."""

    def __init__(self, server):
        self.server, self.client, self.cookies, self.set_cookies = server, server.client(), {}, []

    def close(self):
        self.client.close()

    def send(self, method, path, body=None, headers=None):
        """One request, no redirect followed."""
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.client.request(method, path, body, sent)
        for line in answer.all("Set-Cookie"):
            self.set_cookies.append(line)
            name, value = line.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path):
        answer = self.send("GET", path, headers={"Sec-Fetch-Site": "same-origin"})
        for _ in range(5):
            if answer.status not in (302, 303):
                break
            path = answer.header("Location")
            answer = self.send("GET", path, headers={"Sec-Fetch-Site": "same-origin"})
        return Page(path, answer)

    def post(self, path, fields, headers=None):
        """What a form sends; the answer itself."""
        body = urllib.parse.urlencode(fields).encode()
        sent = {"Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin", **(headers or {})}
        return self.send("POST", path, body, sent)

    def submit(self, form, button=None, **fields):
        """Presses the form's button (the one with those words) with its fields changed so."""
        pressed = form.buttons[0] if form.buttons else (None, "", "")
        if button is not None:
            pressed = next(b for b in form.buttons if button in " ".join(b[2].split()))
        sent = {**form.fields, **fields}
        if pressed[0]:
            sent[pressed[0]] = pressed[1]
        answer = self.post(form.action, sent)
        if answer.status in (302, 303):
            return self.get(answer.header("Location"))
        return Page(form.action, answer)

    def upload(self, form, files, **fields):
        """The form with files: [(field, name, bytes)], as Chromium sends them."""
        parts = [(f'name="{name}"', value.encode())
                 for name, value in {**form.fields, **fields}.items()
                 if name not in {file[0] for file in files}]
        parts += [(f'name="{field}"; filename="{name}"\r\nContent-Type: text/csv', body)
                  for field, name, body in files]
        line = "----WebKitFormBoundaryQ7Zr5"
        body = b"".join(f"--{line}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
                        + value + b"\r\n" for head, value in parts) + f"--{line}--\r\n".encode()
        answer = self.send("POST", form.action, body, {
            "Content-Type": f"multipart/form-data; boundary={line}",
            "Sec-Fetch-Site": "same-origin"})
        if answer.status in (302, 303):
            return self.get(answer.header("Location"))
        return Page(form.action, answer)

    def be(self, name):
        """Demo mode: becomes one of the persona picker's people."""
        return self.submit(self.get("/demo").form("/demo/person"), button=name)
