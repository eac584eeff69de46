"""Folding of names for matching, never for storage: two spellings of one name have one fold.

Real names differ in full-width forms, case, traditional and simplified characters, spaces between Latin and Han, and
the legal form of the company (EXCHANGE §5). What a name means is not folded: a brand is no legal name; aliases say so.
"""

import re
import unicodedata

# Traditional characters that occur in the names of companies and products, each followed by its simplified form. Not a
# dictionary: a character that is missing here costs a match and makes no false one.
_PAIRS = (
    "臺台灣湾國国際际網网絡络電电腦脑軟软體体資资訊讯華华為为聯联發发業业機机構构雲云數数據据庫库車车輛辆廣广東东動动無无線线視视頻频"
    "監监錄录門门攝摄樓楼對对講讲應应統统備备設设龍龙馬马騰腾億亿連连鏈链達达飛飞躍跃銳锐鋭锐興兴環环綠绿藍蓝紅红證证書书鑰钥圖图畫画"
    "開开關关閉闭護护衛卫衞卫權权鎖锁聲声響响醫医療疗學学術术實实驗验務务員员係系繫系導导終终級级維维編编碼码譯译測测試试檢检報报擊击"
    "訪访問问詢询賬账號号貨货幣币費费貿贸買买賣卖運运輸输郵邮遞递進进遠远離离還还過过個个們们來来時时間间點点種种類类項项題题頁页顯显"
    "標标準准協协議议處处則则創创劃划區区單单衝冲壓压參参團团場场塊块執执報报壯壮夢梦寶宝將将專专層层屬属島岛帶带幫帮廠厂廳厅張张強强"
    "彈弹後后從从復复愛爱態态戰战戲戏戶户掃扫換换擴扩攜携斷断會会條条極极樂乐樹树檔档櫃柜歐欧歸归氣气汙污決决漢汉潔洁潤润燈灯營营獨独"
    "獲获瑪玛產产異异療疗盤盘碩硕磚砖礦矿禮礼穩稳窮穷競竞筆笔簡简簽签籌筹紀纪約约純纯紙纸紹绍組组結结給给絲丝經经綜综網网緩缓縣县總总"
    "績绩織织續续羅罗義义習习職职脈脉臨临興兴舉举艦舰艙舱藝艺藥药蘇苏虛虚號号衆众術术補补裝装製制複复覽览覺觉觀观計计記记許许訴诉註注"
    "話话該该詳详認认語语誤误說说請请諾诺謝谢譜谱變变讓让負负財财責责貝贝費费賽赛質质購购賴赖趙赵趨趋車车軌轨軍军輪轮轉转農农遙遥選选"
    "鄉乡鄭郑醬酱釋释針针釣钓鈴铃鉑铂鋼钢錢钱錶表鍵键鍾钟鏡镜鐘钟鐵铁長长閃闪間间閱阅隊队陳陈陸陆陽阳階阶隨随險险隱隐雙双雜杂雞鸡難难"
    "霧雾靈灵靜静響响順顺預预領领頭头願愿風风飯饭館馆驅驱驛驿驚惊鮮鲜鳥鸟鳳凤鴻鸿鵬鹏鷹鹰麗丽黃黄齊齐齒齿點点黨党"
)
_SIMPLIFIED = {ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_PARTING = re.compile(r"[\s_\-–—·•,，、;；:：'\"“”‘’«»()（）\[\]【】/\\|!！?？]+|\.(?!\d)|(?<!\d)\.")
_FORMS_ZH = re.compile(r"(股份有限公司|有限责任公司|股份公司|有限公司|集团公司|集团|公司|股份)$")
_FORMS_EN = re.compile(
    r"[\s,.]+(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|gmbh|plc|group|ag|s\.?a|b\.?v|k\.?k)\.?$",
    re.IGNORECASE,
)


def fold(name: str) -> str:
    """`name` as it is compared: idempotent, without spaces and punctuation; dots stay between digits.

    Blank for a name of nothing but punctuation, which therefore matches nothing.
    """
    before = None
    while name != before:  # a step can uncover work for the one before it; each pass shortens or settles
        before = name
        name = unicodedata.normalize("NFKC", name).casefold().translate(_SIMPLIFIED)
        name = _PARTING.sub("", unicodedata.normalize("NFKC", name))
    return name


def fold_company(name: str) -> str:
    """`fold` without the legal form: 股份有限公司, 集团, Co., Ltd., GmbH. A name that is nothing else keeps it."""
    plain = unicodedata.normalize("NFKC", name).strip()
    while (shorter := _FORMS_EN.sub("", plain)) != plain and shorter.strip():
        plain = shorter
    folded = fold(plain)
    while (shorter := _FORMS_ZH.sub("", folded)) != folded and shorter:
        folded = shorter
    return folded
