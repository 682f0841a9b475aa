"""What is learned: released courses, enrolments, lessons and exams."""
