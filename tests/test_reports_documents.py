"""Reports are read from files of all kinds, and nothing hostile slows or breaks the reading."""

import contextlib
import hashlib
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo._reports.documents import detect_language, read_document
from geo._reports.markup import read_markup
from geo.errors import DataError


def read(content, name="report.txt"):
    return read_document(io.BytesIO(content), name=name)


def title(document):
    return None if document.title is None else document.text[slice(*document.title)]


def test_text_is_read_as_it_is():
    content = b"Drone found\r\n\r\nIt fell.\r\n"
    document = read(content)
    assert document.text == content.decode()
    assert (document.form, title(document), document.problems) == ("text", "Drone found", ())
    assert document.sha256 == hashlib.sha256(content).hexdigest()


def test_a_path_names_the_document(tmp_path):
    path = tmp_path / "june.md"
    path.write_text("# Drone found\n\nIt fell near the village.", encoding="utf-8")
    for source in (path, str(path)):
        document = read_document(source)
        assert (document.name, document.form, title(document)) == ("june.md", "markdown", "Drone found")


def test_front_matter_is_read():
    document = read(b"---\ntitle: Drone found\ndate: 2024-05-09\nlang: en-GB\n---\n\nIt fell.", "a.md")
    assert (title(document), document.stated_date, document.language) == ("Drone found", "2024-05-09", "en")
    assert document.text.startswith("---")


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"]
)
def test_encodings_are_recognised(codec):
    text = "Дрон упал возле посёлка Курык, сообщили в полиции.\nПострадавших нет.\n"
    document = read(text.encode(codec))
    assert document.text == text
    assert bool(document.problems) == (codec in {"utf-16-le", "utf-16-be", "cp1251", "koi8-r"})


def test_western_letters_are_recognised():
    document = read("Un dron cayó cerca de la frontera, según la policía.".encode("cp1252"))
    assert "cayó" in document.text
    assert "not UTF-8" in document.problems[0]


def test_what_a_page_says_of_its_encoding_is_heeded():
    page = '<html><head><meta charset="windows-1251"></head><body><p>Дрон упал</p></body></html>'.encode(
        "cp1251"
    )
    assert read(page, "a.html").text == "Дрон упал"


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Drone found | Site</title>
<meta property="og:title" content="Drone found">
<meta property="article:published_time" content="2024-05-09T10:00:00Z">
<style>p { color: red }</style><script>alert("It fell on Mars")</script></head>
<body><nav><a href="/">Home</a></nav><header><h1>Drone <i>found</i> near&nbsp;border</h1></header>
<!-- hidden words --><article><p>It fell near <b>Aktau</b>&mdash;a port.<br>Really.</p>
<p hidden>No one sees this</p><div style="display:none">nor this</div><div aria-hidden="true">nor that</div>
<ul><li>One<li>Two</ul><template>t</template><table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>
<form><input value="x"><button>Send</button></form><p>The end</article>
<footer>Copyright</footer></body></html>"""


def test_of_a_page_the_visible_text_is_read():
    document = read(PAGE.encode(), "page.html")
    assert document.text == (
        "Drone found near\u00a0border\n\nIt fell near Aktau—a "
        "port.\nReally.\n\nOne\n\nTwo\n\nA\tB\n\nC\n\nThe end"
    )
    assert (title(document), document.form) == ("Drone found near\u00a0border", "html")
    assert (document.language, document.stated_date) == ("en", "2024-05-09T10:00:00Z")


def test_a_page_is_recognised_without_a_suffix():
    assert read(b"\n<!doctype html><p>It fell", "-").form == "html"
    assert read(b"# Drone\n\nIt fell.", "-").form == "markdown"
    assert read(b"It fell. 1 < 2 > 0 <html>", "-").form == "text"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            '<script type="application/ld+json">{"@graph":[{"a":[{"datePublished":"2024-05-09"}]}]}</script>',
            "2024-05-09",
        ),
        ('<time datetime="2024-05-09">9 May</time>', "2024-05-09"),
        (
            '<time datetime="2024-05-01"></time><time datetime="2024-05-09" itemprop="datePublished"></time>',
            "2024-05-09",
        ),
        ('<meta name="date" content="2024-05-09">', "2024-05-09"),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<script type="application/ld+json">' + "[" * 50_000 + "</script>", None),
        ('<script type="application/ld+json">{"datePublished": 5}</script>', None),
        ("", None),
    ],
)
def test_the_day_of_a_page_is_read(head, day):
    assert read_markup(f"<html><body>{head}<p>It fell.</p>").date == day


def test_a_title_that_a_page_does_not_show_stands_first():
    page = read_markup("<title>Drone &amp; border</title><p>It fell.</p>")
    assert (page.text, page.title) == ("Drone & border\n\nIt fell.", (0, 14))


def test_what_stands_around_is_read_where_there_is_nothing_else():
    assert read_markup("<nav><p>All there is</p></nav>").text == "All there is"


def test_spaces_are_those_a_reader_sees():
    assert (
        read_markup("<p>a  b\n c<b> d </b> e</p>\n\n<p> f</p><pre>g\n  h</pre>").text
        == "a b c d e\n\nf\n\ng\n  h"
    )


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.PDF", "a.doc", "a.odt", "a.rtf"])
def test_other_formats_are_refused_with_a_way_out(name):
    with pytest.raises(DataError, match="save it as plain text"):
        read(b"whatever", name)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"PK\x03\x04 x",
        b"{\\rtf1 x",
        b"\x89PNG\r\n",
        b"a\0b",
        b"ab\0" * 99,
        bytes(range(32)) * 99,
        b"\x1f\x8b\x08",
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(content):
    with pytest.raises(DataError, match=r"report\.txt.*plain text"):
        read(content)


def test_a_mark_that_lies_is_refused():
    with pytest.raises(DataError, match="UTF-16"):
        read(b"\xff\xfea\0b")


def test_too_much_is_refused():
    with pytest.raises(DataError, match="more than 20 MB"):
        read(b"a" * 20_000_001)


def test_a_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(DataError, match="There is no file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DataError, match="is a folder"):
        read_document(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n ", b"Drone", "\ufeff".encode()])
def test_little_is_no_harm(content):
    document = read(content)
    assert (document.title, document.language) == (None, None)


HOSTILE = {
    "signs": lambda n: "<" * n,
    "open tags": lambda n: "<a" * n,
    "open quotes": lambda n: '<a b="' * n,
    "unclosed tags": lambda n: "<div>" * n,
    "unclosed paragraphs": lambda n: "<p>a" * n,
    "wrong ends": lambda n: "<div>" * n + "</p></span>" * n,
    "ends only": lambda n: "</div>" * n,
    "comments": lambda n: "<!--x>" * n,
    "dashes": lambda n: "<!--" + "-" * n,
    "declarations": lambda n: "<!x " * n,
    "instructions": lambda n: "<?x " * n,
    "data": lambda n: "<![CDATA[x" * n,
    "data with ends": lambda n: "<![x]>" * n,
    "scripts": lambda n: "<script>x" * n,
    "scripts that seem to end": lambda n: "<script>" + "</scrip" * n,
    "attributes": lambda n: "<a " + "b=c " * n + ">x</a>",
    "a long attribute": lambda n: '<a b="' + "c" * n + '">x</a>',
    "entities": lambda n: "&amp;" * n,
    "broken entities": lambda n: "&a" * n,
    "ampersands": lambda n: "&" * n,
    "numbers": lambda n: "&#" + "9" * n + ";",
    "a bomb": lambda n: '<!DOCTYPE x [<!ENTITY a "' + "b" * n + '">]><p>&a;&a;',
    "titles": lambda n: "<title>x" * n,
    "rows": lambda n: "<table>" + "<tr><td>" * n,
    "white space": lambda n: "<p>" + " \n" * n + "x",
    "styles": lambda n: '<p style="' + "display:" * n + '">x',
    "slashes": lambda n: "<a" + "/" * n + ">",
    "equals": lambda n: "<a" + " =" * n + ">",
    "quotes": lambda n: "<a " + "'\"" * n + ">x",
    "json": lambda n: '<script type="application/ld+json">' + '{"a":' * n,
    "breaks": lambda n: "<br>" * n,
    "headings": lambda n: "<h1>a" * n,
}


def steps(markup):
    """Count the lines of Python that a reading takes, which is how much work it does."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        read_markup(markup)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("kind", HOSTILE)
def test_work_grows_with_the_length_only(kind):
    small, large = steps(HOSTILE[kind](250)), steps(HOSTILE[kind](1000))
    assert large < 6 * small + 2000


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_great_deal_of_it_is_read(kind):
    page = read_markup("<p>It fell.</p>" + HOSTILE[kind](100_000))
    assert page.text.startswith("It fell.")


def test_a_long_text_is_read():
    document = read(("It fell near Aktau. " * 250_000).encode())
    assert len(document.text) == 5_000_000
    assert document.language == "en"


PIECES = [
    *"<>/!-[]&;\"'= \n?abphi1#9",
    "<p>",
    "</p>",
    "<!--",
    "-->",
    "<h1>",
    "</h1>",
    "<title>",
    "</title>",
    "<pre>",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_markup_breaks_it(markup):
    page = read_markup(markup)
    if page.title:
        assert 0 <= page.title.start <= page.title.end <= len(page.text)
        assert page.text[slice(*page.title)].strip()
    assert page.text == page.text.strip() or "pre" in markup


@given(st.binary(max_size=200))
def test_no_bytes_break_it(content):
    with contextlib.suppress(DataError):
        assert "\0" not in read(content, "-").text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A drone was found near the border, and no one was hurt, police said.", "en"),
        ("Дрон упал возле границы, пострадавших нет, сообщили в полиции.", "ru"),
        ("Дрон упав біля кордону, постраждалих немає, повідомили в поліції.", "uk"),
        ("Шекара маңында дрон құлады, зардап шеккендер жоқ деп хабарлады полиция.", "kk"),
        ("Un dron cayó cerca de la frontera y no hubo heridos, dijo la policía.", "es"),
        ("Un drone est tombé près de la frontière et il n'y a pas de blessés, selon la police.", "fr"),
        ("Eine Drohne ist in der Nähe der Grenze abgestürzt, und niemand wurde verletzt.", "de"),
        ("سقطت طائرة مسيرة قرب الحدود ولم يصب أحد بحسب ما قال متحدث باسم الشرطة في المدينة.", "ar"),
        ("یک پهپاد در نزدیکی مرز سقوط کرد و به کسی آسیب نرسید، پلیس گفت که این حادثه را بررسی می کند.", "fa"),
        ("Sınıra yakın bir bölgede bir insansız hava aracı düştü ve olayda yaralanan olmadı.", "tr"),
        ("国境附近发现一架无人机，没有人受伤，警方正在调查。", "zh"),
        ("დრონი საზღვართან ჩამოვარდა და არავინ დაშავებულა.", "ka"),
        ("Aktau", None),
        ("12345 67890", None),
        ("", None),
    ],
)
def test_languages_are_recognised(text, language):
    assert detect_language(text) == language
