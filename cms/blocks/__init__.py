"""What a lesson is made of. Fields are those of demo/README.md; `compiled_value` turns a block into plain data."""

from .base import StreamBlock, compiled_value
from .doing import CalculatorBlock, ChecklistBlock, CheckQuestionBlock
from .figures import ChartBlock, ComparisonBlock, TableBlock, WorkedFigureBlock
from .questions import ChoiceBlock, question_problems
from .reading import (
    CalloutBlock,
    DownloadBlock,
    ImageBlock,
    OwnerQuestionBlock,
    ReadingBlock,
    StepsBlock,
    VideoBlock,
)

__all__ = ["ChoiceBlock", "LessonStreamBlock", "StreamBlock", "compiled_value", "question_problems"]


class LessonStreamBlock(StreamBlock):
    owner_question = OwnerQuestionBlock()
    text = ReadingBlock()
    image = ImageBlock()
    video = VideoBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    table = TableBlock()
    comparison = ComparisonBlock()
    worked_figure = WorkedFigureBlock()
    chart = ChartBlock()
    calculator = CalculatorBlock()
    checklist = ChecklistBlock()
    download = DownloadBlock()
    check_question = CheckQuestionBlock()
