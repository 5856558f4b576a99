"""Invented names: given and family names of several languages, combined by lot. No real person is meant."""

from __future__ import annotations

from typing import NamedTuple

from worgl.demo.rules.dice import Dice, Urn, pick


class Tongue(NamedTuple):
    """Given and family names that go together, and how many of a hundred people carry such a name."""

    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TONGUES = (
    Tongue(
        30,
        _words(
            "Jonas Käthe Björn Marlene Götz Ursel Henning Frauke Jürgen Änne Till Rosel Sönke Gesche Lutz Hedwig "
            "Korbinian Traudl Veit Ilse Bärbel Knut Walburga Rüdiger"
        ),
        _words(
            "Ährenfeld Birkholz Dornbusch Eschenlohr Fährmann Grünspan Haselbach Immenhof Köhlbrand Lerchenauer "
            "Moosgruber Nüßlein Obermühl Pfützner Quellmalz Rübsam Schäfftlein Tannhuber Uhlenbrook Wöhrl "
            "Zirbelstein Kreuzweger"
        ),
    ),
    Tongue(
        20,
        _words(
            "Maud Alfie Hazel Ned Ivy Rowan Beth Gareth Nell Stanley Winifred Angus Elsie Fergus Olive Desmond "
            "Mabel Callum Ruth Percy"
        ),
        _words(
            "Applegarth Brambleby Coldwell Dunmarsh Fernihough Greenhalgh Harrowgate Larkinson Millthorpe "
            "Nettlefold Oakshott Pennywell Rushbrook Stillwater Thistleton Underhay Wetherlam O’Hanrahan"
        ),
    ),
    Tongue(
        10,
        _words("Íñigo Begoña Nuria Ramón Lucía Joaquín Maite Andrés Pilar Óscar Inés Tomás"),
        _words("Arbolera Cañizal Del-Molino Espinardo Fontanilla Peñalba Quintanar Riofrío Tejedor Zarzuelo"),
    ),
    Tongue(
        9,
        _words("Aurélie Gaël Noémie Thibault Clémence Loïc Odette Rémi Solène Étienne Margaux Jérôme"),
        _words("Aubépin Boisclair Chênevert Duruisseau Fontenelle Lavandier Mûrier Prévallon Sauvageot"),
    ),
    Tongue(
        7,
        _words("Zübeyde Emre Gülsüm Kerem Nilüfer Çetin Ayşe Doğan Şirin Ümit"),
        _words("Akçeşme Bağcıoğlu Değirmenci Gülpınar İncirlik Taşköprü Yeşildağ"),
    ),
    Tongue(
        7,
        _words("Zdzisław Bożena Kacper Małgorzata Łukasz Jagna Wit Żaneta Bogna Ścibor"),
        _words("Brzozowiak Dębnicka Jabłonkowy Kądziołka Młynarek Ostróżka Sosnowiec Źródlak"),
    ),
    Tongue(
        6,
        _words("Wanjiku Otieno Achieng Kamau Makena Baraka Zawadi Juma"),
        _words("Mtamaduni Mwangaza Kiprutu Njeriwa Ochiengo Wambuiko"),
    ),
    Tongue(
        5,
        _words("Thị-Mai Văn-Đức Linh Quỳnh Tuấn Hương"),
        _words("Nguyễn Trần Đoàn Phạm Lương"),
    ),
    Tongue(
        3,
        _words("ليلى يوسف سلمى كريم نور"),
        _words("البستاني الخباز الطحان الزهراوي"),
    ),
    Tongue(
        2,
        _words("Ελένη Νίκος Δάφνη Σταύρος"),
        _words("Μυλωνάκη Ελαιώνας Θυμαρίδου"),
    ),
    Tongue(1, ("さくら", "はると"), ("小川原", "水野森")),
)
ODD_NAMES = ("Juniper 🌱 Hollowell", "Bo", "Maximiliane-Charlotte von und zu Lindenthal-Ährenfeld", "ليلى الخباز")
"""Names that pages must bear: an emoji, a very short one, a very long one, one written from right to left."""

_TONGUES = Urn((tongue, tongue.share) for tongue in TONGUES)


def draw_names(dice: Dice, count: int) -> list[str]:
    """Return `count` different names; ODD_NAMES are among them."""
    assert count >= len(ODD_NAMES)
    names: dict[str, None] = {}
    while len(names) < count - len(ODD_NAMES):
        tongue = _TONGUES.draw(dice)
        name = f"{pick(dice, tongue.given)} {pick(dice, tongue.family)}"
        if name not in ODD_NAMES:
            names[name] = None
    found = list(names)
    step = count // len(ODD_NAMES)
    for place, name in enumerate(ODD_NAMES):
        found.insert(place * step, name)
    return found
