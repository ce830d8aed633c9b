"""Invented names, as the payroll of a food company in the north of Europe might hold them.

No first or last name here begins with the first name of somebody in the cast, so that "Ana" in
the quick line means one person. The two called Sam are named in `pins`.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

DOMAIN = "varnholm.example"
MIXED = 0.12  # how many have a first name from one language and a last name from another


@dataclass(frozen=True, slots=True)
class Tongue:
    """Names of one part of Europe and beyond, and its share of the people."""

    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]


def tongue(share: int, first: str, last: str) -> Tongue:
    return Tongue(share, tuple(first.split()), tuple(last.split()))


NORTH = tongue(
    26,
    """Åsa Björn Solveig Øystein Gunnar Sigrid Håkan Maja Torsten Frida Ragnar Ylva Stellan Tuva
    Eskil Dagny Kjell Signe Halvard Linnea Sören Märta Ulrik Hedda Viggo Alva Rasmus Ebba Tor
    Gunhild Asbjørn Elin Ivar Britt Osvald Kerstin Aksel Malin Roar Thyra""",
    """Hallgren Nyström Ødegård Sundby Åkerlund Brattli Skoglund Tveit Rydell Haugland Björklund
    Solheim Västberg Kvarnström Fjellstad Ekdal Østby Hedström Nordvik Sjögren Moen Ulvskog
    Hollander Dalgaard Rosenvinge Thygesen Bjerregård Kjærsgaard Lövgren Norrby Ahlkvist
    Stenmark Grönvall Askeland Myhre Vestergren Ringdal Sätervall Torvund Lyngdalen Holmefjord
    Brännvall Skarshaug Tranberg Ekelöf Hjortnæs Södergård Viklandt Lisefjord Bengtmark""",
)
WEST = tongue(
    17,
    """Anneke Bastian Dörte Gerrit Heike Jürgen Katja Lotte Matthijs Nele Onno Renate Siegfried
    Tjark Uwe Wiebke Wouter Friederike Joost Marieke Detlef Hilde Ruben Saskia Thijs Gesa Volker
    Imke Hauke Silke Dirk Mechthild Sjoerd Willemijn Jörg Antje Bram Femke""",
    """Achterkamp Böhnke Dröge Eickhoff Feddersen Goossens Hülsmann Imhoff Jansma Köster
    Lüttmann Meinders Niehues Oosterbeek Pröll Quast Riemann Schünemann Terhorst Uhlenbrock
    Vossberg Wübbena Zwartkruis Brinkhaus Dijkgraaf Gröning Heuvelmans Kruizinga Lammers
    Molenkamp Öhlschläger Pauwels Rietveldt Sievers Tiedemann Veldhuis Wiersma Ziegenhorn
    Ackermeyer Bloemhof Drieschner Hofstraat Kuipersma Schöttler""",
)
CENTRE = tongue(
    15,
    """Bogusław Celina Dobromir Edyta Grzegorz Halina Jarosław Kinga Leszek Małgorzata Norbert
    Oskar Paweł Renata Sławomir Teresa Urszula Wiesław Zofia Żaneta Bořivoj Dagmar Hynek Jiřina
    Květa Libor Miloš Radka Stanislav Šárka Vlastimil Zdeněk Hana Jarmila Ondřej Kazimierz""",
    """Bieńczyk Chlebowski Domagała Furtak Głowacz Hrabina Jędrzejak Kociołek Łapiński Mazurkiel
    Niedźwiecki Olszak Pawlica Rogoziński Śliwowski Trzaska Ujma Wąsik Zaręba Żuraw Březina
    Čapkovič Dvořáček Hlaváčik Jelínkov Kořínek Lhotský Mrázkov Nečasný Opletal Procházkov
    Řehořek Smetanka Šindelka Tesařík Vaněčka Zapletal Žižlavský Bartoszcz Gawrońska
    Kędziora Sikorzak Wróblik Zielonka""",
)
EAST = tongue(
    9,
    """Ágota Bence Csilla Dezső Emőke Ferenc Gyöngyi Hajnalka Zsuzsa Károly Levente Márton Réka
    Sándor Tünde Zoltán Adela Bogdan Cătălina Doru Ionela Liviu Mihaela Răzvan Ștefania Traian
    Viorica Zamfir Desislava Kaloyan Radostina Stoyan""",
    """Bárányos Cseklye Dömök Erdőhegyi Fülöpke Gombos Hegyközi Jakabfi Kántorfi Lőrinczi
    Mészárik Nyárádi Örkényi Pusztai Rózsahegyi Somlyai Szőllősi Tordai Újvári Vadász Zölderdő
    Albăstroiu Băltărețu Ciocoiu Dumbravă Fântânaru Grădinaru Lupușor Munteniță Pădureanu
    Rădulică Stejaru Țurcanik Vrânceanik Bozhkov Dragnev Ganchev Kolevski Stoykov""",
)
SOUTH = tongue(
    11,
    """Afonso Beatriz Catarina Gonçalo Joaquim Luísa Marisa Nuno Rosário Simão Vasco Álvaro
    Begoña Concha Iñigo Joaquín Lourdes Nieves Rocío Tadeo Xavier Alessia Bruno Chiara Donato
    Fiorella Gioele Ornella Renzo Silvana Tullio Vittoria Zeno Elisa Paolo""",
    """Abrantes Bettencourt Caldas Dornelas Esteves Falcão Gouveia Lobato Mourão Nóbrega Ourique
    Peixoto Quintela Rebelo Sequeira Teles Vilhena Zambujal Arizmendi Barrientos Cantarero
    Echevarren Galdeano Íñiguez Larrañaga Muñozal Ordóñez Peñalva Quiroga Salcedo Urrutia
    Zubieta Albanesi Brunelli Cortellini Donadelli Fabbrini Gallizio Locatini Pellizzari
    Ruggerini Santarelli Tognetti Vezzosi""",
)
FRANCE = tongue(
    5,
    """Aurélie Benoît Céline Didier Élodie Fabrice Ghislaine Hervé Josiane Loïc Mélanie Noémie
    Odile Pascal Régis Solène Thibault Yvette Zoé Gaëtan Maëlys""",
    """Aubertin Bouchardon Chevillard Delcroix Estrade Fauvel Guérinot Hébrard Jolivet Kervran
    Lacoursière Mercadal Noirot Ozanneau Pélissou Quéméner Roussillon Sauvageot Thévenard
    Urvoy Villebrun Ythier""",
)
LEVANT = tongue(
    8,
    """Aylin Baran Cemile Deniz Emre Fatma Gülşen Hakan İlknur Kadir Leyla Mehmet Nurcan Onur
    Pınar Rukiye Selçuk Şebnem Tarık Ümran Volkan Zehra Amal Bilal Dunya Fouad Ghassan Hala
    Jamila Karim Lubna Mounir Rania Salim Widad Zaki""",
    """Akıncıoğlu Bozdağlı Çelikbaş Demirkan Erdoğmuş Gökçeli Hatipler İnceoğlu Kılıçkaya Mutluer
    Nalbant Özgüven Pehlivanlı Saraçoğlu Şimşekler Tunçbilek Uçarlı Yıldırmaz Zorlugil
    Abdallaoui Benhaddou Chakrouni Darwazeh Elkhatib Fayyad Guessous Haddadin Jaziri Khoury
    Lahlou Mansouri Nasreddin Qabbani Rahmouni Sabbagh Tazi Zeitouni""",
)
ASIA = tongue(
    5,
    """Arjun Bhavna Chetan Divya Ganesh Harini Jyoti Kavita Lakshmi Mohan Nisha Pranav Rekha
    Sunil Tejas Usha Vikram Yamini Hoa Linh Minh Thảo Tuấn Quỳnh""",
    """Achariya Balakumar Chandrasek Deshpandey Gopalan Hariharan Iyengari Jayaraman Kulkarni
    Lokhande Mahadevan Narayanan Padmanab Raghavan Subramani Thakurta Upadhyay Venkatesan
    Dươngvăn Lýthanh Phùng Trịnh Vươngthị Đoàn""",
)
AFRICA = tongue(
    4,
    """Abena Babajide Chidi Dayo Efua Femi Kwame Ifeoma Kofi Lindiwe Mbali Nkechi Obinna Sipho
    Temitope Uche Yaw Zainab Adjoa Bongani""",
    """Adebimpe Boakye Chukwudike Dlaminika Ezenwa Fasholami Gyasiwaa Ibekwe Kumalosi Mensima
    Nwabueze Obafunke Quartey Sowunmi Twumasi Uzoma Yeboahene Zulumba""",
)
TONGUES = (NORTH, WEST, CENTRE, EAST, SOUTH, FRANCE, LEVANT, ASIA, AFRICA)
SHARES = [each.share for each in TONGUES]

# Letters that do not come apart into a plain letter and an accent.
PLAIN = str.maketrans(
    {"ø": "o", "å": "a", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "ð": "d"}
)


class Names:
    """Draws names; nobody gets one that was given before."""

    def __init__(self, rng: random.Random, taken: set[str]) -> None:
        self.rng = rng
        self.taken = taken

    def draw(self) -> tuple[str, str]:
        """A first and a last name."""
        while True:
            first, last = self.guess()
            if f"{first} {last}" not in self.taken:
                self.taken.add(f"{first} {last}")
                return first, last

    def guess(self) -> tuple[str, str]:
        [one] = self.rng.choices(TONGUES, SHARES)
        other = self.rng.choices(TONGUES, SHARES)[0] if self.rng.random() < MIXED else one
        return self.rng.choice(one.first), self.rng.choice(other.last)


def plain(name: str) -> str:
    """In small letters without accents, as an address needs it.

    >>> plain("Łucja Ødegård")
    'lucja odegard'
    """
    apart = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def address(first: str, last: str) -> str:
    """
    >>> address("Jörg", "Ågren")
    'jorg.agren@varnholm.example'
    """
    return f"{plain(first)}.{plain(last)}@{DOMAIN}".replace(" ", "-")
