"""Ordered selector lists of the edition layer, tried from the first; expressions, nothing else."""

#: The list of the issue's pages.
PAGE_LINKS = (
    "a#pageLink",
    "#layoutlist li a",
    ".Chunkiconlist p a",
    ".Therestlist li a",
    "#bancilist li a",
    "li.layout-catalogue-item a",
    ".nav-list li a",
    ".m-title-list a",
    ".bmml_con a",
    ".main-ednav-nav a",
    ".swiper-slide a",
    "#nav-div-box a",
    "#list li a",
    "#pageList a",
    "#bmdh a",
    ".bancititle a",
    "div.list a",
)

#: What the page at hand is called: 第01版：要闻.
PAGE_NAME = (
    "p.ban",
    ".banming2",
    ".l_t",
    ".ban_t li",
    "#currentBM",
    ".newslisttit em",
    "td.bm01",
    ".paperinfo",
    ".b_bot",
    ".banci",
    "#nowLayout",
    ".paper-bot p",
    ".map-box-bottom li",
    "#curbanci",
    ".bktitle",
    ".m-type",
)

#: The picture of the page at hand, where it is not told by its area map.
PAGE_PICTURE = (
    "#mappaper",
    "#imageth",
    ".newsconimg img",
    ".paper_rect img",
    ".map-box-image img",
    "#main-ed-map img",
    ".main-ed-map img",
    "#PagePic",
    ".ban img",
    ".paper img",
)

#: The PDF of the page at hand.
PAGE_PDF = (
    "a#bigbmshowpdf",
    ".btn a[download]",
    "a.pdf",
)

#: Where a page prints the day of the issue.
DAY = (
    ".date",
    "#boarddate",
    "#cur_dates",
    ".newstime",
    "#riqi_",
    ".paperdate",
    "#paperdate",
    ".rq",
    "#author",
    ".lai",
    ".Author",
    ".time",
)
