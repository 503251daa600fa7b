"""A paragraph in; whether it is a credit and nothing else."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"^[（(【■□◎●▲\s]{0,3}[^。！？]{0,16}"
    r"(?:记者|通讯员|作者|责任编辑|责编|编辑|摄影|撰文|整理|版式设计)[^。！？]{0,40}$"
    r"|^[（(][^。！？]{2,30}[电讯摄][)）]$"
    # 李 禾图　周 山文 · 季禾摄（影像河湾） · ——编  者
    r"|^(?=.{0,24}(?:\s|摄))[—\-\s]{0,4}[^。！？，；：]{1,20}(?:[摄图文影]|编\s{0,3}者)"
    r"(?:[（(][^（）()]{2,10}[)）])?$"
)


def is_credit(text: str) -> bool:
    """Whether a paragraph is a credit: （记者 …）, 责任编辑 …"""
    return bool(_CREDIT.match(text.strip()))
