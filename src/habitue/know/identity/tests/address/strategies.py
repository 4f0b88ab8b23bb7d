"""Made addresses as people write them: what the property tests of the norm draw from."""

from hypothesis import strategies as st

from habitue.know.identity.types.address import RawAddress


def choices(text: str) -> st.SearchStrategy[str]:
    """Return a strategy that draws one of the texts, parted by bars."""
    return st.sampled_from([" ".join(choice.split()) for choice in text.split("|")])


NUMBERS = choices("|1|12|12 bis|12B|12-14|n° 7|4,|9TER|2/4|12 14|1234 quater")
WAYS = choices(
    """rue|av|Boulevard|bd|pl.|R.|CHEMIN|imp|allée|Résidence|lot|ZA|quai|Grande Rue|hent|Avene|Ru|rond-point|hameau|
    square|route de|rue du|Avenue del'|Ruede la|cours|sq|lieu-dit"""
)
NAMES = choices(
    """Pasteur|de la République|du Gal de Gaulle|Jean Jaurès|des Lilas|Saint-Martin|ST HILAIRE|de l'Opéra|Thiers|
    du Maréchal Jean-Marie de Lattre de Tassigny|du Professeur Jean-Baptiste Emmanuel Chateaubriand|
    du 11 novembre 1918|des Anciens Combattants d'Afrique du Nord et d'Indochine|d'Estienne d'Orves|
    Hyppolyte Anticonstitutionnellementissime|de la Porte Neuve|de Paris|Louis XIV|du 1er mai|des 3 Frères|à Chaux|
    Charles-de-Gaulle-Étoile|B|de la"""
)
EXTRAS = choices(
    """|Bât A|appt 12|3eme etage porte 4|Résidence les Pins|chez M. Dupont|c/o Durand|BP 123|CS 40001|
    lieu-dit Kerlouan|Tour Eiffel|esc. B - hall 2|Point Colis|ZI Nord|Le Bourg|Entrée C|immeuble Le Grand Large|12|
    12 Kerlouan|rue de la Gare|Centre commercial des Quatre Saisons et du Grand Verger de la Plaine|RDC gauche|
    villa Mon Repos|étage 3|Ets P. Grandin & Fils|Service Abonnements"""
)
POSTCODES = choices(
    """75011|69003|13008|42000|3700|03700|97410|20000|35850|92919|00810|98000|49270|2A004|ABCDE||99999|75 011|
    F-44000|59160"""
)
TOWNS = choices(
    """Paris|PARIS 11|St Etienne|Saint-Étienne|Marseille 8ème|Bellerive s/ Allier|Orée d'Anjou|
    Saint Laurent des Autels|Gévezé|Renne|Ajaccio|Monaco|Armées|Paris La Défense Cedex|Nantes CEDEX 2|
    L'Haÿ-les-Roses|Lomme||Saint-Pierre|Trifouilly|Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson|Le Mans|Kerlouan"""
)
COUNTRIES = choices("|||France|FR|Belgique|Germany|La Réunion|Narnia")
WILD = st.text(max_size=40)


@st.composite
def raw_addresses(draw: st.DrawFn) -> RawAddress:
    """Draw an address, its lines in any order, in cells or in one text."""
    street = f"{draw(NUMBERS)} {draw(WAYS)} {draw(NAMES)}"
    lines = draw(st.permutations([street, draw(EXTRAS), draw(EXTRAS)]))
    postcode, town, country = draw(POSTCODES), draw(TOWNS), draw(COUNTRIES)
    if draw(st.booleans()):
        return RawAddress(lines[0], lines[1], lines[2], "", postcode, town, country)
    mark = draw(st.sampled_from([", ", "\n", " ", " - "]))
    texts = [text for text in (*lines, f"{postcode} {town}".strip(), country) if text]
    return RawAddress(full=mark.join(texts))


@st.composite
def wild_addresses(draw: st.DrawFn) -> RawAddress:
    """Draw any text at all in every cell."""
    return RawAddress(*(draw(WILD) for _ in range(7)))
