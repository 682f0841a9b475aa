"""What leaves as a file."""

import re

from .models import Certificate


def file_name_of(certificate: Certificate, kind: str = "pdf") -> str:
    """结业证书-库存管理-欧阳文静-DU-2026-004217.pdf"""
    paper = certificate.paper
    name = "-".join((paper.title.first, paper.what.first, paper.holder, paper.number))
    return re.sub(r'[\s\\/:*?"<>|\x00-\x1f]+', "_", name) + f".{kind}"
