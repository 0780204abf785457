"""The words of the simulated world: nobody and nothing in it exists. Ids and names of genres are TMDB's own."""

from typing import NamedTuple


class Language(NamedTuple):
    """A market: the language and country a movie comes from, and how often movies do."""

    code: str
    english_name: str
    own_name: str
    country: str
    country_name: str
    weight: float


def _words(text: str, separator: str | None = None) -> tuple[str, ...]:
    """Return the words of a text; with a separator, whatever stands between two of them."""
    return tuple(" ".join(words.split()) for words in text.split(separator))


# OMDb (IMDb) says some genres otherwise, and knows no TV Movie.
OMDB_GENRES = {878: "Sci-Fi", 10770: "Drama"}

LANGUAGES = (
    Language("en", "English", "English", "US", "United States of America", 0.60),
    Language("en", "English", "English", "GB", "United Kingdom", 0.08),
    Language("en", "English", "English", "CA", "Canada", 0.03),
    Language("en", "English", "English", "AU", "Australia", 0.02),
    Language("fr", "French", "Français", "FR", "France", 0.05),
    Language("hi", "Hindi", "हिन्दी", "IN", "India", 0.045),
    Language("ja", "Japanese", "日本語", "JP", "Japan", 0.035),
    Language("es", "Spanish", "Español", "ES", "Spain", 0.03),
    Language("zh", "Mandarin", "普通话", "CN", "China", 0.03),
    Language("ko", "Korean", "한국어/조선말", "KR", "South Korea", 0.025),
    Language("de", "German", "Deutsch", "DE", "Germany", 0.02),
    Language("it", "Italian", "Italiano", "IT", "Italy", 0.02),
    Language("ru", "Russian", "Русский", "RU", "Russia", 0.015),
)

# Given names by gender (TMDB: 1 female, 2 male) and the parts that family names are put together from.
GIVEN_NAMES = {
    1: _words(
        """
    Abelie Adra Alune Amrei Anouva Ardis Belisse Brisa Calla Carys Celune Corva Delphie Dorrit Eilena Elowe
    Emiri Ennika Fiora Galena Hadria Ilse Imara Ionie Isolde Jorunn Kaia Kerensa Lerae Liora Lumi Maelis Marisol
    Mirelle Nadira Neva Nimue Odelia Oriana Petra Quilla Renske Rosalva Saskia Senna Solveig Tamsin Thessaly Una
    Vesna Wilhelma Xenia Yevana Yuna Zelie Zora
    """
    ),
    2: _words(
        """
    Aldric Anselm Arlo Bastian Benno Bram Cassian Cedrin Corin Dario Darragh Edvin Emeric Evander Faolan Fenn
    Garrick Gideon Hale Henrik Idris Ignace Ivo Jorah Kaspar Kenji Lachlan Leander Lorcan Lucan Magnus Marek
    Matthis Nevin Niall Oberon Orrin Osric Pascoe Piers Quentis Rafe Remy Roald Rurik Severin Silas Tavish
    Teodor Torin Ulric Vidar Wendell Xander Yorick Zeno
    """
    ),
}
FAMILY_STARTS = _words(
    """
    Ab Al Ar Bal Bar Bel Bor Bran Cal Car Cor Dal Dan Del Dor Dun El Er Fal Far Fen Gal Gar Gil Gor Hal Har Hol
    Il Is Jan Jor Kal Kel Kor Lan Lar Lin Lor Mal Mar Mel Mor Nar Nor Ol Or Pel Per Pol Quin Ral Ran Ros Sal San
    Sel Sor Tal Tar Tor Ul Val Var Vel Wal Wen Win Yar Zan Zel
    """
)
FAMILY_MIDDLES = (
    "",
    *[
        "a",
        "an",
        "ar",
        "ber",
        "bo",
        "da",
        "de",
        "der",
        "di",
        "do",
        "e",
        "en",
        "er",
        "ga",
        "go",
        "i",
        "in",
        "ka",
        "le",
        "li",
        "lo",
        "ma",
        "me",
        "mo",
        "na",
        "ni",
        "o",
        "ra",
        "ri",
        "ro",
        "sa",
        "ti",
        "to",
        "va",
        "ve",
        "vi",
    ],
)
FAMILY_ENDS = _words(
    """
    bank berg borne brook bury by cott dale dane den dor dottir fell field ford gard gate ham hart hurst ini ker
    kov land ley lin low man marsh mond more nell ness nov ova quist ridge rop sen shaw sky son stad stein strom
    ton vale vell vik ville wald ward well wick wood worth zani
    """
)

TITLE_ADJECTIVES = _words(
    """
    Amber Ashen Bitter Black Blind Blue Borrowed Bright Broken Burning Careless Cold Crimson Crooked Dark
    Distant Drowned Eleventh Empty Endless Faithful Fallen Final First Forgotten Fragile Frozen Gentle Gilded
    Golden Hidden Hollow Honest Hungry Idle Invisible Iron Last Little Lonely Long Lost Lucky Midnight Missing
    Narrow Northern Obvious Ordinary Other Pale Paper Patient Perfect Quiet Reckless Red Restless Rusted Second
    Secret Seventh Shallow Silent Silver Slow Southern Stolen Strange Sudden Sweet Tender Thirsty Twisted
    Unwritten Velvet Violent Wandering Wicked Wild Winter Wooden
    """
)
TITLE_NOUNS = _words(
    """
    Accord Alibi Anthem Arcade Archive Arrow Atlas Autumn Avenue Balcony Bargain Beacon Border Bridge Cabin
    Candle Canyon Carnival Castle Cathedral Chapter Choir Circle Citadel Clock Colony Comet Compass Confession
    Corridor Council Country Covenant Crossing Crown Current Dagger Daughter Debt Delta Detective Diary Divide
    Dream Echo Eclipse Edge Ember Empire Engine Envoy Error Estate Exile Feast Fever Fire Fountain Frontier Game
    Garden Ghost Giant Glacier Guest Harbor Harvest Heir Highway Hour House Hunter Inheritance Island Jackal
    Journey Junction Kingdom Ladder Lagoon Lantern Ledger Legacy Letter Lighthouse Machine Map Market Mask
    Meridian Messenger Mile Mirror Monsoon Moon Mountain Neighbor Night Notebook Oath Ocean Oracle Orchard
    Orchestra Outpost Parade Passenger Pattern Phantom Pilot Planet Prairie Prisoner Promise Protocol Province
    Rain Reef Refuge Republic Return Ridge Riddle River Road Room Rumor Sanctuary Season Sentinel Shadow
    Shepherd Shore Signal Sister Sky Sleeper Smoke Snow Soldier Song Sparrow Spring Station Stranger Summer
    Summit Sun Swallow Tempest Theory Thief Tide Timber Tower Traveler Treaty Trial Tunnel Valley Verdict
    Village Voyage Waltz Water Weather Wedding Whisper Widow Window Wolf Wonder Year
    """
)
TITLE_PLACES = tuple(
    f"{start}{end}" for start in FAMILY_STARTS[::3] for end in ("avia", "enna", "hollow", "mere", "port")
)
SUBTITLES = _words(
    """
    Aftermath Awakening Beyond Descent Dominion Downfall Endgame Exodus Forever Homecoming Inferno Legacy
    Origins Reborn Reckoning Redemption Requiem Resurrection Retribution Rising Unbound Uprising Vengeance
    """
)

COMPANY_STARTS = _words(
    """
    Alder Amberline Anchor Argent Aurora Basalt Bluegate Brightwater Cinder Cobalt Copperfield Cressida
    Driftwood Eastlight Elmstone Falcon Fernhill Foxglove Granite Greyhound Halcyon Heron Ibis Indigo Juniper
    Kestrel Lantern Lodestar Marble Meridian Nightjar Northgate Obelisk Onyx Osprey Palisade Pinnacle Quarry
    Quill Ravine Redwing Saffron Slate Solstice Tamarind Tern Thistle Umber Verdant Vesper Westering Willow Wren
    Zephyr
    """
)
COMPANY_ENDS = _words(
    """
    Pictures| Films| Entertainment| Productions| Studios| Media| Cinema| Film Group| Pictures, Inc.| Films,
    Ltd.| Entertainment, LLC| Motion Pictures| Filmproduktion| Cinéma| & Sons| Media Partners, L.P.
    """, "|"
)  # fmt: skip
MAJORS = _words(
    """
    Colossus Pictures| Paragon Studios| Silvergate| Titanium Entertainment| Grand Meridian Pictures| Northstar
    Studios| Monarch Films| Evergreen Animation Studios
    """, "|"
)  # fmt: skip

KEYWORDS = _words(
    """
    based on novel or book| small town| revenge| friendship| sequel| murder| road trip| time travel| high
    school| family secrets| heist| space| robot| first love| coming of age| serial killer| survival| prison|
    detective| undercover| holiday| wedding| haunted house| dystopia| superhero| martial arts| treasure| island|
    artificial intelligence| politics| journalism| music band| dance| chess| sport| boxing| winter| sea| desert|
    monster| magic| witch| vampire| zombie| alien| spy| assassin| kidnapping| amnesia| twins| inheritance| farm
    life| train| airplane| submarine| hospital| teacher| artist| painter| chef| lawsuit| immigrant| refugee|
    orphan| dog| horse| circus| woman director| duringcreditsstinger| aftercreditsstinger| independent film
    """,
    "|",
)
TRADES = _words(
    """
    retired pilot| young cartographer| disgraced detective| night nurse| lighthouse keeper| piano tuner| smuggler|
    mountain guide| clockmaker| translator| beekeeper| ferry captain| court clerk| puppeteer| geologist
    """,
    "|",
)
CREW_JOBS = (
    ("Directing", "Director"),
    ("Writing", "Screenplay"),
    ("Production", "Producer"),
    ("Production", "Executive Producer"),
    ("Camera", "Director of Photography"),
    ("Editing", "Editor"),
    ("Sound", "Original Music Composer"),
    ("Writing", "Writer"),
    ("Production", "Producer"),
)
