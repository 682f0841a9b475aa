"""What learners get of a page, and what was noted of it."""

from cms.models import Publication
from courses.models import Course, CourseVersion


def course_of(page):
    return Course.objects.filter(key=page.translation_key).first()


def versions(page):
    return CourseVersion.objects.filter(course__key=page.translation_key).count()


def titles(page, language="zh-hans"):
    """Titles of the lessons that new learners get."""
    version = course_of(page).structure.version
    words = {str(row.lesson_key): row.body["title"] for row in version.lessons.filter(language=language)}
    return [words[lesson["key"]] for lesson in course_of(page).structure.plan["lessons"] if lesson["key"] in words]


def outcome(page):
    return Publication.objects.get(model=page._meta.model_name, object_id=page.pk).outcome
