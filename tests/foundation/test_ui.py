import datetime as dt
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from foundation.templatetags import ui

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


def rendered(source, language="zh-hans", **context):
    with translation.override(language):
        return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("language", "expected"), [("zh-hans", "zh-Hans"), ("en", "en"), ("en-gb", "en"), ("de", "zh-Hans")]
)
def test_html_lang_is_chinese_unless_it_is_english(language, expected):
    assert rendered("{% html_lang %}", language) == expected


@pytest.mark.parametrize(
    ("language", "code", "label"), [("zh-hans", "en", "EN: switch to English"), ("en", "zh-hans", "换成中文")]
)
def test_other_language_speaks_its_own_words(language, code, label):
    source = "{% other_language as other %}{{ other.code }} {{ other.label }}"

    assert rendered(source, language) == f"{code} {label}"


@pytest.mark.parametrize(("language", "expected"), [("zh-hans", "一。二。"), ("en", "一。 二。")])
def test_gap_between_sentences_is_for_languages_with_spaces(language, expected):
    assert rendered("一。{% gap %}二。", language) == expected


@pytest.mark.parametrize(
    ("cookie", "expected"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("", ""), ('"><b>', "")]
)
def test_theme_is_what_the_cookie_says_if_there_is_such_a_theme(cookie, expected):
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = cookie

    assert rendered("{% data_theme %}", request=request) == expected


def test_theme_needs_no_request():
    assert rendered("{% data_theme %}") == ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/me/", ' aria-current="page"'), ("/certificates/1/", ' aria-current="true"'), ("/learn/", ""), ("/", "")],
)
def test_here_marks_the_tab_of_a_page_and_of_what_lies_below(path, expected):
    request = RequestFactory().get(path)

    assert rendered("{% here '/me/' '/certificates/' %}", request=request) == expected


@pytest.mark.parametrize(
    ("path", "kept_as", "expected"),
    [
        ("/me/", "/me/", ' aria-current="page"'),
        ("/me/data/", "/me/…", ' aria-current="true"'),
        ("/certificates/5d0c6b1e-3f0a-4b57-9a0b-1c2d3e4f5a6b/pdf/", "/certificates/…", ' aria-current="true"'),
        ("/learn/", "/learn/", ""),
        ("/", "/", ""),
        ("/what/visitors/write/", "", ""),
        ("/me-and-more/", "", ""),
    ],
)
def test_here_is_the_same_for_all_pages_of_a_section(path, kept_as, expected):
    found = None
    with suppress(Resolver404):
        found = resolve(path)
    place = rendered("{{ found|section }}", found=found)

    assert place == kept_as
    assert rendered("{% here '/me/' '/certificates/' %}", stands_at=place) == expected


def test_home_is_not_above_everything():
    request = RequestFactory().get("/learn/")

    assert rendered("{% here '/' %}", request=request) == ""


def test_icon_with_a_label_is_an_image_and_without_it_decoration():
    assert (
        rendered("{% icon 'house' %}")
        == '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#house"/></svg>'
    )
    assert 'role="img" aria-label="&lt;首页&gt;"' in rendered("{% icon 'house' 'icon' label %}", label="<首页>")


def test_state_says_in_words_what_its_circle_shows():
    drawn = rendered("{% state 'done' '已学完' %}")

    assert 'class="state state-done"' in drawn
    assert 'aria-label="已学完"' in drawn


def test_ring_shows_how_many_of_how_many():
    drawn = rendered("{% ring 2 7 '7 课学完 2 课' %}")

    assert ">2/7</text>" in drawn
    assert 'stroke-dasharray="35.9 125.7"' in drawn


def test_ring_of_nothing_has_no_value_and_a_full_one_a_tick():
    assert "ring-value" not in rendered("{% ring 0 6 'x' %}")
    assert "ring-value" not in rendered("{% ring 0 0 'x' %}")
    assert "ring-tick" in rendered("{% ring 6 6 'x' %}")
    assert "ring-large ring-done" in rendered("{% ring 6 6 'x' 'large' %}")


@pytest.mark.parametrize(("percent", "width"), [(46.7, "46.7%"), (0, "0%"), (120, "100%"), (-3, "0%")])
def test_bar_stays_within_its_ends(percent, width):
    assert f'class="bar-value" width="{width}"' in rendered("{% bar percent 'x' %}", percent=percent)


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("day", "2026年11月4日", "4 Nov 2026"),
        ("day_of_year", "11月4日", "4 Nov"),
        ("weekday", "2026年11月4日 星期三", "Wednesday, 4 November 2026"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(name, zh, en):
    value = dt.date(2026, 11, 4)

    assert rendered(f"{{{{ value|{name} }}}}", "zh-hans", value=value) == zh
    assert rendered(f"{{{{ value|{name} }}}}", "en", value=value) == en


def test_moments_are_told_in_local_time():
    value = dt.datetime(2026, 11, 24, 2, 5, tzinfo=dt.UTC)

    with timezone.override("Asia/Shanghai"):
        assert rendered("{{ value|moment }}", "zh-hans", value=value) == "2026年11月24日 10:05"
        assert rendered("{{ value|moment }}", "en", value=value) == "24 Nov 2026, 10:05"
        assert rendered("{{ value|clock }}", "en", value=value) == "10:05"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("2026-11-24T00:05:00+00:00", "08:05", "08:05"),
        ("2026-11-22T16:30:00+00:00", "昨天", "yesterday"),  # half past midnight in Shanghai
        ("2026-11-20T02:00:00+00:00", "11月20日", "20 Nov"),
        ("2025-11-20T02:00:00+00:00", "2025年11月20日", "20 Nov 2025"),
    ],
)
def test_moment_lately_is_told_as_shortly_as_it_can_be(value, zh, en):
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        told = [
            rendered("{{ value|lately }}", language, value=dt.datetime.fromisoformat(value))
            for language in ("zh-hans", "en")
        ]

    assert told == [zh, en]


def test_the_dot_of_a_line_that_may_become_two_can_be_left_out():
    assert rendered("{{ text|dotted }}", text="A < B · C") == 'A &lt; B<span class="line-dot"> · </span>C'
    assert rendered("{{ text|dotted }}", text="A < B") == "A &lt; B"


def test_a_date_is_kept_on_one_line():
    assert rendered("{{ text|together }}", text="21 Nov <2026>") == '<span class="nowrap">21 Nov &lt;2026&gt;</span>'


def test_a_heading_may_break_before_what_it_quotes():
    assert rendered("{{ text|breaking_at_marks }}", text="货压着，“8送1”来了，<该压>吗") == (
        "货压着，<wbr>“8送1”来了，&lt;该压&gt;吗"
    )


def test_no_date_is_no_text():
    assert rendered("{{ value|day }}{{ value|moment }}", value=None) == ""


@BOTH
def test_minutes_begun_count_whole(language):
    words = {"zh-hans": "分钟", "en": "minutes"}

    assert rendered("{{ 7.2|minutes }}", language) == f"8 {words[language]}"


def test_one_minute_is_singular_in_english():
    assert rendered("{{ 1|minutes }}", "en") == "1 minute"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1640, "1,640"),
        (-55680, "−55,680"),
        (Decimal("118.40"), "118.4"),
        (Decimal(1000), "1,000"),
        (Decimal("1E+3"), "1,000"),
        (0.1, "0.1"),
        ("36000", "36,000"),
        (0, "0"),
        (None, ""),
        ("", ""),
    ],
)
def test_numbers_are_grouped_with_a_true_minus_and_no_needless_zeros(value, expected):
    assert ui.number(value) == expected


class VisitForm(forms.Form):
    dealer = forms.CharField(label="经销商", help_text="全名")
    agreed = forms.BooleanField(label="同意")
    shape = forms.ChoiceField(label="形状", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)


def test_field_comes_back_filled_in_with_its_error_and_help_named():
    form = VisitForm({"dealer": "", "shape": "b"})
    form.is_valid()

    drawn = rendered("{% field form.dealer inputmode='text' %}", form=form)

    assert 'aria-invalid="true"' in drawn
    assert 'inputmode="text"' in drawn
    assert 'class="input"' in drawn
    assert 'aria-describedby="id_dealer_helptext id_dealer_error"' in drawn
    assert 'id="id_dealer_helptext"' in drawn
    assert 'id="id_dealer_error"' in drawn


def test_field_keeps_what_was_given():
    form = VisitForm({"dealer": "样本店 <b>", "shape": "b", "agreed": "on"})
    form.is_valid()

    assert 'value="样本店 &lt;b&gt;"' in rendered("{% field form.dealer %}", form=form)
    assert 'value="b" id="id_shape_1" required checked' in rendered("{% field form.shape %}", form=form)
    assert "checked" in rendered("{% field form.agreed %}", form=form)


def test_field_with_a_unit_shows_it_beside_the_number():
    assert "<span>元</span>" in rendered("{% field form.dealer unit='元' %}", form=VisitForm())


STYLE_OF_THE_SITE = "<style>{{ look.style|safe }}</style>"  # its hash stands in the policy


@pytest.mark.parametrize("extension", ["html", "txt"])
def test_templates_have_no_inline_style_or_script(extension):
    """The content security policy would not run them."""
    for path in (Path(settings.BASE_DIR) / "templates").rglob(f"*.{extension}"):
        source = path.read_text("utf-8").replace(STYLE_OF_THE_SITE, "")
        if "/pdf" in str(path) or "paper" in str(path):
            continue
        assert " style=" not in source, path
        assert "<style" not in source, path
        assert " onclick=" not in source, path
