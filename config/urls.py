from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.generic import RedirectView, TemplateView
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views.serve import serve as serve_document
from wagtail.urls import serve_pattern

from cms.views import sign_in_to_see
from foundation.views import favicon, healthz, open_in_browser, readyz, serve_upload

sign_in = login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True))
robots_txt = TemplateView.as_view(template_name="robots.txt", content_type="text/plain")
robots = login_not_required(require_safe(cache_control(public=True, max_age=86400)(robots_txt)))

handler400 = "foundation.views.bad_request"
urlpatterns = [
    path("", include("dashboards.urls")),
    path("", include("people.urls")),
    path("", include("certificates.urls")),
    path("", include("courses.urls")),
    path("", include("cms.urls")),
    path("accounts/", include("people.account_urls")),
    path("admin/login/", sign_in),
    path("admin/", include("people.admin_urls")),
    path("admin/", include("cms.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("open-in-browser/", open_in_browser, name="open_in_browser"),
    re_path(r"^documents/([0-9]{1,18})/(.*)$", vary_on_headers("User-Agent")(serve_document), name="wagtaildocs_serve"),
    path("media/<path:name>", serve_upload, name="serve_upload"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
# Pages are public; what is private about courses is not on them. Wagtail asks for these two names.
urlpatterns += i18n_patterns(
    path("_util/login/", sign_in_to_see, name="wagtailcore_login"),
    re_path(serve_pattern, login_not_required(wagtail_views.serve), name="wagtail_serve"),
)
