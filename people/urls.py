from django.urls import path

from . import views
from .helping import views as helping
from .joining.views import deputies, letting_in, waiting
from .joining.views import entering as joining
from .messaging import views as messaging
from .privacy.views import looking, my_data, notices
from .sharing import views as sharing
from .signing_in.views import confirming, elsewhere, entering, ways_in

app_name = "people"

urlpatterns = [
    path("language/", views.change_language, name="change_language"),
    path("inbox/", messaging.inbox, name="inbox"),
    path("inbox/read/", messaging.read_all_messages, name="read_all_messages"),
    path("inbox/wishes/", messaging.change_message_wishes, name="change_message_wishes"),
    path("inbox/local/", messaging.local_messages, name="local_messages"),
    path("inbox/<uuid:uuid>/", messaging.open_message, name="open_message"),
    path("accounts/code/", entering.send_code, name="send_code"),
    path("accounts/code/again/", entering.send_code_again, name="send_code_again"),
    path("accounts/code/enter/", entering.enter_code, name="enter_code"),
    path("accounts/second-fact/", entering.second_fact, name="second_fact"),
    path("accounts/confirm/", confirming.confirm_identity, name="confirm_identity"),
    path("accounts/ways-in/", ways_in.ways_in, name="ways_in"),
    path("accounts/devices/", ways_in.devices, name="devices"),
    path("accounts/devices/sign-out/", ways_in.sign_out_devices, name="sign_out_devices"),
    path("accounts/with/<slug:provider>/", elsewhere.start_elsewhere, name="start_elsewhere"),
    path("accounts/linked/<int:key>/unlink/", elsewhere.unlink_account, name="unlink_account"),
    path("help/", helping.help_page, name="help_page"),
    path("help/<uuid:uuid>/", helping.question, name="question"),
    path("privacy/", notices.privacy_notice, name="privacy_notice"),
    path("privacy/read/", notices.read_notice, name="read_notice"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/data/export/", my_data.ask_for_export, name="ask_for_export"),
    path("me/data/export/<uuid:uuid>/", my_data.download_export, name="download_export"),
    path("me/data/erasure/", my_data.ask_for_erasure, name="ask_for_erasure"),
    path("me/data/erasure/withdraw/", my_data.withdraw_erasure, name="withdraw_erasure"),
    path("me/data/agree/", my_data.agree, name="agree"),
    path("me/data/consents/<uuid:uuid>/revoke/", my_data.revoke_consent, name="revoke_consent"),
    path("look/end/", looking.end_look, name="end_look"),
    path("s/<str:code>", sharing.open_link, name="open_link"),
    path("s/<str:code>/poster.png", sharing.link_poster, name="link_poster"),
    path("share/<slug:kind>/<uuid:uuid>/", sharing.share, name="share"),
    path("join/", joining.enter_join_code, name="enter_join_code"),
    path("join/prove/", joining.prove_joining, name="prove_joining"),
    path("join/<str:code>/", joining.join_dealer, name="join_dealer"),
    path("joining/<uuid:uuid>/", waiting.join_request, name="join_request"),
    path("joining/<uuid:uuid>/withdraw/", waiting.withdraw_join_request, name="withdraw_join_request"),
    path("invitations/<uuid:uuid>/", waiting.answer_invitation, name="answer_invitation"),
    path("memberships/<uuid:uuid>/leave/", waiting.leave_dealer, name="leave_dealer"),
    path("team/<uuid:uuid>/codes/", letting_in.open_join_code, name="open_join_code"),
    path("team/<uuid:uuid>/first-owner/", letting_in.open_owner_code, name="open_owner_code"),
    path("team/<uuid:uuid>/deputies/", deputies.deputies, name="deputies"),
    path("team/<uuid:uuid>/deputies/<uuid:deputy>/end/", deputies.end_deputy, name="end_deputy"),
    path("team/<uuid:uuid>/invite/", letting_in.invite_person, name="invite_person"),
    path("team/codes/<uuid:uuid>/", letting_in.join_code_poster, name="join_code_poster"),
    path("team/codes/<uuid:uuid>/close/", letting_in.close_join_code, name="close_join_code"),
    path("team/invitations/<uuid:uuid>/withdraw/", letting_in.withdraw_invitation, name="withdraw_invitation"),
    path("team/requests/<uuid:uuid>/", letting_in.answer_join_request, name="answer_join_request"),
    path("team/memberships/<uuid:uuid>/close/", letting_in.close_membership, name="close_membership"),
    path("team/memberships/<uuid:uuid>/manager/", letting_in.change_manager, name="change_manager"),
]
