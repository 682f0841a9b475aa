"""Reports and panels in the Wagtail admin for those who decide."""

from .exam_results import ExamResultReport
from .reports import CertificateReport, CompletionReport, EnrolmentReport

REPORTS = (EnrolmentReport, CompletionReport, ExamResultReport, CertificateReport)

__all__ = ["REPORTS", "CertificateReport", "CompletionReport", "EnrolmentReport", "ExamResultReport"]
