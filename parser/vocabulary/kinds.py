"""Words that papers print over pieces which are no articles; lists and nothing else."""

ADS = frozenset(
    ("广告", "公益广告", "专题广告", "分类广告", "分类信息", "公益", "整版广告", "形象广告")
)

NOTICES = frozenset(
    (
        "责编",
        "责任编辑",
        "本版责编",
        "本版编辑",
        "编辑",
        "版权声明",
        "报头",
        "报眼",
        "报尾",
        "本报信息",
        "启事",
        "更正",
        "更正启事",
        "征稿启事",
        "稿约",
        "声明",
        "遗失声明",
        "公告",
        "通告",
        "天气预报",
        "今日天气",
        "中缝",
        "征订启事",
        "注销公告",
        "招标公告",
        "拍卖公告",
        "讣告",
    )
)

#: What a notice may be about: 停水公告, 某某公司招聘启事. Words between spaces, as below.
NOTICE_SUBJECTS = (
    "征文 征稿 征订 征集 征婚 招聘 招生 招商 招标 招租 招募 招领 中标 拍卖 竞拍 挂牌 出让 转让 "
    "停水 停电 停气 停暖 停航 停运 停业 停牌 封路 封航 封闭 改道 施工 绕行 限行 交通管制 禁渔 禁火 "
    "禁放 休市 休刊 开庭 送达 催收 债权 债权申报 悬赏 协查 通缉 寻人 寻物 寻亲 认尸 认领 遗失 挂失 "
    "作废 注销 吊销 清算 解散 减资 增资 合并 分立 更名 迁址 搬迁 迁坟 拆迁 征收 征地 环评 环境影响 "
    "土地出让 资产转让 产权转让 人才招聘 教师招聘 验收 "
    "任前 拟任 选调 录用 校庆 开业 开盘 放假 换证 年检 "
    "补选 选举 致歉 道歉 更正 投稿 赠书 获奖 中奖 开奖"
)

#: What a 声明 may be that is no government's: 遗失声明, 律师声明.
STATEMENT_SUBJECTS = (
    "遗失 挂失 作废 注销 清算 解散 减资 郑重 严正 免责 版权 律师 打假 维权 致歉 道歉 澄清 授权 更正"
)

#: What the words before the subject end in: who gives notice, or what for.
NOTICE_GIVERS = (
    "公司 集团 银行 支行 酒店 商场 医院 法院 学院 学校 大学 中学 小学 幼儿园 中心 委员会 管委会 "
    "居委会 村委会 办公室 指挥部 基金会 协会 学会 总局 支队 大队 杂志社 编辑部 出版社 报社 本报 "
    "本刊 本社 市 县 区 镇 乡 州 省 局 厅 杯 奖 展 年 年度 届 ” 》 」"
)

#: Words before the subject that make a sentence of it: somebody does something with a notice.
NOT_IN_NOTICES = (
    "发布 发表 发出 刊登 张贴 贴 撕 撤 读 看 写 收到 接到 拿 伪造 造假 骗 违 被 遭 将 再 已 仍 却 "
    "把 给 向 对 因 就 为 是 没 的 这 那 一则 一份 一张 一纸 两则 两份 据 称 说 谈 惊现 出炉 下达"
)

#: Who gives notice in its whole name: 山城资产管理有限公司对…等9户企业债权资产处置公告.
ORGANISATIONS = (
    "公司 集团 银行 支行 分行 信用社 合作社 法院 检察院 交易所 交易中心 管理局 委员会 管委会 "
    "指挥部 政府 事务所 管理人 清算组 协会 学会 基金会 大学 "
    "学院 医院 中心 办公室 总队 支队 大队 局 厅"
)

#: What is done with a notice in a story about one.
NEWS_OF_NOTICES = (
    "发布 发表 发出 刊登 张贴 撕 撤 伪造 造假 骗 违规 惊现 出炉 收到 接到 回应 质疑 引发 走红 曝光 "
    "读懂 解读 背后 详解 一则 一份 一张 一纸"
)

#: What such a notice is.
NOTICE_WORDS = "公告 通告 启事 公示"

POINTER_HEADLINES = frozenset(
    (
        "导读",
        "今日导读",
        "本期导读",
        "要闻导读",
        "内容导读",
        "版面导读",
        "今日看点",
        "新闻导读",
        "本报今日导读",
        "今日导航",
        "目录",
        "本期目录",
        "今日要目",
        "要目",
    )
)

PHOTO_HEADLINES = ("图片报道", "图片新闻", "新闻图片", "图片故事", "图说", "组图", "图片")
