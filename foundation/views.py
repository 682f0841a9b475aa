from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe


def answer_with_private_file(
    storage: Storage, name: str, *, filename: str, content_type: str, as_attachment: bool = True
) -> HttpResponseBase:
    """For views that have checked who asks. Raises OSError if there is no such file.

    With X_ACCEL_PREFIX the answer has no body: nginx sends the file, and the pieces of it that are asked for.
    """
    if not settings.X_ACCEL_PREFIX:
        return FileResponse(
            storage.open(name), as_attachment=as_attachment, filename=filename, content_type=content_type
        )
    if not storage.exists(name):
        raise FileNotFoundError(name)
    headers = {"X-Accel-Redirect": settings.X_ACCEL_PREFIX + quote(name)}
    if disposition := content_disposition_header(as_attachment, filename):
        headers["Content-Disposition"] = disposition
    return HttpResponse(content_type=content_type, headers=headers)


@require_safe
@cache_control(private=True, max_age=3600)
@csp_override({"default-src": [CSP.NONE], "sandbox": [""], "frame-ancestors": [CSP.SELF]})
def serve_upload(request: HttpRequest, name: str) -> FileResponse:
    """What editors uploaded, for editors only: learners get the copies that were compiled for them."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    try:
        return FileResponse(default_storage.open(name))
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404 from error
