"""What is copied in Word, Teams, Google Docs, Excel and web pages reads the same once it is pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.pasting import from_html, from_plain, one_line, pasted

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style><!-- p.MsoNormal {margin:0cm;} @list l0 {mso-list-id:1;} --></style><xml><w:WordDocument/></xml></head>
<body lang=EN-GB><!--StartFragment--><p class=MsoNormal><b>Breakfast</b> with\nCD-02 – \u201cgood\u201d \U0001f642<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Oats<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>with milk<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Tea</p>
<table class=MsoTableGrid border=1><tr><td width=300><p class=MsoNormal>Time</p></td><td><p class=MsoNormal>What</p></td></tr>
<tr><td><p class=MsoNormal>08:00</p></td><td><p class=MsoNormal>Two choices</p><p class=MsoNormal>shown</p></td></tr></table>
<p class=MsoNormal>After</p><!--EndFragment--></body></html>"""
WORD_READS = """Breakfast with CD-02 – “good” \U0001f642

• Oats
  • with milk
2. Tea

Time | What
08:00 | Two choices shown

After"""
TEAMS = (
    '<div itemprop="copy-paste-block"><p>Went well<span itemscope itemtype="http://schema.skype.com/Emoji">'
    '<img alt="\U0001f642" src="x.png"></span></p><p>&nbsp;</p><ul><li>oats</li><li>tea<ol><li>hot</li>'
    "<li>cold</li></ol></li></ul></div>"
)
TEAMS_READS = "Went well\U0001f642\n\n• oats\n• tea\n  1. hot\n  2. cold"
DOCS = (
    '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38;margin-top:0pt;'
    'margin-bottom:0pt;"><span style="font-size:11pt">One</span></p><p dir="ltr" style="margin-bottom:0pt;"><span>'
    'Two</span></p><ol style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>'
    "First</span></p></li><li><p><span>Second</span></p></li></ol></b>"
)


@pytest.mark.parametrize(
    ("html", "reads"),
    [
        (WORD, WORD_READS),
        (TEAMS, TEAMS_READS),
        (DOCS, "One\nTwo\n1. First\n2. Second"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>Head</h2><p>Words</p>", "Head\n\nWords"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ol start=3><li>c<li>d</ol>", "3. c\n4. d"),
        ("<ol type=a><li>x</li><li>y</li></ol>", "a. x\nb. y"),
        ("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", "• one\n  • two\n• three"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td></td></tr></table>", "A | B\n1"),
        ("<table><tr><td></td><td>1</td></tr></table>", " | 1"),
        ("<table><tr><td>a<ul><li>x</li><li>y</li></ul></td><td>b</td></tr></table>", "a • x • y | b"),
        ("<pre>one\n  two</pre>", "one\n  two"),
        ("<p>10&nbsp;mg &amp; &lt;b&gt; &#8220;x&#8221;</p>", "10 mg & <b> “x”"),
        ("<script>alert(1)</script><style>p{}</style>Words", "Words"),
        ("<p>a <a href='http://x'>link</a> b</p>", "a link b"),
        ("<input type=checkbox checked>done<br><input type=checkbox>not yet", "☑ done\n☐ not yet"),
        ("<blockquote>said</blockquote>then", "said\n\nthen"),
        ("", ""),
        ("plain", "plain"),
        ("<p>unclosed <b>bold <td>x", "unclosed bold x"),
        ("</td></tr></table></ul></span>loose", "loose"),
    ],
)
def test_html_reads_as_it_looked(html: str, reads: str) -> None:
    assert from_html(html) == reads


@pytest.mark.parametrize(
    ("plain", "reads"),
    [
        ("•\tOats\n•\tTea", "• Oats\n• Tea"),
        ("\uf0b7\tOats\n\uf0a7\tTea", "• Oats\n• Tea"),
        ("·\tOats", "• Oats"),
        ("o\twith milk", "• with milk"),
        ("\to\tdeeper", "  • deeper"),
        ("-\tOats", "• Oats"),
        ("1.\tFirst\n2.\tSecond", "1. First\n2. Second"),
        ("a)\tFirst", "a) First"),
        ("Name\tTime\nAB\t08:00", "Name | Time\nAB | 08:00"),
        ("AB\t\t08:00", "AB |  | 08:00"),
        ("one\r\ntwo\rthree\vfour\u2028five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("o dear, 1. no list - at all", "o dear, 1. no list - at all"),
        ("• kept", "• kept"),
        ("Went\u200b well", "Went\u200b well"),
        ("“smart” ‘quotes’ – \U0001f469\u200d\U0001f692", "“smart” ‘quotes’ – \U0001f469\u200d\U0001f692"),
        ("", ""),
    ],
)
def test_plain_text_reads_as_it_looked(plain: str, reads: str) -> None:
    assert from_plain(plain) == reads


def test_html_that_lost_words_gives_way_to_the_plain_text() -> None:
    assert pasted("All of it is here", "<p>All</p>") == "All of it is here"
    assert pasted("All of it", "<p><b>All</b> of it</p>") == "All of it"
    assert pasted("a\tb") == "a | b"


def test_html_too_large_to_read_at_once_gives_way_to_the_plain_text() -> None:
    assert pasted("short", "<p>" + "x" * 5_000_000) == "short"


def test_one_line_is_made_of_many() -> None:
    assert one_line("one\r\n\r\n  two \u2028three\n•\tfour") == "one two three • four"
    assert one_line("\n") == ""


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_no_letter_of_plain_text_is_lost(text: str) -> None:
    def letters(words: str) -> list[str]:
        return [letter for letter in words if letter.isalnum()]

    reads, whole = from_plain(text), letters(text)
    assert len(whole) - len(letters(reads)) <= text.count("o")
    assert from_plain(reads) == reads


@given(st.text(alphabet="<>/abptdrulio !-[]&;=\"' \n", max_size=200))
def test_any_html_is_read_without_a_fault(html: str) -> None:
    assert isinstance(from_html(html), str)


def test_a_list_that_begins_at_a_number_nobody_means_is_pasted_all_the_same() -> None:
    assert "Ask first" in from_html(f'<ol start="{"9" * 5000}"><li>Ask first</li></ol>')


TEN_MB = 10_000_000
HURTS = {
    "words": ("She chose the tea herself. " * (TEN_MB // 27), ""),
    "one line without an end": ("x" * TEN_MB, ""),
    "a table of five million cells": ("a\t" * (TEN_MB // 2), ""),
    "five million lines": ("a\n" * (TEN_MB // 2), ""),
    "a page of ten megabytes": ("Tea", "<p>Tea</p>" * (TEN_MB // 10)),
    "tags that nothing closes": ("Tea", "<" * 980_000),
    "tags that are closed at the end": ("Tea", "<" * 490_000 + ">" * 490_000),
    "comments that never end": ("Tea", "<!--" * 240_000),
    "a section nobody knows": ("Tea", "<![x" * 900 + ">"),
    "bold letters without an end": ("Tea", "<b>x" * 120_000),
}


@pytest.mark.timeout(60)  # each took minutes, or more memory than a PC has
@pytest.mark.parametrize("what", HURTS)
def test_what_is_made_to_hurt_is_read_or_left(what: str) -> None:
    plain, html = HURTS[what]
    read = pasted(plain, html)
    assert read.startswith(plain[:3].strip() if what != "bold letters without an end" else "xxx")


@pytest.mark.parametrize("html", ["<![x>", "<" * 5_000, "<p>Tea</p>" * 200_000])
def test_a_page_alone_that_cannot_be_read_holds_no_words(html: str) -> None:
    assert from_html(html) == ""
