import pytest
from django.utils import translation

from dashboards.rules import greeting_at


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (range(5, 11), "早上好", "Good morning"),
        (range(11, 13), "中午好", "Hello"),
        (range(13, 18), "下午好", "Good afternoon"),
        ([*range(18, 24), *range(5)], "晚上好", "Good evening"),
    ],
)
def test_greeting_follows_the_hour(hours, zh, en):
    for language, words in (("zh-hans", zh), ("en", en)):
        with translation.override(language):
            assert {greeting_at(hour) for hour in hours} == {words}
