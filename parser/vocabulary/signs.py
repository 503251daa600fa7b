"""What repair goes by: stops, brackets, openings, list signs, thresholds. Data only."""

from __future__ import annotations

from parser.patterns import late
from parser.vocabulary import fold

#: A paragraph that ends in one of these is finished.
FINAL_STOPS = "。！？!?…"
#: Within a paragraph, these end a sentence.
FULL_STOPS = "。！？"
#: After a final stop, these may still close the paragraph.
CLOSERS = "”’」』）)》〉】]\"'"
#: A sentence begins with none of these.
NEVER_FIRST = "，。、；：！？）》”’」』】〉,;"
#: A paragraph cut after one of these goes on in the next.
COMMAS = "，、,"
#: Brackets that a paragraph of news does not leave open, with the sign that closes them.
#: Quotation marks are the exception: speech over several paragraphs opens them anew each time.
BRACKETS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "「": "」", "“": "”"}
#: How far from the cut the two signs of a pair may stand, in characters.
BRACKET_REACH = 80

#: Verbs of saying that a repeated paragraph may exchange.
SAYING = late("强调|指出|表示|要求|认为|提出|介绍|说道|[说称]")
#: Half-width punctuation beside full-width: one paragraph printed twice may differ in it.
FOLDED = {**fold.WIDE, **fold.BLANKS, **str.maketrans("、“”‘’", ",\"\"''")}
#: Final stops after folding.
FOLDED_STOPS = ".。!?…"
SPACES = late(r"\s+")
#: Clauses, to find paragraphs that share one; shorter ones are too common to tell by.
CLAUSES = late(r"[^\s，,、；;：:。.．！!？?（）()“”‘’\"'…—]{6,}")

#: 第三条, （一）, 1. ① ■: members of a list may be alike, and printed twice.
LISTED = late(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节款项]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
    r"|[①-⑳㈠-㈩■□●○◆◇▲△▶★☆·•※]|——)"
)
#: An abstract printed over the text, whose sentences come again in it.
SUMMARY = late(
    r"[\[【〔（(■●◎▍\s]{0,3}(?:核心(?:阅读|提示|内容)|内容(?:提要|摘要|提示|简介)|阅读提示|提要|摘要|导读|引[言子]"
    r"|编者按|编者的话|开栏的话|要点|看点|新闻提示|主要观点)[\]】〕）)：:\s]{0,3}$"
)
#: How many paragraphs after its heading such an abstract may hold.
SUMMARY_LENGTH = 8

#: A jump line alone: nothing is joined to it.
JUMP = late(r"[（(〔\[【◀▲▶→←\s]{0,3}(?:[上下]接|[下紧]转|紧接|转第|[上下]转)[^。，]{1,20}$")
#: The head of a letter: a comma ends it, and a paragraph follows.
SALUTATION = late(
    r"(?:们|生|士|志|友|席|统|阁下|代表|委员|长|师|妈|爸|老师|你好|您好|亲爱的.*|尊敬的.*)[，,]$"
)

#: Single characters that paragraphs begin with as words of their own, commonest first (counted
#: over 99,000 paragraphs): an overlap of one such character proves nothing.
STARTERS = frozenset(
    "在据习为从新这我王党李图有对张一以自受与刘三他让二当陈中要大把复不前马春孙就吴近世韩赵到"
    "杨答阿老四上该但第谭用刚经黄朱周而她早那同小每因看像各好除罗另郑下华站既说人和五古丁更胡"
    "郭被耿高最唐曾非再可林战问也由将徐何本又抓埃保两天温银多栗工方国应吕冯驻农谁哈彭线打做走"
    "稳董山汪美谢拉杜年田正村蒋海叶蔡石路艾江巴沈抗余东易严宋扎跟袁于雷穿六民初出安听邓卢戴白"
    "南孟俄潘博按姚卡吃建文七是立云时钟金布省焦虽向莫西昂危总车姜别还许邵吉默曹行风龙毛郝边深"
    "离住八雨伊聂特格萨邢肖送医点家陆若通贾瑞仅补法秋望程熊乌夜米亚投柳魏康水塔先勒闻短洪范泽"
    "全爱缅红来种网里无见汉微泰缺外夏分雪搬学秦知塞快任等会邹它迪藏佩干开花鼠付返恒赫母苏守群"
    "如去没童真很詹黎带沙沃普给葛查梁物过茶市欧县心昌武约达镇能已隔军臧洛顺仝落常你宁班紧北尼"
    "宫只玉平入崔广扶日钱阮强碧控远邱歙维皮光匡佐继佘明粤富筑双千京万临鲁啃首惊澳蒲共环亲回竹"
    "盛松眼相粮英或书兰进连侯女茂众乐菲长举帮施谷"
)

#: Common single characters that sentences do not end in: a stop after one of these is one that a
#: column break put there (counted over 230,000 sentences).
NEVER_LAST = frozenset(
    "三与两主二于五仅今仍从以任但使便倒像先其再则初副北南占即却原又反受另叫可各同四因太女如将就属左已常并"
    "府式当往总或才打把拿指按据无既更曾朝未正每比派甚由直相知第经给老而自若虽被西让设该请越跟较这连那都除非"
)

#: Of these, the ones that no heading and no name ends in either.
DANGLING = frozenset("和与或而且但将把被让从以向并")
#: Single characters that sentences end in as words of their own, commonest first (counted over
#: 230,000 sentences).
ENDERS = frozenset(
    "了的说人等产上战好中工例年多吗呢点力心高元来大路个地区去事家岗天责岁啊吧里强性吨村次着板"
    "期率考者名艰难倍赞感课机干日钱化道月贫疫过行走低只起控帽会少前手我员文赢饭书误策件万快药"
    "祉菜车住啦信网时水亩字长头货做情项美重细处办气她服权爱账到环成下义单站他源用稳职米话治位"
    "花看劲为身案户条圈县远门胜守零种梦光度你群变之深图斤实分忙效们城内底关物国吃张场功神啥足"
    "呀房金耕歌线跑赛室新费哩炭声脚份平诊面学景队能电官台值活共差运本组码管间奖摄词此量困查问"
    "局愁小招些班节号味亿列套举证儿液舱在方市林香生口收片补开出款制海鱼空排盘子数展样箱镇党退"
    "见罪轨树流牢苗园链思棋骨肥田累史风也法省厂完库票卡华清抓近山改牌魂贷归和议听势楼盒部坎后"
    "需紧它秒报传进计色浓嘛院画剂餐宿亮店雪基转火价馆谊科秧"
)

#: Lengths in characters, chosen on 9,062 clean articles (bench/repair.py).
COPY_LENGTH = 20  # an identical paragraph further off
ADJACENT_COPY_LENGTH = 10  # an identical paragraph next to its copy
NEAR_LENGTH = 20  # one that differs in verbs of saying, or was cut off
TYPO_LENGTH = 40  # one that differs in single characters
TYPO_SHARE = 0.04  # ... in no more than this share of them
SHORT_LENGTH = 10  # a line that may still be part of a sentence rather than a heading
CUT_LENGTH = 20  # before a cut after a comma, within a word, or after a full sentence and more
QUOTE_LENGTH = 14  # lines of verse between quotation marks are shorter
PROSE_LENGTH = 30  # longer than a line of verse or a greeting
LONG_HEADING = 60  # longer than a heading without a full stop, where two commas are in it
LONG_CLAUSE = 60  # whole sentences of this length are not said twice
TAIL_LENGTH = 3  # what a paragraph that goes on must have at least
OVERLAP_STEM = 12  # ... and what stands before an overlap
OVERLAP_TAIL = 12  # ... where all that says so is an overlap
ODDS = 3.0  # log2, of a word divided by a cut against its halves
HEADING_ODDS = 7.0  # ... where what stands before may be a heading
OVERLAP_REACH = 12  # how many characters may stand on both sides of a cut
VERSE_LINE = 20  # lines of verse and of lists are shorter

#: What is said of a page whose lines hold words of two columns side by side.
RUN_TOGETHER = "这一版的文字把并排的栏混在一行，语序不可信"
