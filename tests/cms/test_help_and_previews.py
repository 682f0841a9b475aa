"""Every field that editors fill in says what it wants; every block has its place, its icon and a preview."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation
from wagtail import blocks, hooks
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from cms.blocks import LessonStreamBlock
from tests.cms.filled_in import page_url
from tests.factories.cms import draft_course, draft_lesson

OURS = list(apps.get_app_config("cms").get_models())
PAGES = [model for model in OURS if issubclass(model, Page)]
FORMS = [model for model in OURS if issubclass(model, Page | AbstractSetting) or model in get_snippet_models()]
OF_WAGTAIL = {"go_live_at", "expire_at", "comment_notifications", "title", "slug"}
LESSON_BLOCKS = LessonStreamBlock().child_blocks


def fields_of(block, path=""):
    """[(path, block)] of the block and of all inside it."""
    yield path, block
    children = getattr(block, "child_blocks", {})
    for name, child in children.items():
        yield from fields_of(child, f"{path}.{name}")
    if isinstance(block, blocks.ListBlock):
        yield from fields_of(block.child_block, f"{path}[]")


def streams():
    """Every StreamField of ours."""
    for model in OURS:
        for field in model._meta.get_fields():
            if hasattr(field, "stream_block"):
                yield f"{model.__name__}.{field.name}", field.stream_block


ALL_BLOCKS = sorted({path: block for name, stream in streams() for path, block in fields_of(stream, name)}.items())
FIELDS = [(path, one) for path, one in ALL_BLOCKS if not isinstance(one, blocks.StructBlock | blocks.StreamBlock)]


def has_help(block):
    """Of a group of fields the fields say it; a list says it for its items."""
    return bool(getattr(block, "field", None) and block.field.help_text) or bool(getattr(block.meta, "help_text", ""))


@pytest.mark.parametrize(("path", "block"), FIELDS, ids=[path for path, _block in FIELDS])
def test_every_field_of_a_block_says_what_it_wants(path, block):
    assert has_help(block), path
    assert str(block.label), path


def test_the_walk_finds_all_there_is():
    paths = [path for path, _block in ALL_BLOCKS]

    assert len(paths) > 100
    assert "LessonPage.body.check_question.choices[].is_right" in paths
    assert "ExamQuestion.choices.choice.feedback" in paths
    assert "FrontPage.points.point.text" in paths


@pytest.mark.django_db
@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_every_field_of_a_form_says_what_it_wants(model):
    handler = model.get_edit_handler() if hasattr(model, "get_edit_handler") else None
    names = [field.name for field in model._meta.local_fields if field.editable and not field.primary_key]
    fields = handler.get_form_class().base_fields if handler else {name: model._meta.get_field(name) for name in names}

    assert [name for name, field in fields.items() if name not in OF_WAGTAIL and not field.help_text] == []


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_kind_of_page_says_what_it_is_for(model):
    assert str(model.page_description)


@pytest.mark.parametrize("name", LESSON_BLOCKS)
def test_every_block_of_a_lesson_has_a_group_an_icon_and_a_description(name):
    meta, plain = LESSON_BLOCKS[name].meta, blocks.StructBlock().meta

    assert str(meta.group)
    assert str(meta.description)
    assert str(meta.label)
    assert meta.icon != plain.icon


def known_icons():
    registered = [path for hook in hooks.get_hooks("register_icons") for path in hook([])]
    return {Path(path).stem for path in registered}


@pytest.mark.parametrize("path_and_block", ALL_BLOCKS, ids=[path for path, _block in ALL_BLOCKS])
def test_every_icon_is_there(path_and_block):
    assert path_and_block[1].meta.icon in known_icons()


def shown(client, name, language):
    """What the block picker shows, as words and all."""
    block = LESSON_BLOCKS[name]
    with translation.override(language):
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    return response.content.decode()


def words_of(html):
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_block_previews_with_real_words_in_the_language_of_whoever_looks(client, editor, language):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    client.get(page_url("edit", draft_lesson(draft_course())))

    previews = {name: words_of(shown(client, name, language)) for name in LESSON_BLOCKS}

    least = 12 if language == "zh-hans" else 24
    assert {name: words for name, words in previews.items() if len(words) <= least} == {}
    is_chinese = {name: bool(re.search("[一-鿿]", words)) for name, words in previews.items()}
    assert is_chinese == dict.fromkeys(LESSON_BLOCKS, language == "zh-hans")
