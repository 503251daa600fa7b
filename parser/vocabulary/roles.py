"""The words beside names in bylines, as data: agencies, roles, what people did, signs, sources.

Nothing goes in; strings and tables come out. Everything is written as `openings.fold` leaves it:
simplified keywords, half-width digits and brackets.
"""

from __future__ import annotations

from parser.vocabulary.places import row

#: Agencies and papers by name; 本X is the paper itself.
OWN = row("本报 本刊 本网 本台 本社 我报")
WIRES = row(
    "新华社 新华网 中新社 中新网 中国新闻社 中国新闻网 中央社 联合社 合众社 路透社 路透",
    "法新社 美联社 合众国际社 塔斯社 俄塔社 俄新社 国际文传电讯社 共同社 时事社 韩联社",
    "朝中社 德新社 安莎社 埃菲社 印报托 中通社 香港中通社 国际在线 新华社专特稿 哈瓦斯社",
    "同盟社 国闻社 申时社 远东社 海通社 电通社 国民社",
)
OUTLETS = row(
    "人民日报 人民网 光明日报 光明网 经济日报 中国经济网 解放军报 中国军网 科技日报",
    "工人日报 法治日报 法制日报 农民日报 中国日报 中国青年报 中青报 中青在线 央视 央视网",
    "央视新闻 中央广播电视总台 总台 央广 央广网 中国之声 健康时报 生命时报 环球时报",
    "澎湃新闻 新京报 南方日报 羊城晚报 文汇报 新民晚报 解放日报 北京日报 北京晚报",
    "红星新闻 封面新闻 极目新闻 上游新闻 齐鲁晚报 大众日报 新华每日电讯 新华日报 参考消息",
    "瞭望 半月谈 中国新闻周刊 第一财经 财新 界面新闻 每日经济新闻 证券时报 中国证券报",
    "上海证券报 证券日报 人民政协报 学习时报 中国纪检监察报 经济参考报 中国教育报",
    "中国妇女报 中国文化报 健康报 文艺报 检察日报 人民法院报 中国体育报 国际商报 金融时报",
    "中国水利报 中国交通报 中国环境报 中国民族报 南方周末 南方都市报 21世纪经济报道",
    "经济观察报 南风窗 三联生活周刊 凤凰周刊 环球人物 华商报 新快报 今晚报 现代快报",
    "大河报 大公报 明报 文汇网 红网 华龙网 大众网 千龙网 东方网 荆楚网 每经 体坛周报",
    "足球报 申报 时事新报 益世报 联合早报 海外网 中国新闻 中国报道 南方+ 津云 新湖南",
    "潮新闻 浙江在线 川观新闻 四川在线 九派新闻 大皖新闻 顶端新闻 红星新闻 纵览新闻",
    "长江云",
)
#: What the names of other papers, stations and offices end in.
OUTLET_ENDINGS = row(
    "日报 晚报 晨报 早报 午报 商报 时报 导报 周报 都市报 青年报 工人报 法治报 法制报",
    "文化报 教育报 邮报 快报 电视台 广播台 广播电台 广播电视台 融媒体中心 融媒中心",
    "报业集团 传媒集团 日报社 晚报社 报社 通讯社 新闻网 客户端 新闻中心 周刊 杂志 特区报",
    "经济报 科技报 农村报 画报 新报 今报 金报 体育报 法制网 在线 卫视 电台",
)
#: Words in 报 that are no papers.
NO_PAPERS = row(
    "汇报 通报 情报 预报 简报 举报 捷报 警报 填报 谎报 虚报 回报 上报 呈报 播报 海报 喜报"
)
#: Papers by the short names they print before 讯: 南都讯, 钱报讯.
SHORT_NAMES = row(
    "南都 钱报 晨报 晚报 快报 早报 商报 日报 时报 都市 华商 新快 羊晚 广日 深晚 齐鲁 大河",
    "楚天 扬子 扬晚 每经 一财 京报 新京 京华 北青 中青 法晚 信报 海都 半岛 春晚 三湘 潇湘",
    "华西 成商 川报 鲁报 晋报 豫报 津报 渝报",
)
#: What a unit's name ends in: an author's 单位.
UNIT_ENDINGS = (
    *OUTLET_ENDINGS,
    *row(
        "部 局 委 厅 处 科 院 校 站 所 队 社 会 办 办公室 中心 公司 集团 大学 学院 中学 小学",
        "学校 法院 检察院 医院 银行 支行 分行 协会 学会 街道 社区 党委 政府 支队 大队 总队",
        "研究院 研究所 研究会 基地 网 工会 团委 党校 博物馆 图书馆 文化馆 馆 厂 矿 段 使馆",
        "基金会 影像 视觉 医疗队 供电",
    ),
)
#: What stands before a role word and only says of what sort: 首席记者, 全媒体记者.
QUALIFIERS = row(
    "首席 高级 资深 主任 特派 特别 特约 特邀 特聘 实习 见习 全媒体 全媒 融媒体 融媒 新媒体",
    "多媒体 前方 随军 随行 随团 一线 跟队 驻地 驻站 驻京 文字 视频 视觉 调查 财经 体育 时政",
    "经济 文化 评论 报道组 报道部 采访组 执笔 参与 签约 专栏 专职 值班 执行 本版 本期 责任",
    "兼职 骨干 小 本刊 客户端 总站 分社 记者站",
)

#: Role words and the role they are, as the annotated examples and the contract name them. A printed
#: 实习记者 is a 记者 and a 特约通讯员 a 通讯员 there; the printed words stay in the byline.
ROLES = {
    "特约记者": "特约记者",
    "特邀记者": "特约记者",
    "实习记者": "记者",
    "见习记者": "记者",
    "摄影记者": "摄影",
    "图片记者": "摄影",
    "记者": "记者",
    "特约通讯员": "通讯员",
    "通讯员": "通讯员",
    "通联员": "通讯员",
    "实习生": "实习生",
    "见习生": "实习生",
    "特约评论员": "评论员",
    "评论员": "评论员",
    "特约撰稿人": "作者",
    "特约撰稿": "作者",
    "特约作者": "作者",
    "撰稿人": "作者",
    "撰稿": "作者",
    "作者": "作者",
    "责任编辑": "编辑",
    "编辑": "编辑",
    "责编": "编辑",
    "美编": "编辑",
    "摄影师": "摄影",
    "特约摄影": "摄影",
    "报道员": "报道员",
    "讲述人": "讲述人",
    "讲述者": "讲述人",
    "采访人": "采访人",
    "志愿者": "志愿者",
}
#: Words that name a task before a name (制图：张昕, 文字整理/王迎春), and the role they are;
#: words that are not here are their own role.
TASK_ROLES = {
    "摄影": "摄影",
    "摄": "摄影",
    "摄像": "摄像",
    "图": "摄影",
    "图片": "摄影",
    "图片摄影": "摄影",
    "文": "作者",
    "文字": "作者",
    "撰文": "作者",
    "责任编辑": "编辑",
    "本版编辑": "编辑",
    "本版责编": "编辑",
    "版面编辑": "编辑",
    "执行编辑": "编辑",
    "值班编辑": "编辑",
    "美术编辑": "编辑",
    "图片编辑": "编辑",
    "文字整理": "编辑",
    "采访整理": "编辑",
    "整理": "编辑",
    "编辑": "编辑",
    "责编": "编辑",
    "美编": "编辑",
    "参与记者": "记者",
    "执笔记者": "记者",
    "参与采写记者": "记者",
    "执笔人": "执笔",
    "本期统筹": "统筹",
    "本版统筹": "统筹",
    "本版策划": "策划",
    "本期策划": "策划",
    "本版制图": "制图",
    "本版主编": "主编",
    "本期主编": "主编",
    "本版校对": "校对",
}
TASKS = (
    *TASK_ROLES,
    *row(
        "版式设计 版式 版面设计 制图 绘图 图表 插图 插画 题图 配图 漫画 设计 统筹 策划",
        "总策划 监制 主编 终审 审核 审读 校对 校检 视频 音频 剪辑 执笔 参与采写 采写 翻译 译",
        "编译 供图 题字 书法 配音 出镜 导演 编导 融媒创作 新媒体 组版 美术 海报 文案 后期",
        "主持人 主播 播音 协调 出品人 总监制 总编辑 值班主任 检审",
    ),
)
#: Who did this wrote and photographed: such people stand twice, the second time as 摄影.
WROTE_AND_PICTURED = row(
    "图文 文图 图文报道 文图报道 文/图 图/文 文、图 图、文 文·图 图·文 文&图 图&文 文/摄",
    "摄/文 文、摄 摄、文 文并摄 文并图 图并文 摄并文 采写/摄影 撰文/摄影",
    "摄影/撰文 文字/摄影 摄影/文字 文字/图片 图片/文字 撰文、摄影 采写、摄影 文字、摄影",
    "摄影、撰文 摄影、文字 撰文并摄影 文、摄影 摄影、文 文/摄影 摄影/文 文并摄影 文、图片 图片、文",
    "文/图片 图片/文 撰文/图 图/撰文 文字/图 图/文字 采写/图 图/采写 文·摄影 摄影·文 图文并茂",
)
#: What people did, printed after their names. The first value is the role where no role word stands
#: before the names, the second the role where one does; None keeps the role word's (or none).
DEEDS: dict[str, tuple[str | None, str | None]] = {
    "摄影报道": ("摄影", "摄影"),
    "摄影/报道": ("摄影", "摄影"),
    **dict.fromkeys(WROTE_AND_PICTURED, ("作者", None)),
    "摄影": ("摄影", "摄影"),
    "拍摄": ("摄影", "摄影"),
    "航拍": ("摄影", "摄影"),
    "摄": ("摄影", "摄影"),
    "撰文": ("作者", None),
    "文": ("作者", None),
    "图": ("摄影", "摄影"),
    "供图": ("供图", None),
    "提供": ("供图", None),
    "书面采访整理": ("编辑", None),
    "采访整理": ("编辑", None),
    "文字整理": ("编辑", None),
    "整理报道": ("编辑", None),
    "整理": ("编辑", None),
    "编辑": ("编辑", None),
    "编译": ("编译", None),
    "编译报道": ("编译", None),
    "翻译": ("翻译", None),
    "译": ("译", None),
    "综合报道": (None, None),
    "联合报道": (None, None),
    "采访报道": (None, None),
    "现场报道": (None, None),
    "报道": (None, None),
    "参与采写": ("参与采写", None),
    "参与采访整理": ("参与采访整理", None),
    "参与报道": ("参与报道", None),
    "采写": ("采写", None),
    "采访": ("采写", None),
    "撰写": ("作者", None),
    "执笔": ("执笔", None),
    "绘图": ("绘图", "绘图"),
    "制图": ("制图", "制图"),
    "绘": ("绘", "绘"),
    "书": ("书", None),
    "著": ("作者", None),
    "作": ("作者", None),
    "画": ("画", "画"),
    "口述": ("口述", None),
}
#: Of these, what makes a picture or sends it: the end of a picture's credit.
PICTURE_DEEDS = (
    *(deed for deed, roles in DEEDS.items() if {"摄影", "供图", "制图", "绘图"} & {*roles}),
    *WROTE_AND_PICTURED,
)
#: Deeds of one character that may as well end a name: 刘晓宇文, but 付文.
DOUBTFUL_DEEDS = frozenset({"文", "图", "译", "绘", "书", "著", "作", "画"})
#: Who made a page rather than wrote in it.
EDITORS = row(
    "责任编辑 责编 主编 编辑 校对 校检 检校 美编 版式设计 版式 组版 排版 统筹 策划 制图",
    "绘图 审读 签发 编审 编委 值班主任 值班编委 值班 检审 终审",
)
#: Picture agencies and other sources of a picture or text.
SOURCES = row(
    "人民视觉 影像中国 视觉中国 东方IC 东方ic 中新图片 人民图片 CFP 资料图片 资料照片",
    "资料图 图虫创意 千图网 新华社/法新 新华社/路透 新华社/美联 新华社/欧新 新华社/俄新",
    "新华社/共同社 新华社/韩联",
)
#: Signs printed before a byline.
SIGNS = "■□◎●◆◇▲△▶▷►▸★☆※▪▫•○◯◼◻▣◈❖✦✎♦"

#: Words between names and role words that say nothing of either.
FILLERS = frozenset(
    row(
        "等 和 及 与 综合 据 由 本报综合 图为 本组稿件 本版撰稿 均 都 发",
        "本版图片 本组图片 资料图片 资料照片 图片 照片",
    )
)

#: What the name of a picture's source ends in.
PICTURE_ENDINGS = row("发 供图 提供 视觉 影像 中国 图片 照片 资料图 图 摄影")

#: What stands after the agency that sent a text or picture out: 新华社发.
SENT_OUT = row(
    "供本报特稿 供本报专稿 供稿 供图 发稿 发 传真照片 资料照片 资料图片 照片 图片 稿 消息 报道"
)
