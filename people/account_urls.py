"""The parts of django-allauth that are in use: signing in and out, passwords, second factors, and the ways back from
accounts elsewhere. Nobody signs up by themselves.

Their names are allauth's own, because its views reverse them.
"""

from allauth.account import views
from allauth.mfa.base.views import authenticate
from allauth.socialaccount.providers.dingtalk.views import oauth2_callback as dingtalk_callback
from allauth.socialaccount.providers.feishu.views import oauth2_callback as feishu_callback
from allauth.socialaccount.providers.openid_connect.views import callback as openid_connect_callback
from allauth.socialaccount.providers.weixin.views import oauth2_callback as weixin_callback
from django.urls import path, re_path
from django.views.decorators.vary import vary_on_headers

from foundation.views import in_browsers_only

from .signing_in.views import entering, ways_in
from .signing_in.views.confirming import fresh
from .signing_in.views.elsewhere import only_if_set_up
from .views import forgotten_by_the_browser

varying = vary_on_headers("User-Agent")  # in chat apps' browsers there are no passkeys

urlpatterns = [
    path("login/", varying(entering.SignInView.as_view()), name="account_login"),
    path("logout/", forgotten_by_the_browser(views.logout), name="account_logout"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", fresh(views.password_set), name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", varying(authenticate), name="mfa_authenticate"),
    path("passkeys/sign-in/", entering.PasskeyView.as_view(), name="mfa_login_webauthn"),
    path("passkeys/add/", in_browsers_only(fresh(ways_in.add_passkey)), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", fresh(ways_in.remove_passkey), name="mfa_remove_webauthn"),
    path("authenticator-app/add/", fresh(ways_in.add_authenticator_app), name="mfa_activate_totp"),
    path("authenticator-app/remove/", fresh(ways_in.remove_authenticator_app), name="mfa_deactivate_totp"),
    path("recovery-codes/", fresh(ways_in.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/renew/", fresh(ways_in.renew_recovery_codes), name="mfa_generate_recovery_codes"),
    path("weixin/login/callback/", only_if_set_up(weixin_callback), name="weixin_callback"),
    path("dingtalk/login/callback/", only_if_set_up(dingtalk_callback), name="dingtalk_callback"),
    path("feishu/login/callback/", only_if_set_up(feishu_callback), name="feishu_callback"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        only_if_set_up(openid_connect_callback),
        name="openid_connect_callback",
    ),
]
