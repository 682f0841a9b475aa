"""What a new site begins with: two languages, front page and catalogue, the groups of staff, and the way to publication."""

import uuid

from django.db import migrations

EDITORS, APPROVERS, CURRICULUM = "Editors", "Approvers", "Curriculum admins"
INSTRUCTORS, PLATFORM = "Instructors", "Platform admins"
GROUPS = (EDITORS, APPROVERS, CURRICULUM, INSTRUCTORS, PLATFORM)

PAGE_PERMISSIONS = {
    EDITORS: ("add", "change"),
    APPROVERS: ("change",),
    CURRICULUM: ("add", "change", "publish", "lock", "unlock"),
    PLATFORM: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
WRITING = {
    "wagtailimages.image": ("add", "change", "choose"),
    "wagtaildocs.document": ("add", "change", "choose"),
    "wagtailmedia.media": ("add", "change"),
}
COLLECTION_PERMISSIONS = {
    EDITORS: WRITING,
    APPROVERS: {"wagtailimages.image": ("choose",), "wagtaildocs.document": ("choose",)},
    CURRICULUM: {model: (*verbs, "delete") for model, verbs in WRITING.items()},
    PLATFORM: {model: (*verbs, "delete") for model, verbs in WRITING.items()},
}
MODEL_PERMISSIONS = {
    EDITORS: {"cms.examquestion": ("add", "change")},
    APPROVERS: {"cms.examquestion": ("change",)},
    CURRICULUM: {
        "cms.examquestion": ("add", "change", "delete", "publish", "lock", "unlock"),
        "certificates.credential": ("view", "add", "change"),
        "certificates.certificate": ("view", "change"),
        "learning.activity": ("view", "change"),
        "learning.learningrecord": ("view", "add", "change"),
    },
    INSTRUCTORS: {"learning.activity": ("view",)},
    PLATFORM: {
        "cms.examquestion": ("add", "change", "delete", "publish", "lock", "unlock"),
        "certificates.credential": ("view", "add", "change"),
        "certificates.certificate": ("view", "change"),
        "learning.activity": ("view", "change"),
        "learning.learningrecord": ("view", "add", "change"),
        "people.person": ("view", "add", "change"),
        "people.organisation": ("view", "add", "change"),
        "people.membership": ("view", "add", "change", "delete"),
        "people.territory": ("view", "add", "change"),
        "wagtailcore.workflow": ("add", "change"),
        "wagtailcore.task": ("add", "change"),
        "wagtailcore.groupapprovaltask": ("add", "change"),
        "wagtailcore.collection": ("add", "change", "delete"),
    },
}
SUBMITTING_TRANSLATIONS = (EDITORS, CURRICULUM, PLATFORM)


def make_site(apps, schema_editor):
    Page, Locale, Site = (apps.get_model("wagtailcore", name) for name in ("Page", "Locale", "Site"))
    chinese = Locale.objects.get_or_create(language_code="zh-hans")[0]
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.objects.get(depth=1)
    front_key, catalogue_key = uuid.uuid4(), uuid.uuid4()
    fronts = []
    for place, (locale, slug, title, catalogue_title) in enumerate(
        [(chinese, "home", "经销商大学", "全部课程"), (english, "home-en", "Dealer University", "All courses")], start=2
    ):
        front = _add_page(
            apps, "FrontPage", f"{root.path}{place:04d}", f"/{slug}/", locale, title, slug, front_key, numchild=1
        )
        url_path = f"{front.url_path}courses/"
        _add_page(apps, "CataloguePage", f"{front.path}0001", url_path, locale, catalogue_title, "courses", catalogue_key)
        fronts.append(front)
    Site.objects.filter(is_default_site=True).update(root_page_id=fronts[0].pk, site_name="")
    Page.objects.filter(depth=2).exclude(pk__in=[front.pk for front in fronts]).delete()
    Page.objects.filter(pk=root.pk).update(numchild=2, locale=chinese)


def _add_page(apps, model, path, url_path, locale, title, slug, key, numchild=0):
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model=model.lower()
    )[0]
    return apps.get_model("cms", model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        path=path,
        depth=len(path) // 4,
        numchild=numchild,
        url_path=url_path,
        locale=locale,
        translation_key=key,
        content_type=content_type,
        live=True,
    )


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    Group.objects.filter(name="Moderators").delete()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in GROUPS}
    for name, group in groups.items():
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
        for verb in PAGE_PERMISSIONS.get(name, ()):
            permission = _permission(apps, "wagtailcore.page", verb)
            GroupPagePermission.objects.create(group=group, page=root_page, permission=permission)
        for model, verbs in COLLECTION_PERMISSIONS.get(name, {}).items():
            for verb in verbs:
                permission = _permission(apps, model, verb)
                GroupCollectionPermission.objects.create(
                    group=group, collection=root_collection, permission=permission
                )
        wanted = [_permission(apps, "wagtailadmin.admin", "access", codename="access_admin")]
        wanted += [
            _permission(apps, model, verb)
            for model, verbs in MODEL_PERMISSIONS.get(name, {}).items()
            for verb in verbs
        ]
        if name in SUBMITTING_TRANSLATIONS:
            submit = "submit_translation"
            wanted.append(_permission(apps, "wagtail_localize.translation", "submit", codename=submit))
        group.permissions.set(wanted)


def _permission(apps, model, verb, codename=None):
    """The permission, made here if Django has not come to it yet: it makes them after all migrations."""
    app_label, model_name = model.split(".")
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model_name
    )[0]
    Permission = apps.get_model("auth", "Permission")
    codename = codename or f"{verb}_{model_name}"
    existing = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    return existing or Permission.objects.create(
        content_type=content_type, codename=codename, name=f"Can {verb} {model_name}"
    )


def make_workflow(apps, schema_editor):
    """Author, then a subject expert, then release: the last approval publishes."""
    wagtail = {
        name: apps.get_model("wagtailcore", name)
        for name in (
            "Workflow", "Task", "GroupApprovalTask", "WorkflowTask", "WorkflowPage", "WorkflowContentType", "Page"
        )
    }  # fmt: skip
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    wagtail["Workflow"].objects.all().delete()
    wagtail["Task"].objects.all().delete()
    task_type = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")[0]
    workflow = wagtail["Workflow"].objects.create(name="专家审核与发布 Review and release", active=True)
    for order, (name, group) in enumerate([("专家审核 Expert review", APPROVERS), ("发布 Release", CURRICULUM)]):
        task = wagtail["GroupApprovalTask"].objects.create(name=name, active=True, content_type=task_type)
        task.groups.add(Group.objects.get(name=group))
        wagtail["WorkflowTask"].objects.create(workflow=workflow, task_id=task.pk, sort_order=order)
    wagtail["WorkflowPage"].objects.create(workflow=workflow, page=wagtail["Page"].objects.get(depth=1))
    question = ContentType.objects.get_or_create(app_label="cms", model="examquestion")[0]
    wagtail["WorkflowContentType"].objects.create(workflow=workflow, content_type=question)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [
        migrations.RunPython(make_site, migrations.RunPython.noop),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
    ]
