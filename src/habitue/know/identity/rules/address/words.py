"""The words of French addresses: link words, titles, accents, numbers, and the abbreviations of NF Z 10-011.

Written from common knowledge of French street names; the order in which words are shortened is the one that
La Poste's address service publishes: type of street, titles, first names, articles; never the last word.
"""

from __future__ import annotations


def name_set(text: str) -> frozenset[str]:
    """Return the names of a text, parted by bars, as a set."""
    return frozenset(" ".join(name.split()) for name in text.split("|"))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


LINKS = word_set("a au aux d de des du en et l la le les lez lès sous sur von van der")
ARTICLES = word_set("le la les l")
PREPOSITIONS = word_set("de du des d la le les l au aux en sur sous et a")
ROMAN = word_set("ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii")

TOWN_WORDS = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "lez": "les", "ss": "sous", "nd": "notre dame",
    "chap": "chapelle",
}  # fmt: skip

# Opened wherever they stand in a street's name: none of them is a French word.
TITLES = {
    "gal": "général", "gl": "général", "gen": "général", "genl": "général", "marl": "maréchal", "dr": "docteur",
    "doct": "docteur", "docteurs": "docteurs", "drs": "docteurs", "cdt": "commandant", "cmdt": "commandant",
    "comt": "commandant", "capt": "capitaine", "cpt": "capitaine", "cne": "capitaine", "ltn": "lieutenant",
    "lt": "lieutenant", "sgt": "sergent", "adjt": "adjudant", "mgr": "monseigneur", "mlle": "mademoiselle",
    "mme": "madame", "pdt": "président", "presid": "président", "pdte": "présidente", "prof": "professeur",
    "ing": "ingénieur", "rgt": "régiment", "regt": "régiment", "regim": "régiment", "st": "saint", "ste": "sainte",
    "sts": "saints", "amal": "amiral", "mdt": "commandant", "nd": "notre-dame", "marech": "maréchal",
    "insp": "inspecteur", "senat": "sénateur",
    "depute": "député",
}  # fmt: skip
# Opened only after an article or the type of the street, and before a name: elsewhere they are French words.
TITLES_AFTER_ARTICLE = {
    "mal": "maréchal", "col": "colonel", "cl": "colonel", "cap": "capitaine", "pres": "président", "pr": "professeur",
    "am": "amiral", "ab": "abbé", "vx": "vieux", "gd": "grand", "grd": "grand", "gde": "grande",
 "gds": "grands", "vvx": "vieux",
}  # fmt: skip

ACCENTED = {
    "a": "à", "abbe": "abbé", "allee": "allée", "allees": "allées", "andre": "André", "amedee": "Amédée",
    "aerodrome": "aérodrome", "aeroport": "aéroport", "arenes": "arènes", "ble": "blé", "bles": "blés",
    "bruyere": "bruyère", "bruyeres": "bruyères", "cathedrale": "cathédrale", "cecile": "Cécile",
    "cedre": "cèdre", "cedres": "cèdres", "celestin": "Célestin", "chataignier": "châtaignier",
    "chataigniers": "châtaigniers", "chateau": "château", "chateaux": "châteaux", "chene": "chêne", "chenes": "chênes",
    "chevre": "chèvre", "cite": "cité", "college": "collège", "cremerie": "crémerie", "depute": "député",
    "deportes": "déportés", "desire": "Désiré", "ecluse": "écluse", "ecole": "école", "ecoles": "écoles",
    "edouard": "Édouard", "egalite": "égalité", "eglise": "église", "elysee": "Élysée", "elysees": "Élysées",
    "emile": "Émile", "epine": "épine", "epines": "épines", "etang": "étang", "etangs": "étangs", "etats": "États",
    "etienne": "Étienne", "eveche": "évêché", "eugene": "Eugène", "ferriere": "ferrière", "felix": "Félix",
    "foret": "forêt", "fraternite": "fraternité", "francois": "François", "francoise": "Françoise",
    "frederic": "Frédéric", "frenes": "frênes", "frene": "frêne", "frere": "frère", "freres": "frères",
    "fusilles": "fusillés", "general": "général", "genets": "genêts", "gerard": "Gérard", "helene": "Hélène",
    "herve": "Hervé", "hetre": "hêtre", "hetres": "hêtres", "hopital": "hôpital", "hotel": "hôtel", "ile": "île",
    "iles": "îles", "jaures": "Jaurès", "jerome": "Jérôme", "leon": "Léon", "liberation": "libération",
    "liberte": "liberté", "lumiere": "lumière", "lycee": "lycée", "marechal": "maréchal",
    "medecin": "médecin", "mediterranee": "Méditerranée", "metairie": "métairie", "metro": "métro",
    "moliere": "Molière", "montee": "montée", "musee": "musée", "oree": "orée", "peche": "pêche", "pecheur": "pêcheur",
    "pecheurs": "pêcheurs", "pere": "père", "poincare": "Poincaré", "prefecture": "préfecture",
    "president": "président", "presbytere": "presbytère", "pyrenees": "Pyrénées", "rene": "René",
    "republique": "république", "residence": "résidence", "resistance": "résistance", "riviere": "rivière",
    "sebastien": "Sébastien", "theatre": "théâtre", "theodore": "Théodore", "therese": "Thérèse", "trefle": "trèfle",
    "trefles": "trèfles", "tresor": "trésor", "universite": "université", "vallee": "vallée", "verite": "vérité",
    "regiment": "régiment", "ingenieur": "ingénieur", "senateur": "sénateur", "eluard": "Éluard", "zoe": "Zoé",
    "eperon": "éperon", "fevrier": "février", "aout": "août", "decembre": "décembre", "cote": "côte",
}  # fmt: skip

NUMBERS = {
    "premier": "1", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7",
    "huit": "8", "neuf": "9", "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14",
    "quinze": "15", "seize": "16", "dix sept": "17", "dix huit": "18", "dix neuf": "19", "vingt": "20",
    "vingt et un": "21", "vingt deux": "22", "vingt trois": "23", "vingt quatre": "24", "vingt cinq": "25",
    "vingt six": "26", "vingt sept": "27", "vingt huit": "28", "vingt neuf": "29", "trente": "30",
    "trente et un": "31", "1er": "1",
}  # fmt: skip
MONTHS = word_set("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
ORDINALS = {
    "premier": "1", "premiere": "1", "deuxieme": "2", "troisieme": "3", "quatrieme": "4", "cinquieme": "5",
    "sixieme": "6", "septieme": "7", "huitieme": "8", "neuvieme": "9", "dixieme": "10", "onzieme": "11",
    "douzieme": "12",
}  # fmt: skip

# Words that a name must follow, so that a town can never begin right after them ("rue du Faubourg | Saint-Denis").
HANGING = word_set(
    """faubourg porte vieux vieille vieilles grand grande grands grandes petit petite petits petites nouveau
    nouvelle notre saint sainte saints dit docteur general marechal colonel capitaine commandant lieutenant
    sergent abbe amiral president professeur monseigneur ingenieur madame mademoiselle monsieur frere freres
    pere mere soeur soeurs maitre duc duchesse roi reine prince princesse cardinal pape chanoine cure
    caporal adjudant sous entre aux docteurs generaux abbes ancien ancienne anciens anciennes belle beau bel
    belles beaux bon bonne bons bonnes deux trois quatre cinq six sept huit dix douze rouges maison regiment
    bataillon brigade division armee"""
)

# Saints of so many streets and chapels that "Clos Saint-Martin" says nothing of a town.
USUAL_SAINTS = word_set(
    """martin michel pierre jean louis antoine marc paul joseph jacques georges laurent nicolas vincent roch
    andre hilaire germain sebastien eloi anne catherine barbe blaise yves charles francois remy"""
)

# Common nouns and adjectives that are also the names of small towns ("impasse du Noyer", "rue des Tilleuls").
COMMON = word_set(
    """rouge vert verte blanc blanche noir noire bleu bleue bois croix gorge gorges chateau chateaux pont ponts
    poule fontaine fontaines forge forges halles etang etangs bourg vigne vignes mare mares mars mer mont
    monts nord sud est ouest orme ormes page passage plan plage port poste pre pres puits roche roches rose
    roses rosiers sable sables source sources tombe tour val vaux verger vergers ville village vent vents
    vue lac lacs ile iles four fours ferme champ champs chene chenes cerisier cerisiers chapelle clos coeur
    col cote coteau cure dieu ecole eglise epine epines gare grange granges haie haies lion loup maison
    maisons mai noyer noyers paradis pin pins poisson pommier pommiers roi rois reine saule saules sapin
    sapins soleil temple tilleul tilleuls trembles buis bellevue laurier lauriers vallon vallons vierge ange
    anges lumiere moine moines dame dames prairie prairies rivage jardin jardins hameau mine mines usine
    ecluse montagne plaine vallee bruyere bruyeres genets peupliers acacias bouleaux aulnes charme charmes
    frene frenes fresne houx neuf neuve neuves vieux vieille haut haute bas basse grand petit barre barres
    baume bataille belle bonne carriere carrieres cases chaumes combe combes cour cours cros eaux esperance
    europe fosse fosses garde herbe lande landes lilas marche marches marie maine mesnil motte moulin oie
    oiseaux oratoire ours palais parc pierre pierres places plane platane portes prunier quatre rampe rives
    riviere rochers romaine ronde sauvage sel serre serres sorbier sorbiers tertre theatre toit treize trois
    varenne verriere verrieres vautour abbaye amour argent aube aurore bel bosquet braise brave caille
    cailles cerf cerise clef couronne dauphin etoile fleur fleurs fond fougeres gai gibet laine lait larme
    lieu loge loges lune marbre marche minerve neige nuits oree orient palme paix pelican perle pie plomb
    pomme prince puy rang renard rossignol ruisseau sang sept signes sirene tertres tige tonnerre torche
    valeur venelle verdure violette violettes"""
)

# Names of two or more words of which the last could be taken for a town.
FAMOUS = name_set(
    """sadi carnot|ledru rollin|rouget lisle|denfert rochereau|joliot curie|chateaubriand|vaillant couturier|
    geoffroy saint hilaire|boucher perthes|franche comte|alsace lorraine|rhin et danube|rhin danube|
    jeanne arc|bir hakeim|camille saint saens|la tour auvergne|sacre coeur|beau site|belle vue|bon accueil|
    trois fontaines|quatre vents|mac mahon|lamoriciere|saint just|cassin|mendes france|anatole france|
    pierre mendes france|anne france|isle france|ile france|notre dame|quatre chemins|bel air|beau soleil|
    beau sejour|bellevue|la fontaine|lafontaine|la fayette|paul vaillant couturier|ambroise pare|
    leconte lisle|villebois mareuil|maurice barres|ferdinand buisson|moulin vent|champ mars|victor hugo|
    la bruyere|la rochefoucauld|saint exupery|cours vincennes"""
)

SHORT_TITLES = {
    "GENERAL": "GAL", "MARECHAL": "MAL", "DOCTEUR": "DR", "COMMANDANT": "CDT", "CAPITAINE": "CAPT",
    "LIEUTENANT": "LT", "COLONEL": "COL", "PROFESSEUR": "PROF", "PRESIDENT": "PDT", "MONSEIGNEUR": "MGR",
    "MADAME": "MME", "MADEMOISELLE": "MLLE", "MONSIEUR": "M", "INGENIEUR": "ING", "SERGENT": "SGT", "REGIMENT": "RGT",
    "AMIRAL": "AMAL", "ADJUDANT": "ADJT", "INSPECTEUR": "INSP", "DOCTEURS": "DRS",
}  # fmt: skip
SHORT_WORDS = {
    "SAINT": "ST", "SAINTE": "STE", "SAINTS": "STS", "GRAND": "GD", "GRANDE": "GDE", "GRANDS": "GDS", "PETIT": "PT",
    "PETITE": "PTE", "PETITS": "PTS", "VIEUX": "VX", "NOTRE DAME": "ND",
}  # fmt: skip
SHORT_COMPLEMENTS = {
    "APPARTEMENT": "APPT", "BATIMENT": "BAT", "RESIDENCE": "RES", "IMMEUBLE": "IMM", "ESCALIER": "ESC",
    "ENTREE": "ENT", "ETAGE": "ETG", "LOTISSEMENT": "LOT", "CENTRE COMMERCIAL": "CCAL", "PAVILLON": "PAV",
    "ZONE INDUSTRIELLE": "ZI", "ZONE ARTISANALE": "ZA", "LOGEMENT": "LOGT", "CHAMBRE": "CHB",
}  # fmt: skip
