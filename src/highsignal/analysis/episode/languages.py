"""Whether a text is written in a language other than English, by script and by its commonest words."""

from __future__ import annotations

from collections.abc import Mapping

from highsignal.analysis.episode.passage import Passage

# Commonest words that are neither English words nor common names; general knowledge of the languages.
_WORDS: Mapping[str, str] = {
    "spanish": "el los las una unos del que en con por para como más pero sus muy cuando porque también yo nuestro fue era "
    "está hay este esta desde entre todo ya y su lo al se es",
    "french": "le les des une du et que qui dans pour pas sur avec est sont nous vous il elle ont été cette ces mais ou où "
    "je mon notre depuis chez très leur au aux ne par plus",
    "german": "der das und ist nicht ein eine einen mit auf für von dem den zu sich auch ich wir haben wurde nach bei aus "
    "wie dass oder aber sie es im unser hat wird sind",
    "portuguese": "os uma umas não que em com por para mais mas foi ao dos das nosso eu ele ela também desde quando muito "
    "seu sua são pelo pela isso e se",
    "italian": "il lo gli una di che non con per più ma anche sono della del nel nella dei delle ho abbiamo è era questo "
    "quando perché mio nostro si",
    "dutch": "het een en van niet dat met voor ook maar wij ik hij zij naar bij uit werd hebben heb zijn deze toen onze "
    "nog er te aan om dan",
    "swedish": "och att det som en på är för av med inte den till jag vi har var om ett men när sedan efter våra från",
    "polish": "nie się na że jest do to jak po co ale przez przed nasz dla był była było oraz już który w z i od mnie",
    "turkish": "bir ve bu için ile çok ama daha olarak gibi ben biz sonra kadar değil ne olan",
    "indonesian": "yang dan di untuk dengan ini itu tidak pada dari saya kami adalah akan karena sudah juga kita",
    "romanian": "și că nu în pe cu din pentru mai este sunt am au fost care după noastră lui sau",
    "czech": "že se na je jsem jsme bylo pro ale jako který jsou když tak jeho nebo po ve ze",
    "finnish": "ja on ei että se oli mutta kun niin hän mitä myös kuin ovat olen meidän sitten joka",
    "hungarian": "hogy nem és az egy volt meg de csak mert vagy ezt már azt nekem után",
    "vietnamese": "và là của có không được trong cho một tôi chúng với các này đã khi",
    "danish": "og det at en på er af ikke til jeg vi med har var som den for men efter",
}
_ENGLISH_TOO = frozenset(
    "a am an as at be do for he her i in is it me men no of on or so the to was we i and".split()
)
_MARKS: frozenset[str] = frozenset(word for line in _WORDS.values() for word in line.split()) - _ENGLISH_TOO
_OTHER_SCRIPT = 0.3  # share of letters beyond Latin from which a text is not English
_FOREIGN = 0.16  # share of words; English with quotations stays below .05
_LAST_LATIN = "\u024f"


def other_language(passage: Passage) -> bool:
    """Whether most of the text is not English: another script, or another language's little words."""
    if _other_script(passage.text) > _OTHER_SCRIPT:
        return True
    found = sum(passage.counts[word] for word in passage.counts.keys() & _MARKS)
    return found > _FOREIGN * len(passage.words)


def _other_script(text: str) -> float:
    """The share of letters that are not Latin ones; 0 when there is no letter."""
    if text.isascii():
        return 0.0
    letters = [char for char in text if char.isalpha()]
    return sum(char > _LAST_LATIN for char in letters) / len(letters) if letters else 0.0
