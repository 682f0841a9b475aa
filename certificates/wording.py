"""What papers of each kind say where nobody said otherwise, in both languages."""

from collections.abc import Mapping

from .enums import CredentialKind
from .paper import CHINESE, ENGLISH

Words = dict[str, dict[str, str]]

PARTS = ("title", "did", "what", "outcome")  # kind of paper, what its holder did, about what, what a holder can do

USUAL: dict[str, Words] = {
    CredentialKind.COURSE: {
        CHINESE: {"title": "结业证书", "did": "已修完下列课程并通过考核，特发此证"},
        ENGLISH: {
            "title": "Certificate of Completion",
            "did": "has completed the course below and passed its examination",
        },
    },
    CredentialKind.CURRICULUM: {
        CHINESE: {"title": "资格证书", "did": "已达到下列课程体系的全部要求，特发此证"},
        ENGLISH: {
            "title": "Certificate of Qualification",
            "did": "has met every requirement of the curriculum below",
        },
    },
    CredentialKind.ATTENDANCE: {
        CHINESE: {"title": "参会证书", "did": "出席下列会议，特此证明"},
        ENGLISH: {"title": "Certificate of Attendance", "did": "attended the conference below"},
    },
    CredentialKind.COACHING: {
        CHINESE: {"title": "辅导证书", "did": "经一对一现场辅导，所见达到下列水平"},
        ENGLISH: {
            "title": "Record of Field Coaching",
            "did": "was coached on the spot, one to one, and was seen to work at this level",
        },
    },
    CredentialKind.PLAQUE: {
        CHINESE: {"title": "达标证书", "did": "达到下列标准，特发此证"},
        ENGLISH: {"title": "Certificate of Achievement", "did": "has reached the standard below"},
    },
}


def complete_words(kind: str, given: Mapping[str, Mapping[str, str]], kept: Words) -> Words:
    """What is given, else what is there already, else the usual; only in the languages that are given."""
    return {
        language: {
            part: (
                words.get(part, kept.get(language, {}).get(part)) or USUAL[kind].get(language, {}).get(part, "")
            ).strip()
            for part in PARTS
        }
        for language, words in given.items()
    }
