from django.urls import path

from . import views

app_name = "courses"

COURSE = "learn/courses/<uuid:uuid>/"
LESSON = f"{COURSE}lessons/<uuid:lesson_key>/"
ATTEMPT = "learn/attempts/<uuid:uuid>/"

urlpatterns = [
    path(COURSE, views.course_detail, name="course_detail"),
    path(f"{COURSE}start/", views.start_course, name="start_course"),
    path(LESSON, views.lesson_detail, name="lesson_detail"),
    path(f"{LESSON}done/", views.complete_lesson, name="complete_lesson"),
    path(f"{LESSON}answers/", views.answer_check_question, name="answer_check_question"),
    path(f"{LESSON}notes/<str:block_id>/", views.keep_note, name="keep_note"),
    path(f"{LESSON}place/", views.keep_place, name="keep_place"),
    path(f"{COURSE}exam/", views.exam_detail, name="exam_detail"),
    path(f"{COURSE}exam/start/", views.start_attempt, name="start_attempt"),
    path(ATTEMPT, views.attempt_detail, name="attempt_detail"),
    path(f"{ATTEMPT}answers/", views.answer_exam_question, name="answer_exam_question"),
    path(f"{ATTEMPT}submit/", views.submit_attempt, name="submit_attempt"),
    path(f"{ATTEMPT}result/", views.attempt_result, name="attempt_result"),
    path("learn/search/", views.search, name="search"),
    path("learn/go/<uuid:key>/", views.go, name="go"),
    path("learn/files/<slug:sha256>/", views.lesson_file, name="lesson_file"),
]
