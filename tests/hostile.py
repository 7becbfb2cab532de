"""No input may cost more than 50 times an ordinary page of its size: pages and texts made to be slow, 200 KB each.

    hostile.py BENCH_PAGE        (build/bench/bench_page) prints "N passed, N failed"
"""
import json
import os
import subprocess
import sys
import tempfile

SIZE = 200_000
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def fill(piece, head="<!doctype html><body>", tail=""):
    return head + piece * ((SIZE - len(head) - len(tail)) // len(piece)) + tail


def ordinary_page():
    """A report of ordinary length in the menus, scripts and styles of an ordinary page."""
    page = open(os.path.join(ROOT, "examples", "harbour.html"), encoding="utf-8").read()
    links = "".join(f'<li class="menu-item item-{i}"><a href="/section/{i}" title="Section {i}"><span>Section {i}</span></a></li>' for i in range(400))
    head, rest = page.split("<nav>", 1)
    page = head + "<nav><ul>" + links + "</ul>" + rest
    script = 'var config = {"ads": [{"slot": "top", "sizes": [[300, 250], [728, 90]]}], "page": "article"}; load(config);\n'
    return page.replace("</footer>", "</footer><script>" + script * ((SIZE - len(page)) // len(script)) + "</script>")


INPUTS = {
    "unclosed div": fill("<div>"),
    "unclosed b": fill("<b>x"),
    "unclosed a and p": fill("<a href=x><p>w"),
    "font in table": fill("<table><tr><td><font>"),
    "b and p": fill("<b><p>"),
    "ids and p": fill("<p><b id=1><i id=2><u id=3>x"),
    "closed p": fill("</p>"),
    "nobr": fill("<nobr>"),
    "dd": fill("<dd>"),
    "unclosed attributes": fill("<a href=1 "),
    "cards": fill("<li class=card><h2><a href=x>A title long enough here</a></h2>"),
    "table words": fill("<table>x"),
    "misnested": fill("<b><i></b></i>x"),
    "adoption": fill("<a><b><i><u>", tail="</a></b></i></u>" * 200),
    "list items": fill("<ul><li>item of words"),
    "spans": fill("<span>w </span>", "<p>"),
    "one paragraph of words": fill("word ", "<p>"),
    "one long word": fill("a", "<p>"),
    "entities": fill("&amp;&#8212;&hellip;", "<p>"),
    "attributes": fill(" data-a%s=x", "<p") .replace("%s", "b") + "><p>x",
    "many attributes": "<p " + " ".join(f"a{i}=1" for i in range(SIZE // 9)) + ">x",
    "comments": fill("<!-- -->"),
    "open comments": fill("<!--"),
    "breaks": fill("w<br>"),
    "links": fill("<a href='/n/1'>Read more of this</a> "),
    "figures": fill("<figure><img src=a.jpg><figcaption>Cap (AP Photo/Jane Roe)</figcaption></figure>"),
    "images and credits": fill("<img src=a.jpg><p>Photo: Jane Roe/AP</p>"),
    "tables": fill("<table><td>"),
    "select": fill("<select><option>x"),
    "headings": fill("<h2>Heading</h2>"),
    "quotes": fill("<blockquote>Said so."),
    "json-ld deep": '<script type="application/ld+json">' + '{"@graph":[' * (SIZE // 11) + "</script><p>x",
    "json-ld strings": '<script type="application/ld+json">{"headline":"' + 'a "b" ' * (SIZE // 6) + '"}</script><p>x',
    "many json-ld": fill('<script type="application/ld+json">{"@type":"NewsArticle","headline":"H","author":"A B"}</script>'),
    "metas": fill('<meta property="og:title" content="T">', "<!doctype html><head>"),
    "times": fill("<time datetime=2025-01-02>x</time>"),
    "bylines": fill("<p class=byline>By Jane Roe and John Doe</p>"),
    "articles": fill("<article><p>A report of some words.</p></article>"),
    "nested articles": fill("<article><p>A report of some words.</p>"),
    "svg": fill("<svg><g>"),
    "template": fill("<template><p>x"),
    "plain lines": fill("Line of words.\n", ""),
    "plain blank lines": fill("a\n\n", ""),
    "plain credits": fill("Image via Jane Roe / AP via Post\n\n", ""),
    "plain one line": fill("He said \"so\" (Reuters) - ", ""),
    "plain quotes": fill("\"", ""),
    "plain brackets": fill("(AP ", ""),
    "plain slashes": fill("A/", ""),
    "plain commas": fill("By A, ", ""),
}


def cost(bench, data, folder):
    path = os.path.join(folder, "in")
    open(path, "w", encoding="utf-8").write(data)
    try:
        done = subprocess.run([bench, "1", path], stdout=subprocess.PIPE, timeout=300, check=True)
    except (subprocess.SubprocessError, OSError) as e:
        return None, str(e)[:80]
    return json.loads(done.stdout)["cpu"], ""


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        text = open(os.path.join(ROOT, "examples", "depot.txt"), encoding="utf-8").read()
        page, plain = (max(min(cost(sys.argv[1], x, folder)[0] for _ in range(3)), 0.0005)
                       for x in (ordinary_page(), fill(text, "")))
        if "-v" in sys.argv:
            print(f"an ordinary page: {page * 1000:.2f} ms; text: {plain * 1000:.2f} ms")
        for name, data in INPUTS.items():
            seconds, why = cost(sys.argv[1], data, folder)
            ordinary = plain if name.startswith("plain") else page
            if seconds and seconds > 40 * ordinary:
                seconds = min(seconds, cost(sys.argv[1], data, folder)[0] or seconds)
            good = seconds is not None and seconds < 50 * ordinary
            passed, failed = passed + good, failed + (not good)
            if not good or "-v" in sys.argv:
                print(f"{'ok  ' if good else 'FAIL'} {name}: {why or f'{seconds / ordinary:.1f} times an ordinary one'}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
