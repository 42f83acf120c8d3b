"""Invented names: the bank, the city, its streets and everybody in it belong to nobody."""

from random import Random

BANK = ("青禾农村商业银行", "Qinghe Rural Commercial Bank")
CITY = "云溪市"

BRANCHES: tuple[tuple[str, str, str], ...] = (
    ("DC", "东城支行", "East City Branch"),
    ("XC", "西城支行", "West City Branch"),
    ("NH", "南湖支行", "South Lake Branch"),
    ("BL", "北岭支行", "North Ridge Branch"),
    ("QX", "青溪支行", "Qingxi Branch"),
    ("SM", "石门支行", "Shimen Branch"),
    ("LT", "龙潭支行", "Longtan Branch"),
    ("HP", "河坪支行", "Heping Branch"),
)
"""Code, Chinese and English name of each branch."""

_FIRST = "柳 槐 桂 松 竹 梅 荷 枫 桥 塘 泉 岭 沙 溪 渡 坝 井 亭 窑 麦".split()
_SECOND = "巷 湾 园 坡 口 桥 市 村 营 庄 埠 场".split()
_SURNAMES = "江 梁 庄 柯 齐 祁 舒 尹 邵 岳 芦 季 阮 卞 闵 解".split()
_GIVEN = "望舒 知远 听澜 若谷 长青 子衿 云起 思齐 怀瑾 以宁 牧之 清扬 见山 立秋 语堂 星野 既明 景行 白露 南乔".split()
VENDORS: tuple[tuple[str, str], ...] = (
    ("AN", "安拓机电维保（虚构）"),
    ("MH", "明辉标识制作（虚构）"),
    ("QL", "清朗空调清洗（虚构）"),
)


def places(count: int) -> list[str]:
    """`count` different names of places, always the same ones."""
    all_names = [f"{a}{b}" for a in _FIRST for b in _SECOND if a != b]
    Random(7).shuffle(all_names)
    return [all_names[n % len(all_names)] + ("" if n < len(all_names) else "新区") for n in range(count)]


def person(number: int) -> str:
    """An invented name; the same number gives the same name."""
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[(number * 7 + number // len(_SURNAMES)) % len(_GIVEN)]
