"""What editors write. Learners never read these rows: publishing compiles them into released courses."""

from .authored import PublishingSettings
from .courses import CoursePage, LessonPage
from .publications import Publication
from .questions import ExamQuestion
from .site import CataloguePage, FrontPage
from .site_settings import Logo, SiteSettings, VerificationFile

__all__ = [
    "CataloguePage",
    "CoursePage",
    "ExamQuestion",
    "FrontPage",
    "LessonPage",
    "Logo",
    "Publication",
    "PublishingSettings",
    "SiteSettings",
    "VerificationFile",
]
