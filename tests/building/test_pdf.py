"""The PDF of the print edition: what WeasyPrint is given, and what is said where it cannot do it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from playbookgen.building import pdf
from playbookgen.model.failure import OutputUnusable, Usage
from support.workspaces import playbookgen, workspace

PAGE = """<!doctype html><html lang="fi" class="no-js"><head><script>var a=1</script></head><body>
<nav>Menu</nav><article class="md-content__inner md-typeset"><h1 id="print">Pelikirja</h1><script>var b=2</script>
<ul class="pb-tiles"><li>80 %</li></ul><img src="https://site.example/x.png"></article><footer>Foot</footer></body></html>"""


def site(folder: Path, page: str = PAGE) -> Path:
    (folder / "print").mkdir()
    (folder / "assets").mkdir()
    (folder / "print/index.html").write_text(page, encoding="utf-8")
    (folder / "assets/playbook.css").write_text(".pb-tiles { display: grid; color: #123456 }\n@page { size: A4 }", encoding="utf-8")
    return folder


class Recorder(ModuleType):
    """Stands where WeasyPrint would: keeps what it is given."""

    def __init__(self, answer: bytes | Exception) -> None:
        super().__init__("weasyprint")
        given: dict[str, Any] = {"styles": []}

        class CSS:
            def __init__(self, *, string: str, url_fetcher: Any) -> None:
                given["styles"].append(string)
                given["fetches"] = url_fetcher

        class HTML:
            def __init__(self, *, string: str, url_fetcher: Any) -> None:
                given["document"], given["fetch"] = string, url_fetcher

            def write_pdf(self, **options: Any) -> bytes:
                given["options"] = options
                if isinstance(answer, Exception):
                    raise answer
                return answer

        self.given, self.CSS, self.HTML = given, CSS, HTML


def recorder(monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception) -> Recorder:
    found = Recorder(answer)
    urls = ModuleType("weasyprint.urls")
    monkeypatch.setattr(urls, "URLFetcher", dict, raising=False)
    monkeypatch.setitem(sys.modules, "weasyprint", found)
    monkeypatch.setitem(sys.modules, "weasyprint.urls", urls)
    monkeypatch.setattr(pdf, "find_spec", lambda name: object())
    return found


def test_the_document_is_the_content_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recorder(monkeypatch, b"%PDF")
    pdf.write_pdf(site(tmp_path), "A & B <C>")
    assert (tmp_path / "playbook.pdf").read_bytes() == b"%PDF"
    document = found.given["document"]
    assert '<html lang="fi" dir="ltr">' in document
    assert "<title>A &amp; B &lt;C&gt;</title>" in document
    assert '<h1 id="print">Pelikirja</h1>' in document
    for left_out in ("<script", "Menu", "Foot"):
        assert left_out not in document
    assert found.given["fetch"] == found.given["fetches"] == {"allowed_protocols": ()}


def test_grids_become_blocks_and_the_file_is_named_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = recorder(monkeypatch, b"%PDF")
    pdf.write_pdf(site(tmp_path), "A")
    first = found.given["options"]["pdf_identifier"]
    assert not [style for style in found.given["styles"] if "display: grid" in style]
    assert "color: #123456" in found.given["styles"][0]
    pdf.write_pdf(tmp_path, "A")
    assert found.given["options"]["pdf_identifier"] == first
    pdf.write_pdf(tmp_path, "B")
    assert found.given["options"]["pdf_identifier"] != first


def test_an_edition_without_print_gets_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder(monkeypatch, b"%PDF")
    pdf.write_pdf(tmp_path, "A")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [AssertionError(), OSError("cannot load library 'libpango'")])
def test_what_goes_wrong_in_there_is_no_bug_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    recorder(monkeypatch, error)
    with pytest.raises(OutputUnusable, match="WeasyPrint cannot make the PDF") as caught:
        pdf.write_pdf(site(tmp_path), "A")
    assert "without --pdf" in (caught.value.help or "")
    assert not (tmp_path / "playbook.pdf").exists()


def test_without_weasyprint_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(Usage, match="not installed") as caught:
        pdf.require()
    assert "playbookgen[pdf]" in (caught.value.help or "")
    assert caught.value.exit_status == 2


def test_the_command_says_so_before_it_builds(tmp_path: Path) -> None:
    if pdf.find_spec("weasyprint") is not None:
        pytest.skip("WeasyPrint is installed here")
    root = workspace(tmp_path, "alfa")
    done = playbookgen("-C", str(root), "build", "--pdf")
    assert done.returncode == 2
    assert "playbookgen[pdf]" in done.stderr
    assert not (root / "site").exists()


def test_weasyprint_itself_lays_it_out(tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    pdf.write_pdf(site(tmp_path), "A")
    content = (tmp_path / "playbook.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    pdf.write_pdf(tmp_path, "A")
    assert (tmp_path / "playbook.pdf").read_bytes() == content
