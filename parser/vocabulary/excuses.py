"""What sites say in place of a page: titles and sentences of error pages and of checks of readers.

Data only. A title is an excuse as a whole (验证中), never by a part of it (验证中国速度).
"""

import re

from parser.patterns import late

_GONE = (
    r"(?:不存在|未找到|没有找到|找不到|已?(?:被)?删除|已下线|已失效|无法访问|无法显示|丢失|走丢了?)"
)
_THING = r"(?:页面|网页|内容|文章|稿件|资源|文件|地址|链接|信息|网站)"
_CHECK = r"(?:验证|校验|检测|检查|认证|防护|核验)"

#: A title, or the main headline, of such a page, spaces taken out.
TITLE = late(
    r"(?:(?:http|error|错误|提示)?[:：]?[45]\d\d(?:$|[^\d年月日路号岁个名位件万亿多余].{0,40}))"
    r"|(?:(?:page|file)?notfound|forbidden|accessdenied|unauthorized|error(?:page)?"
    r"|badgateway|badrequest|serviceunavailable|gatewaytime-?out|internalservererror"
    r"|(?:request)?blocked|justamoment\W{0,4}|attentionrequired.{0,20}|pleasewait\W{0,4}"
    r"|(?:security|browser|human)?(?:check|verification)|checkingyourbrowser.{0,20}"
    r"|welcometonginx!?|runtimeerror)"
    r"|(?:(?:很|非常)?(?:抱歉|对不起)[,，!！。]?)?(?:(?:您|你)?(?:所|要|请求|当前)?(?:的)?"
    rf"(?:访问|查找|浏览|请求|查看)?的?)?{_THING}(?:可能)?(?:已经)?{_GONE}[了啦]?(?:或.{{0,12}})?[!！。]?"
    r"|(?:找不到|没有找到|未找到)(?:该|此|您.{0,8}的)?" + _THING + r"?"
    r"|(?:抱歉|对不起)[,，!！。]?|(?:页面|系统|程序|网站|服务器)?(?:出错|错误|异常)[了啦]?(?:页面|提示|信息)?[!！]?"
    rf"|(?:(?:正在)?(?:安全|人机|访问|身份|浏览器|网站|滑块|滑动|图形|环境)?{_CHECK}码?"
    r"(?:中|页面?)?(?:[,，].{0,12})?[.…。]{0,6})"
    r"|(?:正在|请)(?:跳转|加载|进入|稍候|稍等|稍后|验证|检测)(?:.{0,8}(?:浏览器|页面|环境|中))?[.…。,，]{0,6}"
    r"|(?:访问|请求|操作)(?:受限|被(?:拒绝|拦截|阻断|禁止)|过于频繁|太频繁|频繁|异常|拒绝|失败)"
    r"|(?:系统|网站|服务器|平台)(?:正在)?(?:维护|升级|繁忙|关闭|忙)中?"
    r"|(?:温馨)?提示(?:信息|页面)?|(?:.{0,10}(?:防火墙|waf|云锁|安全狗|云盾|安全卫士))|拦截(?:提示|页面)",
    re.IGNORECASE,
)
#: A sentence on a page that has hardly another.
SENTENCE = late(
    rf"{_THING}.{{0,6}}{_GONE}|(?:找不到|没有找到|未找到).{{0,10}}{_THING}|404\s?not\s?found"
    rf"|(?:请|需要|正在).{{0,10}}(?:完成|进行|通过).{{0,6}}{_CHECK}|(?:访问|请求).{{0,6}}(?:频繁|被拦截|被拒绝)"
    r"|(?:enable|开启|启用).{0,6}javascript|not found on this server|access denied",
    re.IGNORECASE,
)
