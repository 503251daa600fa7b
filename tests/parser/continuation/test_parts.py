"""What linking reads off the ends of texts: credits are no last sentence."""

from __future__ import annotations

import pytest

from parser.byline.credits import is_credit


@pytest.mark.parametrize(
    "text",
    [
        "（记者 季禾）",
        "李\u3000禾图\u3000周\u3000山文",
        "季禾摄（影像河湾）",
        "——编\u3000者",
        "责任编辑：周山",
    ],
)
def test_a_credit(text: str) -> None:
    """Who wrote, drew or edited, in a paragraph of its own."""
    assert is_credit(text)


@pytest.mark.parametrize(
    "text", ["他写了一篇文", "柳湾大桥已经合龙，工人们说", "现有渡船三十四艘。", "流淌在血脉里的文"]
)
def test_no_credit(text: str) -> None:
    """Text, whole or broken off."""
    assert not is_credit(text)
