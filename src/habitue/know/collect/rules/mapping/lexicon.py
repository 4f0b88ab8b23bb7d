"""Small lists by which the values of a column are recognised: frequent names, towns, countries, civilities.

They need not be complete: a column is judged on the share of its values that are found here. First names and
surnames are the most frequent of the French civil registers (INSEE), towns the most populated communes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Lower case without accents, everything but letters and digits turned into single spaces."""
    base = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(character for character in base if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare.lower()).split())


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_NAMES = _set(
    """
    jean pierre michel andre philippe alain bernard jacques daniel christophe patrick nicolas christian
    gerard julien thomas laurent eric stephane frederic sebastien david olivier pascal thierry vincent
    alexandre francois dominique bruno didier gilles maxime guillaume kevin anthony antoine romain jerome
    benoit mathieu matthieu clement quentin florian lucas hugo louis jules gabriel raphael arthur adam leo
    nathan paul adrien benjamin simon victor theo enzo mathis tom noah ethan liam mohamed karim mehdi
    rachid ahmed yanis marc yves roger rene robert claude maurice georges marcel henri serge guy raymond
    denis herve joel cedric fabrice franck gregory ludovic arnaud xavier emmanuel damien fabien jonathan
    jeremy alexis valentin baptiste dylan corentin loic yann marie nathalie isabelle catherine sylvie anne
    francoise martine christine monique valerie sandrine veronique stephanie celine sophie nicole
    jacqueline chantal patricia brigitte aurelie julie laurence christelle emilie camille laura manon lea
    chloe emma ines jade louise alice sarah charlotte clara lucie marine pauline mathilde oceane morgane
    justine elodie melanie audrey virginie corinne florence agnes annie denise jeanne simone madeleine
    yvonne suzanne helene claire caroline delphine karine sabrina vanessa amandine jessica alexandra anais
    margaux elise juliette zoe rose ambre lina eva mila nina romane agathe lola fatima nadia samira
    josette colette therese ginette odette paulette yvette bernadette danielle evelyne michele muriel
    carole beatrice severine estelle laetitia cindy marion fanny noemie solene maeva coralie john james
    mary robert jennifer linda michael william elizabeth barbara susan jessica richard charles karen nancy
    lisa
    """
)

LAST_NAMES = _set(
    """
    martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy
    roux david bertrand morel fournier girard bonnet dupont lambert fontaine rousseau vincent muller
    lefevre faure andre mercier blanc guerin boyer garnier chevalier francois legrand gauthier garcia
    perrin robin clement morin nicolas henry roussel mathieu gautier masson marchand duval denis dumont
    marie lemaire noel meyer dufour meunier brun blanchard giraud joly riviere lucas brunet gaillard
    barbier arnaud martinez gerard roche renard schmitt roy leroux colin vidal caron picard roger fabre
    aubert lemoine renaud dumas lacroix olivier philippe bourgeois pierre benoit rey leclerc payet rolland
    leclercq guillaume lecomte lopez jean dupuy guillot hubert berger carpentier sanchez dupuis moulin
    louis deschamps huet vasseur perez boucher fleury royer klein jacquet adam paris poirier marty aubry
    guyot carre charles renault charpentier menard maillard baron bertin bailly herve schneider fernandez
    collet leger bouvier julien prevost millet perrot daniel cousin germain breton besson langlois remy
    pelletier leveque perrier leblanc barre lebrun marchal weber mallet hamon boulanger jacob monnier
    michaud rodriguez guichard gillet etienne grondin poulain tessier chevallier collin chauvin bouchet
    gay lemaitre benard marechal humbert reynaud antoine hoarau perret barthelemy cordier pichon lejeune
    gilbert lamy delaunay pasquier carlier laporte
    """
)

TOWNS = _set(
    """
    paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon
    grenoble dijon angers nimes villeurbanne brest tours amiens limoges annecy perpignan metz besancon
    orleans rouen mulhouse caen nancy argenteuil montreuil roubaix tourcoing avignon dunkerque nanterre
    poitiers creteil versailles pau courbevoie calais colmar antibes cannes beziers drancy merignac
    ajaccio bourges quimper cayenne valence troyes niort chambery lorient sarcelles beauvais cholet vannes
    laval evreux arles blois bayonne albi brive carcassonne castres charleroi cherbourg belfort chartres
    bruxelles geneve liege londres compiegne douai epinal frejus gap lens libourne lievin macon martigues
    massy melun montauban montlucon narbonne nevers pantin pessac roanne rodez sete soissons tarbes
    thionville valenciennes vichy vienne vierzon agen alencon angouleme annemasse arras auxerre bastia
    boulogne clichy cergy clamart dieppe grasse hyeres istres levallois neuilly vincennes puteaux suresnes
    meaux evry sartrouville aubervilliers ivry
    """
)

COUNTRIES = _set(
    """
    fr fra france be bel belgique belgium ch che suisse switzerland lu lux luxembourg de deu allemagne
    germany es esp espagne spain it ita italie italy gb uk gbr angleterre us usa nl nld pt prt portugal mc
    mco monaco re gp mq gf yt nc pf ca can canada ma maroc tn tunisie dz algerie ie irl irlande ireland at
    autriche pl pologne
    """
) | {
    "royaume uni",
    "united kingdom",
    "etats unis",
    "united states",
    "pays bas",
    "netherlands",
    "great britain",
}

LANGUAGES = _set(
    """
    fr en de es it nl pt fra eng deu ger spa ita francais french anglais english allemand german espagnol
    """
) | {
    "fr fr",
    "en us",
    "en gb",
    "fr be",
    "fr ch",
    "nl be",
    "de de",
    "it it",
    "es es",
    "fr ca",
    "pt pt",
    "nl nl",
}

CIVILITIES = _set(
    """
    m mr mme mlle melle monsieur madame mademoiselle mrs ms miss mister dr docteur me maitre mmes homme
    femme h f male female masculin feminin mm
    """
) | {"m et mme", "m mme", "monsieur et madame", "mr et mme", "m ou mme"}

TRUTHS = _set(
    """
    0 1 oui non o n yes no y true false vrai faux ja nein subscribed unsubscribed inscrit desinscrit
    abonne actif inactif accepte refuse optin optout x none on off
    """
) | {"opt in", "opt out", "non inscrit", "desabonne", "never subscribed", "not subscribed"}

STREET = re.compile(
    r"\b(?:rue|avenue|av|bd|bld|boulevard|place|pl|chemin|ch|route|rte|impasse|imp|allee|allees|all|quai|cours|square"
    r"|sentier|passage|lotissement|lot|residence|res|hameau|lieu dit|zone|faubourg|fg|villa|cite|esplanade"
    r"|promenade|traverse|venelle|ruelle|voie|street|road|lane|drive|strasse|straat)\b"
)

COMPLEMENT = re.compile(
    r"(?:apt|appt|appartement|app|bat|batiment|res|residence|etage|escalier|esc|hall|porte|immeuble|imm|chez|entree"
    r"|\d+(?:er|e|eme) etage|rdc|rez de chaussee|apartment|flat|unit|floor|suite)\b"
)

COMPANY = re.compile(
    r"\b(?:sarl|sas|sasu|sa|eurl|sci|scop|snc|gmbh|ltd|inc|llc|bv|association|ste|societe|ets)\b"
)
