"""Colour, logo, filing numbers and verification files: from the admin to every page."""

import base64
import io
import re
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation
from PIL import Image

from cms import queries
from cms.actions import SiteSettingsNotAccepted, change_site_settings
from cms.look import SiteLook
from cms.models import Logo, SiteSettings, VerificationFile
from courses.plans import plan_of
from foundation.audit import lines_about, message_of
from tests.factories.courses import enrolled, released
from tests.factories.people import LearnerFactory, StaffFactory

pytestmark = pytest.mark.django_db
URL = "/admin/site_settings/"
BLUE, YELLOW = "#0052cc", "#ffcc00"
PROOF = "MP_verify_AbCd1234EfGh5678.txt"


def picture(size=(300, 100), kind="PNG"):
    drawn = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "#aa2211").save(drawn, kind)
    return drawn.getvalue()


def upload(content, name="logo.png"):
    return SimpleUploadedFile(name, content)


def changed(**fields):
    settings = change_site_settings(**fields)
    queries.forget_site_look()
    return settings


@pytest.fixture
def admin(client):
    client.force_login(StaffFactory(group="Platform admins"))
    return client


@pytest.fixture
def front(client):
    """The page of somebody who is not signed in, and its policy."""

    def look():
        client.logout()
        page = client.get("/accounts/login/")
        return page.content.decode(), page["Content-Security-Policy"]

    return look


class TestBrand:
    def test_stands_in_pages_and_their_policy_lets_that_style_through_and_no_other(self, front):
        plain, policy = front()
        assert "<style>" not in plain
        assert "style-src 'self';" in policy + ";"

        changed(texts={"brand": BLUE.upper()})

        page, policy = front()
        style = re.search(r"<style>(.*?)</style>", page)[1]
        digest = base64.b64encode(sha256(style.encode()).digest()).decode()
        assert f"--accent:{BLUE}" in style
        assert f"style-src 'self' 'sha256-{digest}'" in policy
        assert "unsafe" not in policy

    def test_makes_a_lesson_that_a_browser_keeps_another_one(self, client):
        enrolment = enrolled(LearnerFactory(), released())
        lesson = next(iter(plan_of(enrolment.structure).lessons))
        path = reverse("courses:lesson_detail", args=[enrolment.course.uuid, lesson])
        client.force_login(enrolment.person)
        kept = client.get(path)["ETag"]
        assert client.get(path, headers={"if-none-match": kept}).status_code == 304

        changed(texts={"brand": BLUE})

        anew = client.get(path, headers={"if-none-match": kept})
        assert anew.status_code == 200
        again = client.get(path, headers={"if-none-match": anew["ETag"]})
        assert again.status_code == 304
        assert "'sha256-" in again["Content-Security-Policy"]

    def test_leaves_the_admin_its_own_policy(self, admin):
        changed(texts={"brand": BLUE})

        assert "sha256" not in admin.get("/admin/")["Content-Security-Policy"]

    @pytest.mark.parametrize("text", ["blue", "#12345", "#0052cg", "red;}body{display:none}", "#0052cc</style>"])
    def test_is_a_colour_and_nothing_else(self, text):
        with pytest.raises(SiteSettingsNotAccepted, match="six digits"):
            change_site_settings(texts={"brand": text})

        assert not SiteSettings.objects.exclude(brand="").exists()


class TestCost:
    def test_no_page_asks_for_it_twice_in_half_a_minute(self, client, django_assert_num_queries):
        changed(texts={"brand": BLUE})
        queries.site_look()

        with django_assert_num_queries(0):
            assert f"--accent:{BLUE}" in client.get("/accounts/login/").content.decode()

    def test_it_is_asked_for_without_the_pictures(self, django_assert_num_queries):
        changed(logos={"logo": picture()})

        with django_assert_num_queries(1) as asked:
            assert queries.site_look().logo.url

        assert "png" not in asked.captured_queries[0]["sql"]

    def test_a_page_that_says_that_the_database_is_gone_needs_no_database(self, monkeypatch):
        def fail():
            raise DatabaseError

        queries.forget_site_look()
        monkeypatch.setattr(queries._look, "_make", fail)

        assert queries.site_look() == SiteLook()


class TestLogo:
    def test_is_written_anew_smaller_and_kept_for_ever(self, client, front):
        changed(logos={"logo": picture((3000, 1000), "JPEG")})

        logo = Logo.objects.get()
        answer = client.get(logo.get_absolute_url())
        served = Image.open(io.BytesIO(answer.content))
        assert (served.format, served.size, answer["Content-Type"]) == ("PNG", (432, 144), "image/png")
        assert "immutable" in answer["Cache-Control"]
        page, _policy = front()
        assert f'<img class="brand-logo brand-on-light" src="{logo.get_absolute_url()}" alt="经销商大学"' in page
        assert "brand-seal" not in page

    def test_has_another_in_the_dark_and_a_name_beside_a_square_one(self, front):
        changed(logos={"logo": picture((200, 200)), "logo_in_dark": picture((200, 210))})

        page, _policy = front()
        assert "brand-in-light" in page
        assert "brand-in-dark" in page
        assert "brand-name" in page

        changed(logos={"logo": None, "logo_in_dark": None})
        assert "brand-seal" in front()[0]

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture"),
            (b"GIF89a" + b"\0" * 40, "not a picture"),
            (picture((40, 40)), "40 pixels high"),
            (picture((1000, 80)), "too wide"),
            (b"\x89PNG" + b"\0" * (5 * 1024 * 1024), "larger than 5 MB"),
        ],
    )
    def test_is_refused_with_a_sentence_where_it_is_no_logo(self, content, sentence):
        with pytest.raises(SiteSettingsNotAccepted, match=sentence):
            change_site_settings(logos={"logo": content})

        assert not Logo.objects.exists()


class TestFilings:
    def test_stand_at_the_foot_with_the_pages_that_show_them(self, front, client):
        assert "filings" not in front()[0]

        changed(texts={"icp_number": "京ICP备12345678号-1", "police_number": "京公网安备 11010502030143号"})

        page, _policy = front()
        assert '<a href="https://beian.miit.gov.cn/" rel="noopener noreferrer">京ICP备12345678号-1</a>' in page
        assert "https://beian.mps.gov.cn/#/query/webSearch?code=11010502030143" in page
        client.force_login(LearnerFactory())
        assert "京ICP备12345678号-1" in client.get("/").content.decode()

    @pytest.mark.parametrize(
        "texts", [{"icp_number": "ICP 12345678"}, {"icp_number": "<b>"}, {"police_number": "11010502030143"}]
    )
    def test_are_written_as_the_ministries_write_them(self, texts):
        with pytest.raises(SiteSettingsNotAccepted, match="such as 京"):
            change_site_settings(texts=texts)


class TestVerificationFiles:
    @pytest.mark.parametrize(
        "name",
        [
            PROOF,
            "WW_verify_0123456789abcdef.txt",
            "google1234567890abcdef.html",
            "baidu_verify_codeva-AbCdEf1234.html",
            "0123456789abcdef0123456789abcdef.txt",
        ],
    )
    def test_stand_at_the_root_as_text_for_anybody(self, client, name):
        changed(files={name: b" AbCd1234 \r\n"})

        answer = client.get(f"/{name}")

        assert (answer.status_code, answer.content) == (200, b"AbCd1234")
        assert answer["Content-Type"].startswith("text/plain")
        assert answer["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "name",
        ["robots.txt", "favicon.ico", "index.html", "../MP_verify_AbCd1234.txt", "MP_verify_a.txt", "google.html"],
    )
    def test_take_no_name_that_could_be_another_page(self, client, name):
        with translation.override("en"), pytest.raises(SiteSettingsNotAccepted, match="not the name of such a file"):
            change_site_settings(files={name: b"x"})

        assert b"User-agent" in client.get("/robots.txt").content

    @pytest.mark.parametrize("content", [b"<script>\nalert(1)</script>", b"\xff\xfe", b"", b"x" * 300])
    def test_hold_one_short_line(self, content):
        if not content:
            assert change_site_settings(files={PROOF: content})
            return
        with pytest.raises(SiteSettingsNotAccepted, match="one short line"):
            change_site_settings(files={PROOF: content})

    def test_are_gone_when_they_are_taken_away(self, client):
        changed(files={PROOF: b"x"})
        changed(files={PROOF: None})

        assert client.get(f"/{PROOF}").status_code == 404
        assert client.get("/something-else.html").status_code == 404


class TestScreen:
    def test_saves_all_and_says_what_was_done(self, admin):
        data = {
            "brand": BLUE,
            "logo": upload(picture()),
            "icp_number": "京ICP备12345678号-1",
            "police_number": "",
            "verification_file": upload(b"AbCd1234", PROOF),
        }

        page = admin.post(URL, data, follow=True).content.decode()

        kept = SiteSettings.objects.get()
        assert (kept.brand, kept.icp_number, kept.logo.width) == (BLUE, "京ICP备12345678号-1", 300)
        assert VerificationFile.objects.get().content == "AbCd1234"
        assert "已保存" in page
        assert kept.logo.get_absolute_url() in page
        (line,) = lines_about(kept)
        assert message_of(line) in page
        assert PROOF in message_of(line)

    def test_names_the_nearest_colour_that_is_read(self, admin):
        page = admin.post(URL, {"brand": YELLOW}, follow=True).content.decode()

        assert "#ffcc00 太浅" in page
        assert "#83680b" in page
        assert SiteSettings.objects.get().brand == YELLOW

    def test_takes_away_what_is_ticked(self, admin):
        changed(logos={"logo": picture()}, files={PROOF: b"x"})

        admin.post(URL, {"logo_remove": "on", "files_removed": [PROOF]})

        assert SiteSettings.objects.get().logo is None
        assert not VerificationFile.objects.exists()

    def test_says_what_is_wrong_beside_the_field_and_keeps_the_rest(self, admin):
        page = admin.post(URL, {"brand": "blue", "icp_number": "京ICP备12345678号-1"})

        assert "颜色请写成" in str(page.context["form"].errors["brand"])
        assert 'value="京ICP备12345678号-1"' in page.content.decode()
        assert not SiteSettings.objects.exclude(icp_number="").exists()

    def test_saving_again_what_is_there_writes_no_line(self, admin):
        admin.post(URL, {"brand": BLUE})
        admin.post(URL, {"brand": BLUE})

        assert lines_about(SiteSettings.objects.get()).count() == 1
