"""What people in Alderbrook sell: the trades of its shops and what neighbours do for each other, with prices."""

from __future__ import annotations

from typing import NamedTuple


class Good(NamedTuple):
    """One thing sold: the note a payer writes, usual prices in minor units from frequent to rare, how often."""

    note: str
    prices: tuple[int, ...]
    weight: int


class Trade(NamedTuple):
    """A kind of shop: the shops' names, what they sell, how drawn to they are, whom they buy from, their crew."""

    key: str
    shops: tuple[str, ...]
    goods: tuple[Good, ...]
    pull: int
    suppliers: tuple[str, ...] = ()
    crew: int = 2


class Skill(NamedTuple):
    """What a neighbour offers without a shop."""

    key: str
    goods: tuple[Good, ...]
    pull: int


def _goods(*lines: str) -> tuple[Good, ...]:
    """Read goods from lines "note | weight | prices in whole and half coins"."""
    goods = []
    for line in lines:
        note, weight, prices = (part.strip() for part in line.split("|"))
        goods.append(Good(note, tuple(_minor(price) for price in prices.split()), int(weight)))
    return tuple(goods)


def _minor(price: str) -> int:
    whole, _mark, part = price.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


TRADES = (
    Trade(
        "bakery",
        ("Anna’s Bakery", "Backstube am Tor"),
        _goods(
            "Bread and rolls|40|3 4 4.50 5 6 6.50 8",
            "Rye loaf|20|4.50 5 5",
            "Breakfast rolls|20|2 2.50 3 4",
            "Brot und Brezen 🥨|8|4 5 6.50",
            "Plum cake|8|3 6 12 18",
            "Birthday cake|2|25 30 35",
        ),
        120,
        ("mill", "dairy", "bees"),
        5,
    ),
    Trade(
        "greengrocer",
        ("Green Basket", "Obst & Gemüse Taşköprü"),
        _goods(
            "Vegetables|30|4 5 6 7.50 9 12",
            "Apples|14|2 3 4",
            "Weekly box|10|15 18 20",
            "Olives and herbs|8|3.50 5 6",
        ),
        90,
        ("nursery", "farm"),
        3,
    ),
    Trade(
        "farm",
        ("Lower Farm", "Hof Eschenlohr"),
        _goods(
            "Potatoes|14|3 5 8 10",
            "Eggs|20|2.50 3 5",
            "Farm box|10|12 15 20 25",
            "Half a lamb|3|90 120",
            "Straw bales|2|15 30",
        ),
        60,
        ("smith", "vet"),
        4,
    ),
    Trade(
        "dairy",
        ("Alder Dairy",),
        _goods("Milk and butter|24|3 4 5 6", "Cheese|14|4.50 6 8 10", "Yoghurt|8|2 2.50"),
        60,
        ("farm",),
        3,
    ),
    Trade(
        "mill", ("The Old Mill",), _goods("Flour|12|4 5 8 10", "Oats|5|3 4", "Flour, 25 kg|3|30 32"), 20, ("farm",), 2
    ),
    Trade(
        "cafe",
        ("Café Linde", "The Copper Kettle", "Kahve Yeşil"),
        _goods(
            "Coffee|40|2.50 3 3 5.50 6",
            "Coffee and cake|24|5.50 6 7 11",
            "Lunch|16|8.50 9.50 10 12 18",
            "Çay ve simit|6|3 4",
        ),
        80,
        ("bakery", "dairy", "greengrocer"),
        3,
    ),
    Trade(
        "inn",
        ("Inn at the Bridge", "Zum Goldenen Hecht"),
        _goods(
            "Dinner|20|14 16 18 24 32 45",
            "Beer and soup|18|7 8 9.50 12",
            "Kegelabend|4|10 12 15",
            "Room for a party|3|60 80 120",
        ),
        55,
        ("brewery", "farm", "greengrocer"),
        4,
    ),
    Trade("brewery", ("Alder Brewery",), _goods("Crate of beer|10|14 15 18", "Cider|6|4 5 8"), 24, ("farm", "mill"), 2),
    Trade(
        "bicycles",
        ("Spoke & Chain", "Radwerkstatt Veit"),
        _goods(
            "Bicycle tune-up|14|25 30 35 40",
            "New tube|12|8 10 12",
            "Brake pads|8|12 15 18",
            "Second-hand bicycle|3|80 110 140",
        ),
        36,
        ("smith",),
        2,
    ),
    Trade(
        "nursery",
        ("Nursery Garden Rushbrook",),
        _goods("Seedlings|16|3 4 5 6 8", "Compost|6|5 8 10", "Apple tree|2|25 28 35", "Balcony flowers|8|8 12 15"),
        36,
        ("farm",),
        3,
    ),
    Trade(
        "hair",
        ("Salon Şirin", "Snip & Tale"),
        _goods("Haircut|20|15 18 20 25", "Beard trim|6|8 10", "Haircut, two children|4|22 24"),
        40,
        ("print",),
        2,
    ),
    Trade(
        "books",
        ("Bookshop Papierwal",),
        _goods("Books|14|8 10 12 15 20", "Second-hand book|10|2 3 4"),
        30,
        ("print",),
        1,
    ),
    Trade(
        "print",
        ("Print Shop Letterbox",),
        _goods("Posters|6|10 15 20", "Copies|12|0.50 1 1.50 2", "Cards|6|12 18"),
        20,
        ("electric",),
        1,
    ),
    Trade(
        "music",
        ("Music School Taktlos",),
        _goods("Music lesson|20|12 15 18", "Piano lessons, month|17|45 60", "Instrument rental|4|10 15"),
        34,
        ("carpenter",),
        3,
    ),
    Trade(
        "carpenter",
        ("Carpentry Birkholz", "Menuiserie Chênevert"),
        _goods("Shelf|11|35 45 60", "Repairing a door|5|20 25 40", "Kitchen table|3|120 140 150"),
        20,
        ("smith",),
        3,
    ),
    Trade(
        "smith",
        ("Forge Lane",),
        _goods("Sharpening|10|4 5 6 8", "Garden gate|3|80 120", "Welding|4|15 20 30"),
        16,
        ("electric",),
        3,
    ),
    Trade(
        "electric",
        ("Kabel & Söhne",),
        _goods("Fixing the lights|6|20 25 35 50", "Repairing a lamp|6|8 10 12"),
        18,
        ("bicycles",),
        2,
    ),
    Trade("plumber", ("Plumbing Ochiengo",), _goods("Plumbing|13|30 40 55 70", "New tap|5|18 25"), 18, ("smith",), 2),
    Trade(
        "pharmacy", ("Alder Pharmacy",), _goods("Pharmacy|16|4 6 8.50 10 14", "Herbal tea|8|3 4 4.50"), 40, ("bees",), 2
    ),
    Trade("bees", ("Honey & Wax",), _goods("Honey|14|5 6 6.50 12", "Candles|6|4 8"), 24, ("carpenter",), 1),
    Trade("wool", ("The Knit Shop",), _goods("Wool|10|6 8 12 15", "Knitting evening|6|5"), 18, ("farm",), 1),
    Trade(
        "tailor",
        ("Tailor Bağcıoğlu",),
        _goods("Mending|14|5 6 8 10", "Trousers shortened|8|10 12", "Dress|3|70 90"),
        24,
        ("wool",),
        1,
    ),
    Trade(
        "thrift",
        ("Second Spring",),
        _goods("Second-hand clothes|16|3 4 5 8 12", "Toys|8|2 3 5", "Bookcase|2|25 35"),
        36,
        ("tailor",),
        2,
    ),
    Trade("cinema", ("Kino Laterne",), _goods("Cinema|18|6 7 12 14", "Film club|4|20"), 32, ("print", "cafe"), 2),
    Trade("sauna", ("Bathhouse",), _goods("Sauna|14|8 9 16", "Ten visits|5|70"), 24, ("plumber",), 2),
    Trade("yoga", ("Yoga Loft",), _goods("Yoga class|14|8 10", "Ten classes|7|75"), 22, ("thrift",), 1),
    Trade("pottery", ("Pottery Quellmalz",), _goods("Mug|8|9 10 12", "Pottery course|3|40 55"), 14, ("print",), 1),
    Trade(
        "kinder",
        ("Kindergarten Löwenzahn",),
        _goods("Lunch money|10|15 18 20", "Kindergarten, month|11|60 80"),
        26,
        ("greengrocer", "bakery"),
        5,
    ),
    Trade(
        "cargo", ("Alder Cargo Bikes",), _goods("Delivery|18|3 4 5 6", "Moving a sofa|3|20 25"), 26, ("bicycles",), 3
    ),
    Trade("vet", ("Vet Nettlefold",), _goods("Vet|6|15 20 30 45", "Vaccination|5|18 20"), 14, ("pharmacy",), 1),
)

SKILLS = (
    Skill("sitting", _goods("Babysitting|10|8 10 15 20", "Children to football|5|3 4 5"), 10),
    Skill("garden", _goods("Garden work|10|10 15 20 30", "Watering, two weeks|3|10 15"), 10),
    Skill("homework", _goods("Maths lesson|8|8 10 12", "Homework help|8|5 6 8"), 8),
    Skill("music", _goods("Guitar lesson|8|10 12", "Violin lesson|5|12 15"), 7),
    Skill("dogs", _goods("Walking the dog|10|3 4 5", "Cat, over the weekend|3|10 12"), 8),
    Skill("computers", _goods("Help with the computer|8|8 10 15 20", "New phone set up|3|5 8"), 7),
    Skill("eggs", _goods("A dozen eggs|10|3 3.50", "Jam|6|3.50 4"), 9),
    Skill("cakes", _goods("Cake for the party|5|15 18 20", "Kuchen ❤️|4|2 3 12"), 6),
    Skill("moving", _goods("Help with moving|6|20 30 40", "Carrying wood|5|8 10"), 6),
    Skill("sewing", _goods("Curtains|4|15 20 25", "Costume|3|12 18"), 5),
    Skill(
        "massage",
        _goods(
            "Massage|8|20 25 30",
        ),
        6,
    ),
    Skill("painting", _goods("Painting a room|9|40 50 70", "Whitewash|3|15 20"), 5),
    Skill("translation", _goods("Traducción|4|12 15 20", "Lettre officielle|3|8 10"), 4),
    Skill("rides", _goods("Ride to town|10|2 2.50 3 5", "Danke fürs Mitnehmen 🚗|5|2 3"), 9),
    Skill("cleaning", _goods("Spring cleaning|6|15 20 25", "Windows|5|10 12"), 7),
    Skill("things", _goods("Tent, borrowed|4|5 8", "Drill, borrowed|5|2 3", "Flea market|8|1 2 3 5 10"), 9),
    Skill("meals", _goods("Soup evening|8|4 5 6", "طبق اليوم|3|5 6"), 7),
    Skill("repairs", _goods("Fixing the radio|4|6 8 10", "Toaster mended|4|4 5"), 6),
)

WORKS = (
    "Gravel for the mill path",
    "New bench on the square",
    "Painting the bridge rail",
    "Clearing the brook",
    "Playground fence",
    "Street lamps, new bulbs",
    "Reading hour in the library",
    "Planting the school avenue",
)
"""Works the town pays for, as Woergl paid for its roads and its ski jump."""
