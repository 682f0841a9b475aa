from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.csp import CSP
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe


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
